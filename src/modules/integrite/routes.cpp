#include "modules/integrite/routes.h"

#include "modules/exports/exports.h"
#include "modules/integrite/store.h"
#include "platform/http/context.h"

namespace mlpp::integrite {

namespace {

using http::awaitable;
using http::Context;
using http::Response;

constexpr sheet::Column colonnes[] = {
    {"severity", "Gravité", "Severity"},
    {"check_code", "Contrôle", "Check"},
    {"depot_nom", "Dépôt", "Depot"},
    {"entity_type", "Type d'objet", "Kind of object"},
    {"objet", "Objet", "Object"},
    {"payload", "Détails", "Details"},
    {"detected_at", "Constaté le", "Found"},
};

// GET /api/v1/integrite : what the daily checks find now, worst first. 200 Integrite
awaitable<Result<Response>> lire(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreIntegrite>());
    auto tx = ctx.begin();
    MLPP_TRY(const auto found, co_await lire_integrite(tx, filtre, constats_max));
    co_return ctx.ok(found);
}

// All of them, where the screen has the worst.
awaitable<Result<>> exporter(db::Transaction& tx, const FiltreIntegrite& filtre,
                             exports::Remplissage& remplissage) {
    MLPP_TRY(auto found, co_await lire_integrite(tx, filtre, exports::lignes_max + 1));
    co_return co_await remplissage.add(std::move(found.constats));
}

} // namespace

void declare_routes(http::RouteTable& table) {
    table
        .get<Integrite>(
            "/integrite", "integrite.lire", lire,
            "What the daily checks find now, worst first, at most 200; the counters count all.")
        .query<FiltreIntegrite>();
    exports::declare_source<Constat>(
        table, {"/integrite", "integrite.lire", {"Intégrité", "Integrity"}, colonnes}, exporter);
}

} // namespace mlpp::integrite
