#include "modules/volumetrie/routes.h"

#include "modules/volumetrie/store.h"
#include "platform/http/context.h"

namespace mlpp::correction {

namespace {

using http::awaitable;
using http::Context;
using http::Response;

// POST /api/v1/volumetrie/calcul : what the engine makes of a measure, with every intermediate;
// posts nothing. 200 Calcul | 422 GROUPE_OU_PRODUIT, ASTM_LOOKUP_OUT_OF_DOMAIN_DENS,
// ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP, ASTM_INVALID_INPUT
awaitable<Result<Response>> calculer_apercu(Context& ctx) {
    MLPP_TRY(const auto demande, ctx.body<DemandeCalcul>());
    MLPP_CHECK(verifier(demande));
    auto tx = ctx.begin();
    MLPP_TRY(const auto reglage, co_await lire_reglage_calcul(tx, demande));
    MLPP_TRY(const auto calcul, calculer(demande, reglage));
    co_return ctx.ok(calcul);
}

} // namespace

void declare_routes(http::RouteTable& table) {
    table
        .post<DemandeCalcul, Calcul>("/volumetrie/calcul", "volumetrie.calculer", calculer_apercu,
                                     "Density, factor and volume at 15 °C of a measure, with every "
                                     "intermediate.")
        .answers(200)
        .refuses({Code::GROUPE_OU_PRODUIT, Code::ASTM_LOOKUP_OUT_OF_DOMAIN_DENS,
                  Code::ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP, Code::ASTM_INVALID_INPUT,
                  Code::REFERENCE_INTROUVABLE});
}

} // namespace mlpp::correction
