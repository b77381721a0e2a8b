// Routes of depots, products, clients, suppliers, partners and carriers: list, read, create,
// change.
#pragma once

#include "platform/http/route.h"

namespace mlpp::referentiels {

void declare_routes(http::RouteTable& table);

} // namespace mlpp::referentiels
