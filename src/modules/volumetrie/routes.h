// Routes of the volume correction.
#pragma once

#include "platform/http/route.h"

namespace mlpp::correction {

void declare_routes(http::RouteTable& table);

} // namespace mlpp::correction
