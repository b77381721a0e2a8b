// Health and metrics, outside /api. Health is open to whoever reaches the listening address, and
// names at most the schema that is missing; metrics are for this machine and the addresses of
// `supervision`. None of them holds figures of the depots or personal data.
#pragma once

#include "platform/http/route.h"

#include <functional>
#include <string>
#include <vector>

namespace mlpp::sante {

struct Probes {
    std::string schema;                     // the newest migration that the program carries
    std::function<std::string()> metrics;   // Prometheus text, gauges refreshed; any thread
    std::vector<std::string> supervision{}; // addresses that may read them from elsewhere
};

void declare_routes(http::RouteTable& table, Probes probes);

} // namespace mlpp::sante
