#include "modules/ajustements/routes.h"

#include "modules/ajustements/rules.h"
#include "modules/ajustements/store.h"
#include "platform/http/context.h"

namespace mlpp::ajustements {

namespace {

using http::awaitable;
using http::Context;
using http::Response;

// POST /api/v1/ajustements : corrects a posted movement by a compensating entry.
// 201 AjustementPoste | 409 MOUVEMENT_DEJA_COMPENSE, AJUSTEMENT_DOUBLON | 422 MOUVEMENT_NOT_FOUND,
// ADJUSTMENT_NO_IMPACT
awaitable<Result<Response>> creer_ajustement(Context& ctx) {
    MLPP_TRY(const auto demande, ctx.body<DemandeAjustement>());
    MLPP_CHECK(verifier(demande));
    auto tx = ctx.begin();
    MLPP_TRY(const auto mouvement,
             co_await lire_mouvement(tx, demande.mouvement_type, demande.mouvement_id));
    MLPP_TRY(const auto ajustement, calculer(demande, mouvement));
    MLPP_TRY(auto corps, co_await enregistrer(tx, ajustement));
    co_return ctx.created(std::move(corps));
}

// POST /api/v1/ajustements/manuel : a correction that belongs to no movement, a loss found at the
// dip. 201 AjustementPoste | 422 ADJUSTMENT_NO_IMPACT, SNAPSHOT_MISSING_FOR_NEGATIVE_DELTA,
// RAISON_TROP_COURTE
awaitable<Result<Response>> creer_ajustement_manuel(Context& ctx) {
    MLPP_TRY(const auto demande, ctx.body<DemandeAjustementManuel>());
    MLPP_CHECK(verifier(demande));
    auto tx = ctx.begin();
    MLPP_TRY(auto corps, co_await enregistrer_manuel(tx, demande));
    co_return ctx.created(std::move(corps));
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

} // namespace

void declare_routes(http::RouteTable& table) {
    table
        .post<DemandeAjustement, AjustementPoste>(
            "/ajustements", "ajustements.creer", creer_ajustement,
            "Corrects a posted movement by a compensating entry.")
        .accepts_idempotency_key(http::Stored::by_statement)
        .located("/ajustements/")
        .refuses({Code::MOUVEMENT_NOT_FOUND, Code::CONTEXT_MISMATCH, Code::RAISON_TROP_COURTE,
                  Code::AJUSTEMENT_CHAMP_INTERDIT, Code::AJUSTEMENT_DOUBLON,
                  Code::ADJUSTMENT_NO_IMPACT, Code::MOUVEMENT_DEJA_COMPENSE,
                  Code::ASTM_LOOKUP_OUT_OF_DOMAIN_DENS, Code::ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP,
                  Code::ASTM_INVALID_INPUT, Code::JOUR_CLOTURE});
    table
        .post<DemandeAjustementManuel, AjustementPoste>("/ajustements/manuel", "ajustements.creer",
                                                        creer_ajustement_manuel,
                                                        "A correction that belongs to no movement.")
        .accepts_idempotency_key(http::Stored::by_statement)
        .located("/ajustements/")
        .refuses({Code::ADJUSTMENT_NO_IMPACT, Code::SNAPSHOT_MISSING_FOR_NEGATIVE_DELTA,
                  Code::RAISON_TROP_COURTE, Code::PARTENAIRE_REQUIS, Code::PARTENAIRE_INTERDIT,
                  Code::SORTIE_CITERNE_INVALIDE, Code::JOUR_CLOTURE});
    table
        .get<json::Page<Ajustement>>("/ajustements", "ajustements.lire", lister_ajustements,
                                     "Adjustments, newest first.")
        .query<FiltreAjustements>();
    table
        .get<DetailAjustement>("/ajustements/{id}", "ajustements.lire", lire_ajustement,
                               "One adjustment with the measure before and after.")
        .refuses({Code::RESSOURCE_INTROUVABLE});
}

} // namespace mlpp::ajustements
