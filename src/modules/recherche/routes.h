// The route of the search over everything.
#pragma once

#include "platform/http/route.h"

namespace mlpp::recherche {

void declare_routes(http::RouteTable& table);

} // namespace mlpp::recherche
