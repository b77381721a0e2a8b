#include "modules/clotures/routes.h"

#include "modules/clotures/store.h"
#include "modules/exports/exports.h"
#include "platform/http/context.h"

namespace mlpp::clotures {

namespace {

using http::awaitable;
using http::Context;
using http::Response;

constexpr sheet::Column colonnes[] = {
    {"jour", "Jour", "Day"},
    {"depot_nom", "Dépôt", "Depot"},
    {"note", "Note", "Note"},
    {"auteur_nom", "Auteur", "Author"},
    {"created_at", "Clôturé le", "Sealed"},
};

// POST /api/v1/stock/clotures : seals a day and all before it, for good.
// 201 Cloture | 409 JOUR_CLOTURE | 422 DATE_FUTURE_INTERDITE, REFERENCE_INTROUVABLE
awaitable<Result<Response>> cloturer_jour(Context& ctx) {
    MLPP_TRY(const auto demande, ctx.body<DemandeCloture>());
    auto tx = ctx.begin();
    MLPP_TRY(auto corps, co_await cloturer(tx, demande));
    co_return ctx.json(201, std::move(corps));
}

// GET /api/v1/stock/clotures : the latest day first.
// 200 Page<ClotureListee>
awaitable<Result<Response>> lister_clotures(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreClotures>());
    auto tx = ctx.begin();
    MLPP_TRY(const auto page, co_await lister(tx, filtre));
    co_return ctx.ok(page);
}

} // namespace

void declare_routes(http::RouteTable& table) {
    table
        .post<DemandeCloture, Cloture>("/stock/clotures", "jours.cloturer", cloturer_jour,
                                       "Seals a day of a depot and all before it, for good.")
        .accepts_idempotency_key(http::Stored::by_statement)
        .refuses({Code::JOUR_CLOTURE, Code::DATE_FUTURE_INTERDITE, Code::REFERENCE_INTROUVABLE,
                  Code::HORS_DEPOT});
    table
        .get<json::Page<ClotureListee>>("/stock/clotures", "stock.lire", lister_clotures,
                                        "Sealed days, the latest first.")
        .query<FiltreClotures>();
    exports::declare<ClotureListee>(
        table, {"/stock/clotures", "stock.lire", {"Jours clôturés", "Sealed days"}, colonnes},
        demander);
}

} // namespace mlpp::clotures
