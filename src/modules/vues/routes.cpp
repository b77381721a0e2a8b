#include "modules/vues/routes.h"

#include "modules/vues/store.h"
#include "platform/http/context.h"

namespace mlpp::vues {

namespace {

using http::awaitable;
using http::Context;
using http::Response;

// GET /api/v1/session/vues : own views, of one list or of all. 200 Page<Vue>
awaitable<Result<Response>> lister_mes_vues(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreVues>());
    auto tx = ctx.begin();
    MLPP_TRY(const auto page, co_await lister(tx, filtre));
    co_return ctx.ok(page);
}

// POST /api/v1/session/vues : saves a view, in place of the own one of that name. 201 Vue | 422
// TROP_D_ELEMENTS
awaitable<Result<Response>> enregistrer_ma_vue(Context& ctx) {
    MLPP_TRY(const auto demande, ctx.body<DemandeVue>());
    auto tx = ctx.begin();
    MLPP_TRY(const auto vue, co_await enregistrer(tx, demande));
    co_return co_await ctx.commit(tx, ctx.created(vue));
}

// DELETE /api/v1/session/vues/{id} : 204 | 404 RESSOURCE_INTROUVABLE
awaitable<Result<Response>> supprimer_ma_vue(Context& ctx) {
    auto tx = ctx.begin();
    MLPP_CHECK(co_await supprimer(tx, ctx.id()));
    co_return ctx.no_content();
}

} // namespace

void declare_routes(http::RouteTable& table) {
    table
        .get<json::Page<Vue>>("/session/vues", http::session, lister_mes_vues,
                              "Own saved views of lists, by name.")
        .query<FiltreVues>();
    table
        .post<DemandeVue, Vue>("/session/vues", http::session, enregistrer_ma_vue,
                               "Saves filters and sort of a list under a name, in place of the own "
                               "view of that name. At most thirty a list.")
        .accepts_idempotency_key()
        .refuses({Code::FORMAT_INVALIDE, Code::TROP_D_ELEMENTS});
    table.del("/session/vues/{id}", http::session, supprimer_ma_vue, "Removes an own view.")
        .refuses({Code::RESSOURCE_INTROUVABLE});
}

} // namespace mlpp::vues
