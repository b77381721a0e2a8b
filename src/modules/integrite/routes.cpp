#include "modules/integrite/routes.h"

#include "modules/integrite/store.h"
#include "platform/http/context.h"

namespace mlpp::integrite {

namespace {

using http::awaitable;
using http::Context;
using http::Response;

// GET /api/v1/integrite : what the daily checks find now, worst first. 200 Integrite
awaitable<Result<Response>> lire(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreIntegrite>());
    auto tx = ctx.begin();
    MLPP_TRY(const auto found, co_await lire_integrite(tx, filtre));
    co_return ctx.ok(found);
}

} // namespace

void declare_routes(http::RouteTable& table) {
    table
        .get<Integrite>(
            "/integrite", "integrite.lire", lire,
            "What the daily checks find now, worst first, at most 200; the counters count all.")
        .query<FiltreIntegrite>();
}

} // namespace mlpp::integrite
