#include "platform/db/params.h"

namespace mlpp::db {

void Params::finish_value() {
    if (text_.find('\0', starts_.back()) != std::string::npos) holds_nul_ = true;
    text_ += '\0';
}

} // namespace mlpp::db
