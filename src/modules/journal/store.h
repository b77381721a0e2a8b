// Reading the action log. The only file of this module that names SQL.
#pragma once

#include "modules/journal/types.h"
#include "platform/db/transaction.h"
#include "platform/json/page.h"

#include <boost/asio/awaitable.hpp>

namespace mlpp::journal {

// Newest first; every filter is applied before the page is cut (T-LOG-01). 422 FORMAT_INVALIDE for
// a period that cannot be read.
boost::asio::awaitable<Result<list::Question>> demander(db::Transaction& tx,
                                                        const FiltreJournal& filtre);

// Ends the transaction.
boost::asio::awaitable<Result<json::Page<LigneJournal>>> lister(db::Transaction& tx,
                                                                const FiltreJournal& filtre);

} // namespace mlpp::journal
