// The depots of a stream. The only file of this module that names SQL.
#pragma once

#include "platform/base/random.h"
#include "platform/base/uuid.h"
#include "platform/db/transaction.h"

#include <boost/asio/awaitable.hpp>
#include <boost/describe/class.hpp>

#include <vector>

namespace mlpp::evenements {

struct Ecoutant {
    Uuid utilisateur;
    std::vector<Uuid> depots; // sorted
};
BOOST_DESCRIBE_STRUCT(Ecoutant, (), (utilisateur, depots))

// Who asks. Ends the transaction.
boost::asio::awaitable<Result<Ecoutant>> lire_ecoutant(db::Transaction& tx);

// The depots of a session on its own, sorted. Leaves the transaction open: rolled back, the look is
// no activity of the person.
boost::asio::awaitable<Result<std::vector<Uuid>>> relire_depots(db::Transaction& tx,
                                                                Hash256 session);

} // namespace mlpp::evenements
