// Opening stock in the database.
#pragma once

#include "modules/stock_initial/types.h"
#include "platform/db/transaction.h"

namespace mlpp::stock_initial {

namespace asio = boost::asio;

// Declares and commits in one write; the ready body is a StockInitial.
asio::awaitable<Result<std::string>> declarer(db::Transaction& tx,
                                              const DemandeStockInitial& demande);

} // namespace mlpp::stock_initial
