#include "modules/ajustements/routes.h"

#include "modules/ajustements/rules.h"
#include "modules/ajustements/store.h"
#include "modules/exports/exports.h"
#include "platform/http/context.h"

namespace mlpp::ajustements {

namespace {

using http::awaitable;
using http::Context;
using http::Response;

constexpr sheet::Column colonnes[] = {
    {"numero", "Numéro", "Number"},
    {"date_effet", "Date", "Date"},
    {"type_correction", "Type", "Kind"},
    {"mouvement_type", "Mouvement", "Movement"},
    {"mouvement_numero", "Numéro du mouvement", "Number of the movement"},
    {"depot_nom", "Dépôt", "Depot"},
    {"citerne_nom", "Citerne", "Tank"},
    {"produit_nom", "Produit", "Product"},
    {"proprietaire_type", "Propriétaire", "Owner"},
    {"delta_ambiant", "Écart ambiant (L)", "Ambient difference (L)"},
    {"delta_15c", "Écart à 15 °C (L)", "Difference at 15 °C (L)"},
    {"reason", "Raison", "Reason"},
    {"auteur_nom", "Auteur", "Author"},
    {"valideur_nom", "Validé par", "Validated by"},
    {"created_at", "Enregistré le", "Recorded"},
};

constexpr sheet::Column colonnes_propositions[] = {
    {"numero", "Numéro", "Number"},
    {"created_at", "Demandé le", "Asked for"},
    {"statut", "Statut", "Status"},
    {"type_correction", "Type", "Kind"},
    {"mouvement_type", "Mouvement", "Movement"},
    {"mouvement_numero", "Numéro du mouvement", "Number of the movement"},
    {"depot_nom", "Dépôt", "Depot"},
    {"citerne_nom", "Citerne", "Tank"},
    {"produit_nom", "Produit", "Product"},
    {"proprietaire_type", "Propriétaire", "Owner"},
    {"delta_ambiant", "Écart ambiant (L)", "Ambient difference (L)"},
    {"delta_15c", "Écart à 15 °C (L)", "Difference at 15 °C (L)"},
    {"reason", "Raison", "Reason"},
    {"auteur_nom", "Auteur", "Author"},
    {"decideur_nom", "Décidé par", "Decided by"},
    {"decide_le", "Décidé le", "Decided"},
    {"motif", "Motif", "Grounds"},
};

// POST /api/v1/ajustements : corrects a posted movement by a compensating entry.
// 201 AjustementPoste | 202 PropositionAjustement | 409 MOUVEMENT_DEJA_COMPENSE,
// AJUSTEMENT_DOUBLON, PROPOSITION_EN_ATTENTE | 422 MOUVEMENT_NOT_FOUND, ADJUSTMENT_NO_IMPACT
awaitable<Result<Response>> creer_ajustement(Context& ctx) {
    MLPP_TRY(const auto demande, ctx.body<DemandeAjustement>());
    MLPP_CHECK(verifier(demande));
    auto tx = ctx.begin();
    MLPP_TRY(const auto mouvement,
             co_await lire_mouvement(tx, demande.mouvement_type, demande.mouvement_id));
    MLPP_TRY(const auto ajustement, calculer(demande, mouvement));
    MLPP_TRY(auto reponse, co_await enregistrer(tx, ajustement));
    co_return ctx.json(reponse.statut, std::move(reponse.corps));
}

// POST /api/v1/ajustements/manuel : a correction that belongs to no movement, a loss found at the
// dip. 201 AjustementPoste | 202 PropositionAjustement | 422 ADJUSTMENT_NO_IMPACT,
// SNAPSHOT_MISSING_FOR_NEGATIVE_DELTA, RAISON_TROP_COURTE
awaitable<Result<Response>> creer_ajustement_manuel(Context& ctx) {
    MLPP_TRY(const auto demande, ctx.body<DemandeAjustementManuel>());
    MLPP_CHECK(verifier(demande));
    auto tx = ctx.begin();
    MLPP_TRY(auto reponse, co_await enregistrer_manuel(tx, demande));
    co_return ctx.json(reponse.statut, std::move(reponse.corps));
}

// GET /api/v1/ajustements : newest first.
// 200 Page<Ajustement>
awaitable<Result<Response>> lister_ajustements(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreAjustements>());
    auto tx = ctx.begin();
    MLPP_TRY(const auto page, co_await lister(tx, filtre));
    co_return ctx.ok(page);
}

// GET /api/v1/ajustements/{id} : one adjustment with the measure before and after.
// 200 DetailAjustement | 404 RESSOURCE_INTROUVABLE
awaitable<Result<Response>> lire_ajustement(Context& ctx) {
    auto tx = ctx.begin();
    MLPP_TRY(auto corps, co_await lire(tx, ctx.id()));
    co_return ctx.json(200, std::move(corps));
}

// GET /api/v1/ajustements/propositions : adjustments that wait or waited for a second person,
// newest first. 200 Page<Proposition>
awaitable<Result<Response>> lister_les_propositions(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltrePropositions>());
    auto tx = ctx.begin();
    MLPP_TRY(const auto page, co_await lister_propositions(tx, filtre));
    co_return ctx.ok(page);
}

// GET /api/v1/ajustements/propositions/{id} : one of them with the measure before and after.
// 200 DetailProposition | 404 RESSOURCE_INTROUVABLE
awaitable<Result<Response>> lire_une_proposition(Context& ctx) {
    auto tx = ctx.begin();
    MLPP_TRY(auto corps, co_await lire_proposition(tx, ctx.id()));
    co_return ctx.json(200, std::move(corps));
}

