// Metrics: counters, histograms and gauges in a Prometheus registry. Everything by route is
// resolved once, so that counting a request costs a few atomic additions. Safe from any thread.
#pragma once

#include "platform/http/request.h"
#include "platform/http/route.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace mlpp::http {

class Metrics {
public:
    explicit Metrics(const RouteTable& table);
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    // `route` null: no route was found.
    void request(const Route* route, int status, std::chrono::microseconds took,
                 std::size_t bytes_in, std::size_t bytes_out);
    void in_flight(int change);
    void connections(int change);
    void connection_refused();
    void retry(Code code);

    // A gauge of another layer (pool size, replication lag…), by its whole name; made at its first
    // use.
    void gauge(std::string_view name, std::string_view what, double value);

    // Prometheus text exposition.
    std::string text() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace mlpp::http
