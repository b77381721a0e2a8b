#include "platform/db/address.h"

#include "platform/base/conninfo_value.h"
#include "platform/db/conninfo.h"

namespace mlpp::db {

Address without_password(const std::string& url) {
    Address address;
    for (auto& [keyword, value] : detail::parse_address(url)) {
        if (keyword == "password") {
            address.password = std::move(value);
        } else {
            if (!address.conninfo.empty()) address.conninfo += ' ';
            address.conninfo.append(keyword).append("=").append(quoted_value(value));
        }
    }
    return address;
}

} // namespace mlpp::db
