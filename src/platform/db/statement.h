// Statement: one SQL statement with a name. The name is what logs, metrics and errors call it; the
// text comes from a module's queries/*.sql, embedded at build time.
#pragma once

#include <string_view>

namespace mlpp::db {

struct Statement {
    std::string_view name;
    std::string_view sql;
};

} // namespace mlpp::db
