#include "modules/recherche/routes.h"

#include "modules/recherche/store.h"
#include "platform/http/context.h"

namespace mlpp::recherche {

namespace {

using http::awaitable;
using http::Context;
using http::Response;

// GET /api/v1/recherche : a few of each kind that the caller may read. 200 Recherche
awaitable<Result<Response>> chercher_partout(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreRecherche>());
    auto tx = ctx.begin();
    Recherche recherche;
    MLPP_TRY(recherche.elements, co_await chercher(tx, filtre));
    co_return ctx.ok(recherche);
}

} // namespace

void declare_routes(http::RouteTable& table) {
    table
        .get<Recherche>("/recherche", http::session, chercher_partout,
                        "Finds by number, plate, person or name, a few of each kind that the "
                        "caller may read.")
        .query<FiltreRecherche>();
}

} // namespace mlpp::recherche
