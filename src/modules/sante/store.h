// What the database says of its schema. The only file of this module that names SQL.
#pragma once

#include "platform/db/sync_connection.h"
#include "platform/db/transaction.h"

#include <boost/asio/awaitable.hpp>

#include <string>

namespace mlpp::sante {

// The newest migration applied; empty when there is none. Ends the transaction.
boost::asio::awaitable<Result<std::string>> lire_schema(db::Transaction& tx);

// The same at start, before there is a loop.
Result<std::string> lire_schema(db::SyncConnection& connection);

} // namespace mlpp::sante
