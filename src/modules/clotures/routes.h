// Routes of sealed days.
#pragma once

#include "platform/http/route.h"

namespace mlpp::clotures {

void declare_routes(http::RouteTable& table);

} // namespace mlpp::clotures
