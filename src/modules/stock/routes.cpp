#include "modules/stock/routes.h"

#include "modules/stock/rules.h"
#include "modules/stock/store.h"
#include "platform/http/context.h"

namespace mlpp::stock {

namespace {

using http::awaitable;
using http::Context;
using http::Response;

// GET /api/v1/stock/actuel : the current line of each tank and owner, and their sums. 200
// StockActuel
awaitable<Result<Response>> lire_actuel(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreStock>());
    auto tx = ctx.begin();
    StockActuel stock;
    MLPP_TRY(stock.lignes, co_await lire_stock_actuel(tx, filtre));
    stock.totaux = totaux(stock.lignes);
    co_return ctx.ok(stock);
}

// GET /api/v1/stock/journalier : each line at the end of each day of a period.
// 200 StockParJour | 422 VALEUR_HORS_LIMITES, TROP_D_ELEMENTS
awaitable<Result<Response>> lire_journalier(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreJournalier>());
    MLPP_CHECK(verifier_periode(filtre.du, filtre.au));
    auto tx = ctx.begin();
    StockParJour stock;
    MLPP_TRY(stock.lignes, co_await lire_stock_journalier(tx, filtre));
    MLPP_CHECK(verifier_nombre(stock.lignes.size()));
    stock.totaux = totaux_par_jour(stock.lignes);
    co_return ctx.ok(stock);
}

// GET /api/v1/stock/a-date : each line at the end of a day, as known now or at an instant. 200
// StockParJour
awaitable<Result<Response>> lire_a_date(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreADate>());
    auto tx = ctx.begin();
    StockParJour stock;
    MLPP_TRY(stock.lignes, co_await lire_stock_a_date(tx, filtre));
    stock.totaux = totaux_par_jour(stock.lignes);
    co_return ctx.ok(stock);
}

// GET /api/v1/stock/mouvements : the ledger, newest first. 200 Page<MouvementStock> | 400
// CURSEUR_INVALIDE
awaitable<Result<Response>> lire_mouvements(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreMouvements>());
    auto tx = ctx.begin();
    MLPP_TRY(const auto page, co_await lister_mouvements(tx, filtre));
    co_return ctx.ok(page);
}

} // namespace

void declare_routes(http::RouteTable& table) {
    table
        .get<StockActuel>("/stock/actuel", "stock.lire", lire_actuel,
                          "Current stock of each tank and owner, with sums.")
        .query<FiltreStock>();
    table
        .get<StockParJour>("/stock/journalier", "stock.lire", lire_journalier,
                           "Stock at the end of each day, at most 366 days; a day without movement "
                           "carries the one before.")
        .query<FiltreJournalier>()
        .refuses({Code::VALEUR_HORS_LIMITES, Code::TROP_D_ELEMENTS});
    table
        .get<StockParJour>("/stock/a-date", "stock.lire", lire_a_date,
                           "Stock at the end of a day, as known now or at an instant.")
        .query<FiltreADate>();
    table
        .get<json::Page<MouvementStock>>("/stock/mouvements", "stock.lire", lire_mouvements,
                                         "The ledger, newest first. `q` is how a number begins.")
        .query<FiltreMouvements>()
        .refuses({Code::CURSEUR_INVALIDE});
}

} // namespace mlpp::stock
