#include "modules/journal/routes.h"

#include "modules/journal/store.h"
#include "platform/base/clock.h"
#include "platform/http/context.h"

namespace mlpp::journal {

namespace {

using http::awaitable;
using http::Context;
using http::Response;

// GET /api/v1/journal : the action log, newest first. 200 Page<LigneJournal> | 422 FORMAT_INVALIDE,
// CHAMP_REQUIS, VALEUR_HORS_LIMITES
awaitable<Result<Response>> lire_journal(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreJournal>());
    MLPP_TRY(const auto periode, lire_periode(filtre.du, filtre.au));
    if (filtre.q) {
        MLPP_CHECK(verifier_recherche(periode, now()));
    }
    auto tx = ctx.begin();
    MLPP_TRY(const auto page, co_await lister_journal(tx, filtre, periode));
    co_return ctx.ok(page);
}

} // namespace

void declare_routes(http::RouteTable& table) {
    table
        .get<json::Page<LigneJournal>>(
            "/journal", "journal.lire", lire_journal,
            "The action log, newest first. `du` and `au` are days (of the "
            "entry's depot) or instants, both included; `q` needs `du`, at "
            "most 366 days back.")
        .query<FiltreJournal>()
        .refuses({Code::FORMAT_INVALIDE, Code::CHAMP_REQUIS, Code::VALEUR_HORS_LIMITES,
                  Code::CURSEUR_INVALIDE});
}

} // namespace mlpp::journal
