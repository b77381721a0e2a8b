// The head of a document, from the database.
#pragma once

#include "modules/documents/types.h"
#include "platform/base/uuid.h"
#include "platform/db/transaction.h"

#include <boost/asio/awaitable.hpp>

namespace mlpp::documents {

// 404 for a depot that the caller does not read. Leaves the transaction open.
boost::asio::awaitable<Result<Emetteur>> lire_emetteur(db::Transaction& tx, const Uuid& depot);

} // namespace mlpp::documents
