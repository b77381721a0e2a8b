// Reading the stock. The only file of this module that names SQL; see types.h for the rows.
#pragma once

#include "modules/stock/types.h"
#include "platform/db/transaction.h"
#include "platform/json/page.h"

#include <boost/asio/awaitable.hpp>

#include <vector>

namespace mlpp::stock {

namespace asio = boost::asio;

// Each of them ends the transaction: with BEGIN, context and COMMIT it is one round trip.
asio::awaitable<Result<std::vector<LigneStock>>> lire_stock_actuel(db::Transaction& tx,
                                                                   const FiltreStock& filtre);
// At most daily_rows_max + 1 rows, by day and line.
asio::awaitable<Result<std::vector<LigneJour>>>
lire_stock_journalier(db::Transaction& tx, const FiltreJournalier& filtre);
asio::awaitable<Result<std::vector<LigneJour>>> lire_stock_a_date(db::Transaction& tx,
                                                                  const FiltreADate& filtre);
asio::awaitable<Result<list::Question>> demander_mouvements(db::Transaction& tx,
                                                            const FiltreMouvements& filtre);
asio::awaitable<Result<json::Page<MouvementStock>>>
lister_mouvements(db::Transaction& tx, const FiltreMouvements& filtre);

} // namespace mlpp::stock
