#include "modules/sorties/store.h"

#include "modules/mouvements/recherche.h"
#include "modules/sorties/queries.h"
#include "platform/json/json.h"

namespace mlpp::sorties {

namespace {

constexpr list::Sort tris[] = {
    {.field = "date_sortie", .descending_first = true},
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
    {.field = "beneficiaire_nom",
     .expression = "coalesce(l.beneficiaire_nom, '') COLLATE app.naturel"},
    {.field = "transporteur_nom",
     .expression = "coalesce(l.transporteur_nom, '') COLLATE app.naturel"},
    {.field = "chauffeur_nom", .expression = "coalesce(l.chauffeur_nom, '') COLLATE app.naturel"},
    {.field = "plaque_camion", .expression = "coalesce(l.plaque_camion, '')"},
};

constexpr std::string_view texte =
    "app.recherche(l.numero, l.plaque_camion, l.chauffeur_nom, l.note)";

// What the indexes found: sorties, unless there are too many to name; and the clients and partners
// of that name.
struct Trouvees {
    std::optional<std::vector<Uuid>> ids;
    std::vector<Uuid> tiers;
};
BOOST_DESCRIBE_STRUCT(Trouvees, (), (ids, tiers))

void retenir(list::Conditions& where, const Trouvees& trouvees, const std::string& pattern) {
    if (trouvees.ids) {
        where.also("l.id = ANY (" + where.parameter(*trouvees.ids) + ')');
        return;
    }
    const auto tiers = where.parameter(trouvees.tiers);
    where.costly("(" + std::string(texte) + " LIKE app.plier(" + where.parameter(pattern) +
                 ") OR l.client_id = ANY (" + tiers + ") OR l.partenaire_id = ANY (" + tiers +
                 "))");
}

SortieCalculee avec_lignes(const DemandeSortie& demande,
                           std::vector<correction::LignePostee> lignes) {
    return {.proprietaire_type = demande.proprietaire_type,
            .client_id = demande.client_id,
            .partenaire_id = demande.partenaire_id,
            .date_sortie = demande.date_sortie,
            .chauffeur_nom = demande.chauffeur_nom,
            .plaque_camion = demande.plaque_camion,
            .plaque_remorque = demande.plaque_remorque,
            .transporteur_id = demande.transporteur_id,
            .note = demande.note,
            .lignes = std::move(lignes)};
}

} // namespace

asio::awaitable<Result<std::string>> enregistrer(db::Transaction& tx, const DemandeSortie& demande,
                                                 correction::LignesPreparees preparees) {
    if (!preparees.fautes.empty())
        co_return refuse(co_await correction::refuser_ensemble(
            tx, sql::sorties::enregistrer, json::write(demande), preparees.fautes));
    co_return co_await tx.last_text(sql::sorties::enregistrer,
                                    json::write(avec_lignes(demande, std::move(preparees.lignes))));
}

asio::awaitable<Result<Reponse>> compenser(db::Transaction& tx, Uuid id, std::string raison) {
    auto reponse = co_await tx.last<Reponse>(sql::sorties::compenser, id, raison);
    if (!reponse && reponse.error().code == Code::MOUVEMENT_NOT_FOUND)
        co_return refuse(Code::RESSOURCE_INTROUVABLE);
    co_return reponse;
}

asio::awaitable<Result<list::Question>> demander(db::Transaction& tx, const FiltreSorties& filtre) {
    list::Conditions where;
    where.of_depot(filtre.depot_id)
        .equals("citerne_id", filtre.citerne_id)
        .equals("produit_id", filtre.produit_id)
        .equals("partenaire_id", filtre.partenaire_id)
        .equals("client_id", filtre.client_id)
        .equals("transporteur_id", filtre.transporteur_id)
        .equals("operation_id", filtre.operation_id);
    mouvements::par_periode(where, "date_sortie", "SOR", filtre.du, filtre.au, filtre.tri);
    mouvements::par_proprietaire(where, filtre.proprietaire_type);
    if (filtre.q && !mouvements::par_numero(where, "date_sortie", *filtre.q)) {
        MLPP_TRY(const auto search,
                 co_await list::search<Trouvees>(tx, sql::sorties::trouver, *filtre.q));
        retenir(where, search.found, search.pattern);
    }
    co_return list::Question{
        {sql::sorties::lister, tris, list::Growing{"depot_id", "sorties.lire"}}, std::move(where)};
}

asio::awaitable<Result<json::Page<Sortie>>> lister(db::Transaction& tx,
                                                   const FiltreSorties& filtre) {
    MLPP_TRY(const auto question, co_await demander(tx, filtre));
    co_return co_await list::last_page<Sortie>(tx, question, filtre);
}

asio::awaitable<Result<std::string>> lire(db::Transaction& tx, Uuid id) {
    co_return co_await tx.last_text(sql::sorties::lire, id);
}

asio::awaitable<Result<DetailSortie>> lire_detail(db::Transaction& tx, Uuid id) {
    MLPP_TRY(const auto corps, co_await tx.one<std::string>(sql::sorties::lire, id));
    co_return json::parse<DetailSortie>(corps);
}

} // namespace mlpp::sorties
