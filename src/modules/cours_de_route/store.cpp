#include "modules/cours_de_route/store.h"

#include "modules/cours_de_route/queries.h"
#include "modules/cours_de_route/rules.h"
#include "modules/enregistrement/modification.h"
#include "platform/db/error.h"
#include "platform/json/json.h"

namespace mlpp::cours_de_route {

namespace {

constexpr list::Sort tris[] = {
    {.field = "date_chargement", .descending_first = true},
    {.field = "numero", .indexed = true},
    {.field = "date_arrivee_prevue",
     .expression = "coalesce(l.date_arrivee_prevue, '-infinity')",
     .null_text = "-infinity"},
    {.field = "arrive_at",
     .expression = "coalesce(l.arrive_at, '-infinity')",
     .null_text = "-infinity"},
    {.field = "volume"},
    {.field = "statut"},
    {.field = "plaque_camion"},
    {.field = "chauffeur_nom", .expression = "l.chauffeur_nom COLLATE app.naturel"},
    {.field = "created_at"},
    {.field = "fournisseur_nom",
     .expression = "coalesce(l.fournisseur_nom, '') COLLATE app.naturel"},
    {.field = "depot_nom", .expression = "coalesce(l.depot_nom, '') COLLATE app.naturel"},
    {.field = "produit_nom", .expression = "coalesce(l.produit_nom, '') COLLATE app.naturel"},
    {.field = "transporteur", .expression = "coalesce(l.transporteur, '') COLLATE app.naturel"},
    {.field = "depart_pays", .expression = "coalesce(l.depart_pays, '') COLLATE app.naturel"},
};

constexpr std::string_view texte =
    "app.recherche_cours(l.numero, l.plaque_camion, l.plaque_remorque, l.chauffeur_nom, "
    "l.transporteur)";

} // namespace

asio::awaitable<Result<list::Question>> demander(db::Transaction& tx, const FiltreCours& filtre) {
    list::Conditions where;
    where.any_of("statut", filtre.statut)
        .equals("fournisseur_id", filtre.fournisseur_id)
        .equals("produit_id", filtre.produit_id)
        .of_depot(filtre.depot_id)
        .at_least("date_chargement", filtre.du)
        .at_most("date_chargement", filtre.au)
        .at_least("volume", filtre.volume_min)
        .at_most("volume", filtre.volume_max);
    if (filtre.q) {
        MLPP_TRY(const auto search,
                 co_await list::search<list::Matches>(tx, sql::cours_de_route::trouver, *filtre.q));
        where.matching(search.found, texte, search.pattern);
    }
    if (filtre.actifs)
        where.also(*filtre.actifs ? "l.statut <> 'DECHARGE'" : "l.statut = 'DECHARGE'");
    co_return list::Question{
        {sql::cours_de_route::lister, tris, list::Growing{"depot_destination_id", "cdr.lire"}},
        std::move(where)};
}

asio::awaitable<Result<json::Page<CoursDeRoute>>> lister(db::Transaction& tx,
                                                         const FiltreCours& filtre) {
    MLPP_TRY(const auto question, co_await demander(tx, filtre));
    co_return co_await list::last_page<CoursDeRoute>(tx, question, filtre);
}

asio::awaitable<Result<CorpsVersionne>> lire(db::Transaction& tx, Uuid id) {
    co_return co_await tx.last<CorpsVersionne>(sql::cours_de_route::lire, id);
}

asio::awaitable<Result<std::string>> compter(db::Transaction& tx,
                                             const FiltreStatistiques& filtre) {
    co_return co_await tx.last_text(sql::cours_de_route::compter, filtre.depot_id,
                                    filtre.fournisseur_id, filtre.produit_id, filtre.du, filtre.au);
}

asio::awaitable<Result<StatistiquesCours>> lire_statistiques(db::Transaction& tx,
                                                             const FiltreStatistiques& filtre) {
    MLPP_TRY(const auto corps, co_await compter(tx, filtre));
    auto statistiques = json::parse<StatistiquesCours>(corps);
    if (!statistiques) throw db::BindingError("cours_de_route.compter");
    co_return std::move(*statistiques);
}

asio::awaitable<Result<CoursDeRoute>> inserer(db::Transaction& tx, const DemandeCoursDeRoute& d) {
    co_return co_await tx.one<CoursDeRoute>(
        sql::cours_de_route::inserer, d.fournisseur_id, d.depot_destination_id, d.produit_id,
        d.plaque_camion, d.plaque_remorque, d.chauffeur_nom, d.transporteur, d.depart_pays,
        d.date_chargement, d.date_arrivee_prevue, d.volume, d.note);
}

asio::awaitable<Result<CoursDeRoute>> modifier(db::Transaction& tx, const Uuid& id,
                                               std::int64_t version,
                                               const ModificationCoursDeRoute& modification) {
    co_return co_await enregistrement::modify<CoursDeRoute>(
        tx, sql::cours_de_route::modifier, sql::cours_de_route::lister, id, version, modification);
}

asio::awaitable<Result<CoursDeRoute>> changer_statut(db::Transaction& tx, const Uuid& id,
                                                     Statut statut) {
    MLPP_TRY(auto change,
             co_await tx.maybe<CoursDeRoute>(sql::cours_de_route::changer_statut, id, statut));
    if (change) co_return *std::move(change);
    MLPP_TRY(const auto actuel,
             co_await enregistrement::read<CoursDeRoute>(tx, sql::cours_de_route::lister, id));
    if (actuel.statut != statut) co_return refuse(Code::HORS_DEPOT);
    co_return refuse(transition_interdite(actuel.statut, statut));
}

asio::awaitable<Result<CoursDeRoute>> rouvrir(db::Transaction& tx, const Uuid& id,
                                              const std::string& raison) {
    tx.queue(sql::cours_de_route::rouvrir, id, raison);
    co_return co_await enregistrement::read<CoursDeRoute>(tx, sql::cours_de_route::lister, id);
}

asio::awaitable<Result<>> supprimer(db::Transaction& tx, const Uuid& id) {
    MLPP_TRY(const auto supprimes, co_await tx.execute(sql::cours_de_route::supprimer, id));
    if (supprimes == 1) co_return Result<>{};
    MLPP_CHECK(co_await enregistrement::read<CoursDeRoute>(tx, sql::cours_de_route::lister, id));
    co_return refuse(Code::CDR_SUPPRESSION_INTERDITE);
}

} // namespace mlpp::cours_de_route
