// The OpenAPI 3.1 document of a route table, the same bytes for the same table, and the page that
// shows it.
#pragma once

#include "platform/http/route.h"

#include <string>
#include <string_view>

namespace mlpp::http {

std::string openapi_document(const RouteTable& table, std::string_view version);

// Declares /api/v1/openapi.json and the reference page /api/docs. Last: it shows the routes
// declared before it.
void declare_documentation(RouteTable& table, std::string_view version);

} // namespace mlpp::http
