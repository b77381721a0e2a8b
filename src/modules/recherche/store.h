// Searching in the database. The only file of this module that names SQL.
#pragma once

#include "modules/recherche/types.h"
#include "platform/db/transaction.h"

#include <boost/asio/awaitable.hpp>

namespace mlpp::recherche {

// At most `limite` of each kind that the caller may read. Ends the transaction: one round trip.
boost::asio::awaitable<Result<std::vector<Trouve>>> chercher(db::Transaction& tx,
                                                             const FiltreRecherche& filtre);

} // namespace mlpp::recherche
