// Routes of the stock: current, by day, at a date, and the ledger.
#pragma once

#include "platform/http/route.h"

namespace mlpp::stock {

void declare_routes(http::RouteTable& table);

} // namespace mlpp::stock
