#include "modules/cours_de_route/routes.h"

#include "modules/cours_de_route/rules.h"
#include "modules/cours_de_route/store.h"
#include "modules/exports/exports.h"
#include "platform/base/clock.h"
#include "platform/http/context.h"

#include <chrono>

namespace mlpp::cours_de_route {

namespace {

using http::awaitable;
using http::Context;
using http::Response;
using mouvements::DemandeRaison;

constexpr sheet::Column colonnes[] = {
    {"numero", "Numéro", "Number"},
    {"statut", "Statut", "Status"},
    {"date_chargement", "Chargé le", "Loaded"},
    {"date_arrivee_prevue", "Arrivée prévue", "Expected"},
    {"fournisseur_nom", "Fournisseur", "Supplier"},
    {"depot_nom", "Dépôt de destination", "Depot of destination"},
    {"produit_nom", "Produit", "Product"},
    {"plaque_camion", "Camion", "Truck"},
    {"plaque_remorque", "Remorque", "Trailer"},
    {"chauffeur_nom", "Chauffeur", "Driver"},
    {"transporteur", "Transporteur", "Carrier"},
    {"depart_pays", "Pays de départ", "Country of departure"},
    {"volume", "Volume (L)", "Volume (L)"},
    {"nb_dechargements", "Déchargements", "Discharges"},
    {"arrive_at", "Arrivé le", "Arrived"},
    {"note", "Note", "Note"},
    {"created_at", "Enregistré le", "Recorded"},
};

constexpr sheet::Column colonnes_statistiques[] = {
    {"partie", "Par", "By"},
    {"nom", "Nom", "Name"},
    {"nombre", "Camions", "Trucks"},
    {"volume", "Volume (L)", "Volume (L)"},
    {"moyenne_h", "Durée moyenne (h)", "Mean duration (h)"},
    {"mediane_h", "Durée médiane (h)", "Median duration (h)"},
};

// Good for limits of a year; the business day is the database's.
Date today() {
    return {std::chrono::floor<std::chrono::days>(now().time)};
}

// GET /api/v1/cours-de-route : latest loading first.
// 200 Page<CoursDeRoute>
awaitable<Result<Response>> lister_cours(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreCours>());
    auto tx = ctx.begin();
    MLPP_TRY(const auto page, co_await lister(tx, filtre));
    co_return ctx.ok(page);
}

// GET /api/v1/cours-de-route/{id} : one trip with the history of its statuses and its receptions.
// 200 DetailCoursDeRoute + ETag | 404 RESSOURCE_INTROUVABLE
awaitable<Result<Response>> lire_cours(Context& ctx) {
    auto tx = ctx.begin();
    MLPP_TRY(auto lu, co_await lire(tx, ctx.id()));
    auto response = ctx.json(200, std::move(lu.corps));
    response.header("ETag", '"' + std::to_string(lu.version) + '"');
    co_return response;
}

// GET /api/v1/cours-de-route/statistiques : counts, volumes and real durations of the trips loaded
// in a period. 200 StatistiquesCours
awaitable<Result<Response>> compter_cours(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreStatistiques>());
    auto tx = ctx.begin();
    MLPP_TRY(auto corps, co_await compter(tx, filtre));
    co_return ctx.json(200, std::move(corps));
}

awaitable<Result<>> exporter_statistiques(db::Transaction& tx, const FiltreStatistiques& filtre,
                                          exports::Remplissage& remplissage) {
    MLPP_TRY(const auto statistiques, co_await lire_statistiques(tx, filtre));
    MLPP_CHECK(co_await remplissage.add(lignes(statistiques)));
    remplissage.add_total("TOTAL",
                          TotalStatistique{statistiques.nombre, statistiques.volume_total});
    co_return Result<>{};
}

// POST /api/v1/cours-de-route : a truck begins loading.
// 201 CoursDeRoute | 409 CAMION_DEJA_EN_ROUTE | 422 DONNEES_INVALIDES, REFERENCE_INTROUVABLE
awaitable<Result<Response>> creer_cours(Context& ctx) {
    MLPP_TRY(const auto demande, ctx.body<DemandeCoursDeRoute>());
    MLPP_CHECK(verifier(demande, today()));
    auto tx = ctx.begin();
    MLPP_TRY(const auto cours, co_await inserer(tx, demande));
    co_return co_await ctx.commit(tx, ctx.created(cours));
}

// PATCH /api/v1/cours-de-route/{id} : changes the fields given, never the status.
// 200 CoursDeRoute | 404 | 409 CAMION_DEJA_EN_ROUTE, CDR_DECHARGE_FIGE | 412 VERSION_PERIMEE
awaitable<Result<Response>> modifier_cours(Context& ctx) {
    MLPP_TRY(const auto version, ctx.if_match());
    MLPP_TRY(const auto modification, ctx.body<ModificationCoursDeRoute>());
    MLPP_CHECK(verifier(modification, today()));
    auto tx = ctx.begin();
    MLPP_TRY(const auto cours, co_await modifier(tx, ctx.id(), version, modification));
    co_return co_await ctx.commit(tx, ctx.ok(cours, cours.version));
}

