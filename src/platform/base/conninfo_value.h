// A value of a libpq connection string as its keyword = value form takes it. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace mlpp {

// In single quotes, quotes and backslashes escaped. Source: PostgreSQL, 34.1.1.1.
std::string quoted_value(std::string_view value);

} // namespace mlpp
