// Conninfo: the keywords libpq connects with: those of the address given, completed by what every
// session of ours needs (UTF-8, UTC, ISO dates, limits). Internal to platform/db.
#pragma once

#include "platform/db/connection.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mlpp::db::detail {

// What an address says, keyword by keyword. Throws Unavailable when it cannot be read; the text
// does not repeat it, it may hold a password.
std::vector<std::pair<std::string, std::string>> parse_address(const std::string& url);

class Conninfo {
public:
    // Throws as parse_address does.
    static Conninfo of(const ConnectionOptions& options);

    std::string get(std::string_view keyword) const;
    void set(std::string_view keyword, std::string value);
    // For PQconnect…Params: both arrays end with a null pointer and live as long as this object.
    std::vector<const char*> keywords() const;
    std::vector<const char*> values() const;

private:
    void set_default(std::string_view keyword, std::string value);

    std::vector<std::pair<std::string, std::string>> pairs_;
};

} // namespace mlpp::db::detail
