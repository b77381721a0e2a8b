#include "modules/sorties/store.h"

#include "modules/sorties/queries.h"
#include "platform/json/json.h"

namespace mlpp::sorties {

namespace {

constexpr list::Sort tris[] = {
    {.field = "date_sortie", .descending_first = true},
    {.field = "numero"},
    {.field = "volume_ambiant"},
    {.field = "volume_15c"},
    {.field = "temperature_ambiante_c"},
    {.field = "densite_observee_kgm3"},
    {.field = "densite_a_15_kgm3"},
    {.field = "proprietaire_type"},
    {.field = "created_at"},
    {.field = "depot_nom", .expression = "coalesce(l.depot_nom, '') COLLATE app.naturel"},
    {.field = "citerne_nom", .expression = "coalesce(l.citerne_nom, '') COLLATE app.naturel"},
    {.field = "produit_nom", .expression = "coalesce(l.produit_nom, '') COLLATE app.naturel"},
    {.field = "beneficiaire_nom",
     .expression = "coalesce(l.beneficiaire_nom, '') COLLATE app.naturel"},
    {.field = "transporteur_nom",
     .expression = "coalesce(l.transporteur_nom, '') COLLATE app.naturel"},
    {.field = "chauffeur_nom", .expression = "coalesce(l.chauffeur_nom, '') COLLATE app.naturel"},
    {.field = "plaque_camion", .expression = "coalesce(l.plaque_camion, '')"},
};

} // namespace

asio::awaitable<Result<std::string>> enregistrer(db::Transaction& tx,
                                                 const SortieCalculee& sortie) {
    co_return co_await tx.last_text(sql::sorties::enregistrer, json::write(sortie));
}

asio::awaitable<Result<Reponse>> compenser(db::Transaction& tx, Uuid id, std::string raison) {
    auto reponse = co_await tx.last<Reponse>(sql::sorties::compenser, id, raison);
    if (!reponse && reponse.error().code == Code::MOUVEMENT_NOT_FOUND)
        co_return refuse(Code::RESSOURCE_INTROUVABLE);
    co_return reponse;
}

asio::awaitable<Result<json::Page<Sortie>>> lister(db::Transaction& tx,
                                                   const FiltreSorties& filtre) {
    list::Conditions where;
    where.equals("depot_id", filtre.depot_id)
        .equals("citerne_id", filtre.citerne_id)
        .equals("produit_id", filtre.produit_id)
        .equals("proprietaire_type", filtre.proprietaire_type)
        .equals("partenaire_id", filtre.partenaire_id)
        .equals("client_id", filtre.client_id)
        .equals("transporteur_id", filtre.transporteur_id)
        .equals("operation_id", filtre.operation_id)
        .at_least("date_sortie", filtre.du)
        .at_most("date_sortie", filtre.au)
        .contains({"numero", "plaque_camion", "chauffeur_nom", "beneficiaire_nom", "note"},
                  filtre.q);
    co_return co_await list::last_page<Sortie>(tx, {sql::sorties::lister, tris}, filtre, where);
}

asio::awaitable<Result<std::string>> lire(db::Transaction& tx, Uuid id) {
    co_return co_await tx.last_text(sql::sorties::lire, id);
}

} // namespace mlpp::sorties
