// The depots of a stream. The only file of this module that names SQL.
#pragma once

#include "platform/base/random.h"
#include "platform/base/uuid.h"
#include "platform/db/transaction.h"

#include <boost/asio/awaitable.hpp>

#include <vector>

namespace mlpp::evenements {

// Sorted. Ends the transaction.
boost::asio::awaitable<Result<std::vector<Uuid>>> lire_depots(db::Transaction& tx);

// The same for a session on its own. Leaves the transaction open: rolled back, the look is no
// activity of the person.
boost::asio::awaitable<Result<std::vector<Uuid>>> relire_depots(db::Transaction& tx,
                                                                Hash256 session);

} // namespace mlpp::evenements
