// Routes of the adjustments.
#pragma once

#include "platform/http/route.h"

namespace mlpp::ajustements {

void declare_routes(http::RouteTable& table);

} // namespace mlpp::ajustements
