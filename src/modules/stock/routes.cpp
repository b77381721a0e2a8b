#include "modules/stock/routes.h"

#include "modules/exports/exports.h"
#include "modules/stock/rules.h"
#include "modules/stock/store.h"
#include "platform/http/context.h"

namespace mlpp::stock {

namespace {

using http::awaitable;
using http::Context;
using http::Response;

constexpr sheet::Column colonnes_actuel[] = {
    {"depot_nom", "Dépôt", "Depot"},
    {"citerne_nom", "Citerne", "Tank"},
    {"citerne_statut", "Statut", "Status"},
    {"produit_nom", "Produit", "Product"},
    {"proprietaire_type", "Propriétaire", "Owner"},
    {"partenaire_nom", "Partenaire", "Partner"},
    {"stock_ambiant", "Stock ambiant (L)", "Ambient stock (L)"},
    {"stock_15c", "Stock à 15 °C (L)", "Stock at 15 °C (L)"},
    {"capacite_totale", "Capacité (L)", "Capacity (L)"},
    {"creux_securite", "Creux de sécurité (L)", "Headroom (L)"},
    {"stock_minimum", "Stock minimum (L)", "Minimum stock (L)"},
    {"last_movement_at", "Dernier mouvement", "Last movement"},
};

constexpr sheet::Column colonnes_jour[] = {
    {"date_jour", "Jour", "Day"},
    {"depot_nom", "Dépôt", "Depot"},
    {"citerne_nom", "Citerne", "Tank"},
    {"produit_nom", "Produit", "Product"},
    {"proprietaire_type", "Propriétaire", "Owner"},
    {"partenaire_nom", "Partenaire", "Partner"},
    {"stock_ambiant", "Stock ambiant (L)", "Ambient stock (L)"},
    {"stock_15c", "Stock à 15 °C (L)", "Stock at 15 °C (L)"},
};

constexpr sheet::Column colonnes_mouvements[] = {
    {"date_effet", "Date", "Date"},
    {"type", "Type", "Kind"},
    {"numero", "Numéro", "Number"},
    {"citerne_nom", "Citerne", "Tank"},
    {"produit_nom", "Produit", "Product"},
    {"proprietaire_type", "Propriétaire", "Owner"},
    {"partenaire_nom", "Partenaire", "Partner"},
    {"delta_ambiant", "Écart ambiant (L)", "Ambient difference (L)"},
    {"delta_15c", "Écart à 15 °C (L)", "Difference at 15 °C (L)"},
    {"tardif", "Tardif", "Late"},
    {"auteur_nom", "Auteur", "Author"},
    {"enregistre_le", "Enregistré le", "Recorded"},
};

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

awaitable<Result<>> exporter_actuel(db::Transaction& tx, const FiltreStock& filtre,
                                    exports::Remplissage& remplissage) {
    MLPP_TRY(auto lignes, co_await lire_stock_actuel(tx, filtre));
    const auto somme = totaux(lignes);
    MLPP_CHECK(co_await remplissage.add(std::move(lignes)));
    remplissage.add_total("TOTAL", somme);
    co_return Result<>{};
}

// Days with their sums.
awaitable<Result<>> exporter_jours(std::vector<LigneJour> lignes,
                                   exports::Remplissage& remplissage) {
    const auto sommes = totaux_par_jour(lignes);
    MLPP_CHECK(co_await remplissage.add(std::move(lignes)));
    for (const auto& somme : sommes)
        remplissage.add_total("TOTAL " + somme.date_jour.text(), somme);
    co_return Result<>{};
}

awaitable<Result<>> exporter_journalier(db::Transaction& tx, const FiltreJournalier& filtre,
                                        exports::Remplissage& remplissage) {
    MLPP_CHECK(verifier_periode(filtre.du, filtre.au));
    MLPP_TRY(auto lignes, co_await lire_stock_journalier(tx, filtre));
    MLPP_CHECK(verifier_nombre(lignes.size()));
    co_return co_await exporter_jours(std::move(lignes), remplissage);
}

awaitable<Result<>> exporter_a_date(db::Transaction& tx, const FiltreADate& filtre,
                                    exports::Remplissage& remplissage) {
    MLPP_TRY(auto lignes, co_await lire_stock_a_date(tx, filtre));
    co_return co_await exporter_jours(std::move(lignes), remplissage);
}

void declare_exports(http::RouteTable& table) {
    exports::declare_source<LigneStock>(
        table, {"/stock/actuel", "stock.lire", {"Stock actuel", "Current stock"}, colonnes_actuel},
        exporter_actuel);
    exports::declare_source<LigneJour>(
        table,
        {"/stock/journalier", "stock.lire", {"Stock par jour", "Stock by day"}, colonnes_jour},
        exporter_journalier)
        .refuses({Code::VALEUR_HORS_LIMITES, Code::TROP_D_ELEMENTS});
    exports::declare_source<LigneJour>(
        table,
        {"/stock/a-date", "stock.lire", {"Stock à une date", "Stock at a day"}, colonnes_jour},
        exporter_a_date);
    exports::declare<MouvementStock>(table,
                                     {"/stock/mouvements",
                                      "stock.lire",
                                      {"Mouvements de stock", "Stock movements"},
                                      colonnes_mouvements},
                                     demander_mouvements);
}

} // namespace

void declare_routes(http::RouteTable& table) {
    declare_exports(table);
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
