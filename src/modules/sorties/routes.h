// Routes of the sorties. The settings outlive the table.
#pragma once

#include "platform/http/route.h"

namespace mlpp::correction {

class Reglages;

} // namespace mlpp::correction

namespace mlpp::sorties {

void declare_routes(http::RouteTable& table, correction::Reglages& reglages);

} // namespace mlpp::sorties
