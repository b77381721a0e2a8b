#include "modules/stock_initial/routes.h"

#include "modules/stock_initial/store.h"
#include "platform/http/context.h"

namespace mlpp::stock_initial {

namespace {

using http::awaitable;
using http::Context;
using http::Response;

// No petroleum product expands or shrinks by half to 15 °C: another volume is a slip of the pen.
Result<> verifier(const DemandeStockInitial& demande) {
    const auto least = Litres::from_units((demande.volume_ambiant.units() + 1) / 2);
    const auto most = Litres::from_units(demande.volume_ambiant.units() * 3 / 2);
    if (demande.volume_15c >= least && demande.volume_15c <= most) return {};
    return refuse(invalid_fields({{"volume_15c",
                                   Code::VALEUR_HORS_LIMITES,
                                   {{"min", least.text()}, {"max", most.text()}}}}));
}

// POST /api/v1/stock/initial : the opening stock of a tank and owner, before its first movement.
// 201 StockInitial | 409 STOCK_INITIAL_EXISTANT, JOUR_CLOTURE | 422 DATE_FUTURE_INTERDITE,
// VALEUR_HORS_LIMITES, PARTENAIRE_REQUIS
awaitable<Result<Response>> declarer_stock(Context& ctx) {
    MLPP_TRY(const auto demande, ctx.body<DemandeStockInitial>());
    MLPP_CHECK(verifier(demande));
    auto tx = ctx.begin();
    MLPP_TRY(auto corps, co_await declarer(tx, demande));
    co_return ctx.created(std::move(corps));
}

} // namespace

void declare_routes(http::RouteTable& table) {
    table
        .post<DemandeStockInitial, StockInitial>(
            "/stock/initial", "stock.initialiser", declarer_stock,
            "Declares the opening stock of a tank and owner, before its first movement.")
        .accepts_idempotency_key(http::Stored::by_statement)
        .refuses({Code::STOCK_INITIAL_EXISTANT, Code::DATE_FUTURE_INTERDITE, Code::JOUR_CLOTURE,
                  Code::PARTENAIRE_REQUIS, Code::PARTENAIRE_INTERDIT,
                  Code::RECEPTION_CITERNE_INTROUVABLE, Code::RECEPTION_CITERNE_INACTIVE,
                  Code::RECEPTION_CAPACITE_INSUFFISANTE, Code::REFERENTIEL_INACTIF,
                  Code::VALEUR_HORS_LIMITES});
}

} // namespace mlpp::stock_initial
