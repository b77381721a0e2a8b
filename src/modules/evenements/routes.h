// Route of the event streams. `relay` outlives the server.
#pragma once

#include "platform/http/route.h"

namespace mlpp::evenements {

class EventRelay;

void declare_routes(http::RouteTable& table, EventRelay& relay);

} // namespace mlpp::evenements
