// Query strings and percent-encoding (RFC 3986), strict: a broken escape, a control character or
// invalid UTF-8 is refused. Any thread.
#pragma once

#include "platform/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mlpp::http {

using QueryParameters = std::vector<std::pair<std::string, std::string>>;

inline constexpr std::size_t query_parameters_max = 50;

// "a=1&b=x%20y&b=z", '+' is a blank. 400 REQUETE_INVALIDE.
Result<QueryParameters> parse_query_string(std::string_view query);

// Nullopt when an escape is broken or the result is not clean text.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_blank = false);

} // namespace mlpp::http