// POST /api/v1/ajustements/propositions/{id}/validation : posts it today, by another person than
// its author. 201 AjustementPoste | 403 DEUX_PERSONNES_REQUISES | 409 PROPOSITION_DECIDEE,
// PROPOSITION_PERIMEE, JOUR_CLOTURE
awaitable<Result<Response>> valider_proposition(Context& ctx) {
    MLPP_TRY(const auto demande, ctx.body<DemandeDecision>());
    auto tx = ctx.begin();
    MLPP_TRY(auto corps, co_await valider(tx, ctx.id(), demande));
    co_return ctx.created(std::move(corps));
}

// POST /api/v1/ajustements/propositions/{id}/refus : refuses it with a reason, or takes the own one
// back. 200 PropositionAjustement | 409 PROPOSITION_DECIDEE | 422 RAISON_TROP_COURTE
awaitable<Result<Response>> refuser_proposition(Context& ctx) {
    MLPP_TRY(const auto demande, ctx.body<DemandeDecision>());
    auto tx = ctx.begin();
    MLPP_TRY(auto corps, co_await refuser(tx, ctx.id(), demande));
    co_return ctx.json(200, std::move(corps));
}

void declare_propositions(http::RouteTable& table) {
    table
        .get<json::Page<Proposition>>(
            "/ajustements/propositions", "ajustements.lire", lister_les_propositions,
            "Adjustments that wait or waited for a second person, newest first.")
        .query<FiltrePropositions>();
    table
        .get<DetailProposition>("/ajustements/propositions/{id}", "ajustements.lire",
                                lire_une_proposition,
                                "One proposal with the measure before and after.")
        .refuses({Code::RESSOURCE_INTROUVABLE});
    table
        .post<DemandeDecision, AjustementPoste>(
            "/ajustements/propositions/{id}/validation", "ajustements.valider", valider_proposition,
            "Posts a proposal as it was asked for, by another person than its author.")
        .accepts_idempotency_key(http::Stored::by_statement)
        .located("/ajustements/")
        .refuses({Code::RESSOURCE_INTROUVABLE, Code::HORS_DEPOT, Code::DEUX_PERSONNES_REQUISES,
                  Code::PROPOSITION_DECIDEE, Code::PROPOSITION_PERIMEE, Code::AJUSTEMENT_DOUBLON,
                  Code::JOUR_CLOTURE});
    table
        .post<DemandeDecision, PropositionAjustement>(
            "/ajustements/propositions/{id}/refus", "ajustements.valider", refuser_proposition,
            "Refuses a proposal with a reason; its author takes it back.")
        .answers(200)
        .refuses({Code::RESSOURCE_INTROUVABLE, Code::HORS_DEPOT, Code::PROPOSITION_DECIDEE,
                  Code::RAISON_TROP_COURTE});
}

} // namespace

void declare_routes(http::RouteTable& table) {
    table
        .post<DemandeAjustement, AjustementPoste>(
            "/ajustements", "ajustements.creer", creer_ajustement,
            "Corrects a posted movement by a compensating entry; a large one waits for a second "
            "person.")
        .accepts_idempotency_key(http::Stored::by_statement)
        .or_answers<PropositionAjustement>(202)
        .located("/ajustements/")
        .located("/ajustements/propositions/", 202)
        .refuses({Code::MOUVEMENT_NOT_FOUND, Code::CONTEXT_MISMATCH, Code::RAISON_TROP_COURTE,
                  Code::AJUSTEMENT_CHAMP_INTERDIT, Code::AJUSTEMENT_DOUBLON,
                  Code::ADJUSTMENT_NO_IMPACT, Code::MOUVEMENT_DEJA_COMPENSE,
                  Code::PROPOSITION_EN_ATTENTE, Code::ASTM_LOOKUP_OUT_OF_DOMAIN_DENS,
                  Code::ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP, Code::ASTM_INVALID_INPUT,
                  Code::JOUR_CLOTURE});
    table
        .post<DemandeAjustementManuel, AjustementPoste>("/ajustements/manuel", "ajustements.creer",
                                                        creer_ajustement_manuel,
                                                        "A correction that belongs to no movement; "
                                                        "a large one waits for a second person.")
        .accepts_idempotency_key(http::Stored::by_statement)
        .or_answers<PropositionAjustement>(202)
        .located("/ajustements/")
        .located("/ajustements/propositions/", 202)
        .refuses({Code::ADJUSTMENT_NO_IMPACT, Code::SNAPSHOT_MISSING_FOR_NEGATIVE_DELTA,
                  Code::RAISON_TROP_COURTE, Code::PARTENAIRE_REQUIS, Code::PARTENAIRE_INTERDIT,
                  Code::SORTIE_CITERNE_INVALIDE, Code::AJUSTEMENT_DOUBLON, Code::JOUR_CLOTURE});
    table
        .get<json::Page<Ajustement>>("/ajustements", "ajustements.lire", lister_ajustements,
                                     "Adjustments, newest first.")
        .query<FiltreAjustements>();
    table
        .get<DetailAjustement>("/ajustements/{id}", "ajustements.lire", lire_ajustement,
                               "One adjustment with the measure before and after.")
        .refuses({Code::RESSOURCE_INTROUVABLE});
    declare_propositions(table);
    exports::declare<Ajustement>(
        table, {"/ajustements", "ajustements.lire", {"Ajustements", "Adjustments"}, colonnes},
        demander);
    exports::declare<Proposition>(table,
                                  {"/ajustements/propositions",
                                   "ajustements.lire",
                                   {"Propositions d'ajustement", "Proposed adjustments"},
                                   colonnes_propositions},
                                  demander_propositions);
}

} // namespace mlpp::ajustements
