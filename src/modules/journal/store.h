// Reading the action log. The only file of this module that names SQL.
#pragma once

#include "modules/journal/rules.h"
#include "modules/journal/types.h"
#include "platform/db/transaction.h"
#include "platform/json/page.h"

#include <boost/asio/awaitable.hpp>

namespace mlpp::journal {

// Newest first; every filter is applied before the page is cut (T-LOG-01). Ends the transaction.
boost::asio::awaitable<Result<json::Page<LigneJournal>>>
lister_journal(db::Transaction& tx, const FiltreJournal& filtre, const Periode& periode);

} // namespace mlpp::journal
