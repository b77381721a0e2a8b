#include "modules/journal/routes.h"

#include "modules/exports/exports.h"
#include "modules/journal/store.h"
#include "platform/http/context.h"

namespace mlpp::journal {

namespace {

using http::awaitable;
using http::Context;
using http::Response;

constexpr sheet::Column colonnes[] = {
    {"created_at", "Instant", "Instant"}, {"jour", "Jour", "Day"},
    {"niveau", "Niveau", "Level"},        {"module", "Module", "Module"},
    {"action", "Action", "Action"},       {"auteur_nom", "Utilisateur", "User"},
    {"depot_nom", "Dépôt", "Depot"},      {"details", "Détails", "Details"},
};

// GET /api/v1/journal : the action log, newest first. 200 Page<LigneJournal> | 422 FORMAT_INVALIDE
awaitable<Result<Response>> lire_journal(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreJournal>());
    auto tx = ctx.begin();
    MLPP_TRY(const auto page, co_await lister(tx, filtre));
    co_return ctx.ok(page);
}

} // namespace

void declare_routes(http::RouteTable& table) {
    table
        .get<json::Page<LigneJournal>>(
            "/journal", "journal.lire", lire_journal,
            "The action log, newest first. `du` and `au` are days (of the "
            "entry's depot) or instants, both included; `q` is looked for in "
            "action and details, a frequent one in the newest rows (`fenetre`).")
        .query<FiltreJournal>()
        .refuses({Code::FORMAT_INVALIDE, Code::CURSEUR_INVALIDE});
    exports::declare<LigneJournal>(
        table, {"/journal", "journal.lire", {"Journal des actions", "Action log"}, colonnes},
        demander)
        .refuses({Code::FORMAT_INVALIDE});
}

} // namespace mlpp::journal
