// Routes of the cours de route.
#pragma once

#include "platform/http/route.h"

namespace mlpp::cours_de_route {

void declare_routes(http::RouteTable& table);

} // namespace mlpp::cours_de_route
