// Routes of the accounts: administrators only.
#pragma once

#include "platform/http/route.h"

namespace mlpp::utilisateurs {

void declare_routes(http::RouteTable& table);

} // namespace mlpp::utilisateurs
