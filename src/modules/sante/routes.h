// Health and metrics, outside /api and open to whoever reaches the listening address: none of them
// holds figures of the depots or personal data. A proxy in front keeps /metrics to the supervision.
#pragma once

#include "platform/http/route.h"

#include <functional>
#include <string>

namespace mlpp::sante {

struct Probes {
    std::string schema;                   // the newest migration that the program carries
    std::function<std::string()> metrics; // Prometheus text, gauges refreshed; any thread
};

void declare_routes(http::RouteTable& table, Probes probes);

} // namespace mlpp::sante
