#include "platform/db/address.h"

#include "platform/db/conninfo.h"

#include <string_view>

namespace mlpp::db {

namespace {

std::string in_quotes(std::string_view value) {
    std::string out = "'";
    for (const char c : value) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out += '\'';
}

} // namespace

Address without_password(const std::string& url) {
    Address address;
    for (auto& [keyword, value] : detail::parse_address(url)) {
        if (keyword == "password") {
            address.password = std::move(value);
        } else {
            if (!address.conninfo.empty()) address.conninfo += ' ';
            address.conninfo.append(keyword).append("=").append(in_quotes(value));
        }
    }
    return address;
}

} // namespace mlpp::db
