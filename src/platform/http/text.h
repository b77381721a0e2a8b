// Small checks of text that came over the wire. Pure.
#pragma once

#include <string_view>

namespace mlpp::http {

// Well-formed UTF-8 (RFC 3629) without control characters.
bool is_clean_utf8(std::string_view text);

// Visible ASCII without blanks (0x21 to 0x7e).
bool is_printable_ascii(std::string_view text);

} // namespace mlpp::http
