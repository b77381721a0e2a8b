// Route of the daily checks.
#pragma once

#include "platform/http/route.h"

namespace mlpp::integrite {

void declare_routes(http::RouteTable& table);

} // namespace mlpp::integrite
