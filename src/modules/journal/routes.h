// Route of the action log.
#pragma once

#include "platform/http/route.h"

namespace mlpp::journal {

void declare_routes(http::RouteTable& table);

} // namespace mlpp::journal
