#include "modules/tableau_de_bord/routes.h"

#include "modules/tableau_de_bord/rules.h"
#include "modules/tableau_de_bord/store.h"
#include "platform/http/context.h"

namespace mlpp::tableau_de_bord {

namespace {

using http::awaitable;
using http::Context;
using http::Response;

// GET /api/v1/tableau-de-bord : the cards of the caller's role. 200 TableauDeBord | 404
// RESSOURCE_INTROUVABLE
awaitable<Result<Response>> lire(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreTableau>());
    auto tx = ctx.begin();
    MLPP_TRY(auto releve, co_await lire_releve(tx, filtre.depot_id));
    co_return ctx.ok(composer(std::move(releve)));
}

} // namespace

void declare_routes(http::RouteTable& table) {
    table
        .get<TableauDeBord>(
            "/tableau-de-bord", "tableau_de_bord.lire", lire,
            "The cards of the caller's role, of one instant. Without depot_id: of every "
            "depot that the caller may see. What the caller may not see is null.")
        .query<FiltreTableau>()
        .refuses({Code::RESSOURCE_INTROUVABLE});
}

} // namespace mlpp::tableau_de_bord