// POST /api/v1/cours-de-route/{id}/statut : one step forward; DECHARGE is reached by a reception
// only (T-CDR-02). 200 CoursDeRoute | 404 | 409 TRANSITION_INTERDITE
awaitable<Result<Response>> avancer_cours(Context& ctx) {
    MLPP_TRY(const auto demande, ctx.body<DemandeStatut>());
    auto tx = ctx.begin();
    MLPP_TRY(const auto cours, co_await changer_statut(tx, ctx.id(), demande.statut));
    co_return co_await ctx.commit(tx, ctx.ok(cours, cours.version));
}

// POST /api/v1/cours-de-route/{id}/reouverture : back to ARRIVE once every reception of it was
// compensated. 200 CoursDeRoute | 404 | 409 TRANSITION_INTERDITE | 422 RAISON_TROP_COURTE
awaitable<Result<Response>> rouvrir_cours(Context& ctx) {
    MLPP_TRY(const auto demande, ctx.body<DemandeRaison>());
    auto tx = ctx.begin();
    MLPP_TRY(const auto cours, co_await rouvrir(tx, ctx.id(), demande.raison));
    co_return co_await ctx.commit(tx, ctx.ok(cours, cours.version));
}

// DELETE /api/v1/cours-de-route/{id} : for a truck that never discharged.
// 204 | 404 | 409 CDR_SUPPRESSION_INTERDITE
awaitable<Result<Response>> supprimer_cours(Context& ctx) {
    auto tx = ctx.begin();
    MLPP_CHECK(co_await supprimer(tx, ctx.id()));
    co_return co_await ctx.commit(tx, ctx.no_content());
}

void declare_reads(http::RouteTable& table) {
    table
        .get<json::Page<CoursDeRoute>>("/cours-de-route", "cdr.lire", lister_cours,
                                       "Cours de route, latest loading first.")
        .query<FiltreCours>();
    table
        .get<StatistiquesCours>("/cours-de-route/statistiques", "cdr.lire", compter_cours,
                                "Counts, volumes and real durations of the trips of a period.")
        .query<FiltreStatistiques>();
    table
        .get<DetailCoursDeRoute>("/cours-de-route/{id}", "cdr.lire", lire_cours,
                                 "One cours de route with its history and its receptions.")
        .refuses({Code::RESSOURCE_INTROUVABLE});
}

} // namespace

void declare_routes(http::RouteTable& table) {
    declare_reads(table);
    table
        .post<DemandeCoursDeRoute, CoursDeRoute>("/cours-de-route", "cdr.creer", creer_cours,
                                                 "Opens a cours de route, in CHARGEMENT.")
        .accepts_idempotency_key()
        .located("/cours-de-route/")
        .refuses({Code::CAMION_DEJA_EN_ROUTE, Code::REFERENCE_INTROUVABLE,
                  Code::REFERENTIEL_INACTIF, Code::HORS_DEPOT});
    table
        .patch<ModificationCoursDeRoute, CoursDeRoute>("/cours-de-route/{id}", "cdr.modifier",
                                                       modifier_cours, "Changes the fields given.")
        .requires_version()
        .refuses({Code::RESSOURCE_INTROUVABLE, Code::CAMION_DEJA_EN_ROUTE, Code::CDR_DECHARGE_FIGE,
                  Code::REFERENCE_INTROUVABLE, Code::REFERENTIEL_INACTIF, Code::HORS_DEPOT});
    table
        .post<DemandeStatut, CoursDeRoute>("/cours-de-route/{id}/statut", "cdr.avancer",
                                           avancer_cours, "Advances by one status.")
        .answers(200)
        .refuses({Code::RESSOURCE_INTROUVABLE, Code::TRANSITION_INTERDITE, Code::HORS_DEPOT});
    table
        .post<DemandeRaison, CoursDeRoute>(
            "/cours-de-route/{id}/reouverture", "cdr.rouvrir", rouvrir_cours,
            "Back to ARRIVE once every reception of it was compensated.")
        .answers(200)
        .refuses(
            {Code::RESSOURCE_INTROUVABLE, Code::TRANSITION_INTERDITE, Code::RAISON_TROP_COURTE});
    table
        .del("/cours-de-route/{id}", "cdr.supprimer", supprimer_cours,
             "Deletes a cours de route that never discharged.")
        .refuses({Code::RESSOURCE_INTROUVABLE, Code::CDR_SUPPRESSION_INTERDITE});
    exports::declare<CoursDeRoute>(
        table, {"/cours-de-route", "cdr.lire", {"Cours de route", "Shipments"}, colonnes},
        demander);
    exports::declare_source<LigneStatistique>(
        table,
        {"/cours-de-route/statistiques",
         "cdr.lire",
         {"Statistiques des cours de route", "Statistics of shipments"},
         colonnes_statistiques},
        exporter_statistiques);
}

} // namespace mlpp::cours_de_route
