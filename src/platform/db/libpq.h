// What every user of libpq in this folder shares. Internal to platform/db.
#pragma once

#include <string>
#include <string_view>

namespace mlpp::db::detail {

// A PQnoticeProcessor: the server's notices go to the log.
void log_notice(void* unused, const char* message);

// In double quotes, for a name that is part of a statement.
std::string quoted_identifier(std::string_view identifier);

} // namespace mlpp::db::detail
