// Reading the checks. The only file of this module that names SQL.
#pragma once

#include "modules/integrite/types.h"
#include "platform/db/transaction.h"

#include <boost/asio/awaitable.hpp>

namespace mlpp::integrite {

// The worst `constats_au_plus` findings. Ends the transaction.
boost::asio::awaitable<Result<Integrite>>
lire_integrite(db::Transaction& tx, const FiltreIntegrite& filtre, std::int64_t constats_au_plus);

} // namespace mlpp::integrite
