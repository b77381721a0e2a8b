// Reading the dashboard. The only file of this module that names SQL.
#pragma once

#include "modules/tableau_de_bord/types.h"
#include "platform/db/transaction.h"

#include <boost/asio/awaitable.hpp>

#include <optional>

namespace mlpp::tableau_de_bord {

// Everything of one instant in one round trip; ends the transaction. 404 RESSOURCE_INTROUVABLE for
// a depot that the caller may not see. Throws db::BindingError when statement and struct disagree:
// never a zero instead.
boost::asio::awaitable<Result<Releve>> lire_releve(db::Transaction& tx,
                                                   const std::optional<Uuid>& depot_id);

} // namespace mlpp::tableau_de_bord
