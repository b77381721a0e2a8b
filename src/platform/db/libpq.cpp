#include "platform/db/libpq.h"

#include "platform/base/log.h"

namespace mlpp::db::detail {

void log_notice(void* /*unused*/, const char* message) {
    log::debug("db.notice", {{"message", message}});
}

std::string quoted_identifier(std::string_view identifier) {
    std::string text = "\"";
    for (const char c : identifier) {
        if (c == '"') text += '"';
        text += c;
    }
    return text + '"';
}

} // namespace mlpp::db::detail
