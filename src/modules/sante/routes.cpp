#include "modules/sante/routes.h"

#include "modules/sante/store.h"
#include "modules/sante/types.h"
#include "platform/base/log.h"
#include "platform/http/context.h"

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

// GET /metrics : Prometheus text. 200
awaitable<Result<Response>> metrics(const Probes& probes) {
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
            "/metrics", http::visiteur, [shared](Context&) { return metrics(*shared); },
            "Prometheus text.")
        .answers_type("text/plain; version=0.0.4; charset=utf-8");
}

} // namespace mlpp::sante
