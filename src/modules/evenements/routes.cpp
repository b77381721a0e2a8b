#include "modules/evenements/routes.h"

#include "modules/evenements/event_relay.h"
#include "modules/evenements/store.h"
#include "platform/http/context.h"

#include <boost/asio/this_coro.hpp>

#include <algorithm>

namespace mlpp::evenements {

namespace {

using http::awaitable;
using http::Context;
using http::Response;

// GET /api/v1/evenements : events of the caller's depots, ids only, until the session ends.
// 200 text/event-stream | 429 TROP_DE_REQUETES
awaitable<Result<Response>> ouvrir_flux(Context& ctx, EventRelay& relay) {
    auto tx = ctx.begin();
    MLPP_TRY(const auto ecoutant, co_await lire_ecoutant(tx));
    const auto& depots = ecoutant.depots;
    const auto executor = co_await boost::asio::this_coro::executor;
    auto concerns = [depots](const http::Event& event) {
        return !event.depot_id || std::ranges::binary_search(depots, *event.depot_id);
    };
    auto allowed = [&relay, session = *ctx.session_hash(), depots] {
        return relay.still_allowed(session, depots);
    };
    MLPP_TRY(auto events, ctx.events().subscribe(executor, ecoutant.utilisateur,
                                                 std::move(concerns), std::move(allowed)));
    co_return ctx.stream(std::move(events));
}

} // namespace

void declare_routes(http::RouteTable& table, EventRelay& relay) {
    table
        .get<void>(
            "/evenements", "evenements.lire",
            [&relay](Context& ctx) { return ouvrir_flux(ctx, relay); },
            "Server-Sent Events `stock`, `cdr` and `alerte` of the caller's depots: "
            "{depot_id, ids}. Without depot_id something may have been missed: fetch all again.")
        .answers_type("text/event-stream")
        .refuses({Code::TROP_DE_REQUETES});
}

} // namespace mlpp::evenements
