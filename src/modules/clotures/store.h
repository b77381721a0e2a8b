// Sealed days in the database. Each function ends the transaction that it is given.
#pragma once

#include "modules/clotures/types.h"
#include "platform/db/transaction.h"
#include "platform/json/page.h"

#include <boost/asio/awaitable.hpp>

namespace mlpp::clotures {

namespace asio = boost::asio;

// Seals the day and all before it, behind the movements under way. The ready body is a Cloture.
asio::awaitable<Result<std::string>> cloturer(db::Transaction& tx, const DemandeCloture& demande);

asio::awaitable<Result<list::Question>> demander(db::Transaction& tx, const FiltreClotures& filtre);
asio::awaitable<Result<json::Page<ClotureListee>>> lister(db::Transaction& tx,
                                                          const FiltreClotures& filtre);

} // namespace mlpp::clotures
