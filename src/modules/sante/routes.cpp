#include "modules/sante/routes.h"

#include "modules/sante/store.h"
#include "modules/sante/types.h"
#include "platform/base/log.h"
#include "platform/http/context.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace mlpp::sante {

namespace {

using http::awaitable;
using http::Context;
using http::Response;

// GET /health/live : the program turns. 200 Sante
awaitable<Result<Response>> live(Context& ctx) {
    co_return ctx.ok(Sante{"vivant"});
}

// GET /health/ready : the database answers and has this program's schema. 200 Sante | 503
// BASE_INDISPONIBLE, DELAI_DEPASSE, SCHEMA_DIFFERENT
awaitable<Result<Response>> ready(Context& ctx, const Probes& probes) {
    auto tx = ctx.begin_visitor();
    MLPP_TRY(const auto found, co_await lire_schema(tx));
    if (found != probes.schema) {
        log::error("sante.schema", {{"attendu", probes.schema}, {"trouve", found}});
        co_return refuse({Code::SCHEMA_DIFFERENT, {{"attendu", probes.schema}, {"trouve", found}}});
    }
    co_return ctx.ok(Sante{"pret"});
}

// A proxy on this machine that is not believed brings strangers under this machine's own address.
bool supervises(const Context& ctx, const Probes& probes) {
    const auto& address = ctx.client_address();
    if (std::ranges::find(probes.supervision, address) != probes.supervision.end()) return true;
    return (address == "127.0.0.1" || address == "::1") &&
           ctx.request().count("X-Forwarded-For") == 0;
}

// GET /metrics : Prometheus text, for this machine and those who supervise it: how often each route
// is asked for tells a stranger how the business goes. 200 | 404 ROUTE_INTROUVABLE
awaitable<Result<Response>> metrics(const Context& ctx, const Probes& probes) {
    if (!supervises(ctx, probes)) co_return refuse(Code::ROUTE_INTROUVABLE);
    co_return Response{.body = probes.metrics(),
                       .content_type = "text/plain; version=0.0.4; charset=utf-8"};
}

} // namespace

void declare_routes(http::RouteTable& table, Probes probes) {
    const auto shared = std::make_shared<const Probes>(std::move(probes));
    table.get_outside_api<Sante>("/health/live", http::visiteur, live, "The program turns.");
    table
        .get_outside_api<Sante>(
            "/health/ready", http::visiteur, [shared](Context& ctx) { return ready(ctx, *shared); },
            "The database answers and has this program's schema.")
        .refuses({Code::BASE_INDISPONIBLE, Code::DELAI_DEPASSE, Code::SCHEMA_DIFFERENT});
    table
        .get_outside_api(
            "/metrics", http::visiteur, [shared](Context& ctx) { return metrics(ctx, *shared); },
            "Prometheus text, for this machine and for the addresses of --supervision.")
        .answers_type("text/plain; version=0.0.4; charset=utf-8")
        .refuses({Code::ROUTE_INTROUVABLE});
}

} // namespace mlpp::sante
