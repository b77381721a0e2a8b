// What a file says about itself, and its trace in the action log.
#pragma once

#include "modules/exports/types.h"
#include "platform/db/transaction.h"
#include "platform/sheet/sheet.h"

#include <boost/asio/awaitable.hpp>

#include <optional>

namespace mlpp::exports {

using boost::asio::awaitable;

awaitable<Result<Auteur>> lire_auteur(db::Transaction& tx, const std::optional<Uuid>& depot);

awaitable<Result<sheet::Clock>> lire_horloge(db::Transaction& tx, const std::string& fuseau);

awaitable<Result<std::vector<Nom>>> nommer(db::Transaction& tx, const std::vector<Uuid>& ids);

// EXPORT_GENERATED; ends the transaction.
awaitable<Result<>> journaliser(db::Transaction& tx, std::string_view liste,
                                std::string_view format, const Filtres& filtres,
                                std::int64_t lignes);

} // namespace mlpp::exports
