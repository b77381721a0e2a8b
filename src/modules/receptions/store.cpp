#include "modules/receptions/store.h"

#include "modules/mouvements/recherche.h"
#include "modules/receptions/queries.h"
#include "platform/json/json.h"

namespace mlpp::receptions {

namespace {

constexpr list::Sort tris[] = {
    {.field = "date_reception", .descending_first = true},
    {.field = "numero", .indexed = true},
    {.field = "volume_ambiant"},
    {.field = "volume_15c"},
    {.field = "temperature_ambiante_c"},
    {.field = "densite_observee_kgm3"},
    {.field = "densite_a_15_kgm3"},
    {.field = "vcf"},
    {.field = "compensee"},
    {.field = "nb_ajustements"},
    {.field = "proprietaire_type"},
    {.field = "created_at"},
    {.field = "depot_nom", .expression = "coalesce(l.depot_nom, '') COLLATE app.naturel"},
    {.field = "citerne_nom", .expression = "coalesce(l.citerne_nom, '') COLLATE app.naturel"},
    {.field = "produit_nom", .expression = "coalesce(l.produit_nom, '') COLLATE app.naturel"},
    {.field = "source_nom", .expression = "coalesce(l.source_nom, '') COLLATE app.naturel"},
    {.field = "cdr_numero", .expression = "coalesce(l.cdr_numero, '')"},
    {.field = "plaque_camion", .expression = "coalesce(l.plaque_camion, '')"},
};

constexpr std::string_view texte = "app.recherche(l.numero, l.plaque_camion, l.source_nom, l.note)";

ReceptionCalculee avec_lignes(const DemandeReception& demande,
                              std::vector<correction::LignePostee> lignes) {
    return {.proprietaire_type = demande.proprietaire_type,
            .partenaire_id = demande.partenaire_id,
            .cours_de_route_id = demande.cours_de_route_id,
            .date_reception = demande.date_reception,
            .note = demande.note,
            .lignes = std::move(lignes)};
}

} // namespace

asio::awaitable<Result<std::string>> enregistrer(db::Transaction& tx,
                                                 const DemandeReception& demande,
                                                 correction::LignesPreparees preparees) {
    if (!preparees.fautes.empty())
        co_return refuse(co_await correction::refuser_ensemble(
            tx, sql::receptions::enregistrer, json::write(demande), preparees.fautes));
    co_return co_await tx.last_text(sql::receptions::enregistrer,
                                    json::write(avec_lignes(demande, std::move(preparees.lignes))));
}

asio::awaitable<Result<Reponse>> compenser(db::Transaction& tx, Uuid id, std::string raison) {
    auto reponse = co_await tx.last<Reponse>(sql::receptions::compenser, id, raison);
    if (!reponse && reponse.error().code == Code::MOUVEMENT_NOT_FOUND)
        co_return refuse(Code::RESSOURCE_INTROUVABLE);
    co_return reponse;
}

asio::awaitable<Result<list::Question>> demander(db::Transaction& tx,
                                                 const FiltreReceptions& filtre) {
    list::Conditions where;
    where.of_depot(filtre.depot_id)
        .equals("citerne_id", filtre.citerne_id)
        .equals("produit_id", filtre.produit_id)
        .equals("partenaire_id", filtre.partenaire_id)
        .equals("fournisseur_id", filtre.fournisseur_id)
        .equals("cours_de_route_id", filtre.cours_de_route_id)
        .equals("operation_id", filtre.operation_id);
    mouvements::par_periode(where, "date_reception", "REC", filtre.du, filtre.au, filtre.tri);
    mouvements::par_proprietaire(where, filtre.proprietaire_type);
    if (filtre.q && !mouvements::par_numero(where, "date_reception", *filtre.q)) {
        MLPP_TRY(const auto search,
                 co_await list::search<list::Matches>(tx, sql::receptions::trouver, *filtre.q));
        where.matching(search.found, texte, search.pattern);
    }
    co_return list::Question{
        {sql::receptions::lister, tris, list::Growing{"depot_id", "receptions.lire"}},
        std::move(where)};
}

asio::awaitable<Result<json::Page<Reception>>> lister(db::Transaction& tx,
                                                      const FiltreReceptions& filtre) {
    MLPP_TRY(const auto question, co_await demander(tx, filtre));
    co_return co_await list::last_page<Reception>(tx, question, filtre);
}

asio::awaitable<Result<std::string>> lire(db::Transaction& tx, Uuid id) {
    co_return co_await tx.last_text(sql::receptions::lire, id);
}

asio::awaitable<Result<DetailReception>> lire_detail(db::Transaction& tx, Uuid id) {
    MLPP_TRY(const auto corps, co_await tx.one<std::string>(sql::receptions::lire, id));
    co_return json::parse<DetailReception>(corps);
}

} // namespace mlpp::receptions
