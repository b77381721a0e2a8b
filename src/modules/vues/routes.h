// Routes of saved views.
#pragma once

#include "platform/http/route.h"

namespace mlpp::vues {

void declare_routes(http::RouteTable& table);

} // namespace mlpp::vues
