// Route of the dashboard.
#pragma once

#include "platform/http/route.h"

namespace mlpp::tableau_de_bord {

void declare_routes(http::RouteTable& table);

} // namespace mlpp::tableau_de_bord
