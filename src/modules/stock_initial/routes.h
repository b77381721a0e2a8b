// Route of the opening stock.
#pragma once

#include "platform/http/route.h"

namespace mlpp::stock_initial {

void declare_routes(http::RouteTable& table);

} // namespace mlpp::stock_initial
