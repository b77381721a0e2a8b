// Routes of the tanks: list, read, create, change.
#pragma once

#include "platform/http/route.h"

namespace mlpp::citernes {

void declare_routes(http::RouteTable& table);

} // namespace mlpp::citernes
