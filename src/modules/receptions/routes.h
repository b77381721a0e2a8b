// Routes of the receptions. The settings outlive the table.
#pragma once

#include "platform/http/route.h"

namespace mlpp::correction {

class Reglages;

} // namespace mlpp::correction

namespace mlpp::receptions {

void declare_routes(http::RouteTable& table, correction::Reglages& reglages);

} // namespace mlpp::receptions
