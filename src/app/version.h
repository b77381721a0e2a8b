// The program's version, as OpenAPI, `mlpp version` and the documents say it.
#pragma once

#include <string_view>

namespace mlpp::app {

inline constexpr std::string_view version = "0.1.0";

} // namespace mlpp::app
