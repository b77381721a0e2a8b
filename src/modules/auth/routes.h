// Routes of signing in, of the own session, profile and password, and of tokens for programs.
#pragma once

#include "platform/http/route.h"

namespace mlpp::auth {

void declare_routes(http::RouteTable& table);

} // namespace mlpp::auth
