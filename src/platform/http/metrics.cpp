#include "platform/http/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <vector>

namespace mlpp::http {

namespace {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;

// Every status that the program gives; another is counted as 0.
constexpr auto statuses =
    std::to_array<int>({0,   200, 201, 202, 204, 304, 400, 401, 403, 404, 405,
                        408, 409, 412, 413, 415, 422, 428, 429, 431, 500, 503});

std::size_t status_index(int status) {
    const auto found = std::ranges::lower_bound(statuses, status);
    if (found == statuses.end() || *found != status) return 0;
    return static_cast<std::size_t>(found - statuses.begin());
}

const prometheus::Histogram::BucketBoundaries latency_buckets_s{
    0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0};

// The counters of one route. A status gets its counter when it is first given.
struct RouteCounters {
    std::string method;
    std::string pattern;
    std::array<std::atomic<prometheus::Counter*>, statuses.size()> by_status{};
    prometheus::Histogram* latency_s = nullptr;

    prometheus::Counter& of(int status, prometheus::Family<prometheus::Counter>& family) {
        const auto index = status_index(status);
        auto* counter = by_status[index].load(std::memory_order_acquire);
        if (counter == nullptr) {
            // Add returns the same counter to everybody who asks with the same labels.
            counter = &family.Add({{"method", method},
                                   {"route", pattern},
                                   {"status", std::to_string(statuses[index])}});
            by_status[index].store(counter, std::memory_order_release);
        }
        return *counter;
    }
};

} // namespace

struct Metrics::Parts {
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests = BuildCounter()
                                                            .Name("mlpp_http_requests_total")
                                                            .Help("Requests answered.")
                                                            .Register(registry);
    prometheus::Family<prometheus::Histogram>& latency =
        BuildHistogram()
            .Name("mlpp_http_request_seconds")
            .Help("From the request's last byte to the answer being ready.")
            .Register(registry);
    prometheus::Gauge& in_flight = BuildGauge()
                                       .Name("mlpp_http_requests_in_flight")
                                       .Help("Requests being answered.")
                                       .Register(registry)
                                       .Add({});
    prometheus::Gauge& connections = BuildGauge()
                                         .Name("mlpp_http_connections")
                                         .Help("Open client connections.")
                                         .Register(registry)
                                         .Add({});
    prometheus::Counter& refused = BuildCounter()
                                       .Name("mlpp_http_connections_refused_total")
                                       .Help("Connections over the limit.")
                                       .Register(registry)
                                       .Add({});
    prometheus::Family<prometheus::Counter>& bytes = BuildCounter()
                                                         .Name("mlpp_http_body_bytes_total")
                                                         .Help("Bytes of bodies.")
                                                         .Register(registry);
    prometheus::Counter& bytes_in = bytes.Add({{"direction", "in"}});
    prometheus::Counter& bytes_out = bytes.Add({{"direction", "out"}});
    prometheus::Family<prometheus::Counter>& retries =
        BuildCounter()
            .Name("mlpp_http_retries_total")
            .Help("Handlers run again after a conflict.")
            .Register(registry);
    prometheus::Counter& conflicts = retries.Add({{"code", "CONFLIT_DE_CONCURRENCE"}});
    prometheus::Counter& stale = retries.Add({{"code", "REGLAGE_PERIME"}});
    std::vector<std::unique_ptr<RouteCounters>> routes; // by Route::index; last: no route found

    std::mutex mutex;
    std::map<std::string, prometheus::Gauge*, std::less<>> gauges; // under mutex

    void add(std::string method, std::string pattern) {
        auto counters = std::make_unique<RouteCounters>();
        counters->latency_s =
            &latency.Add({{"method", method}, {"route", pattern}}, latency_buckets_s);
        counters->method = std::move(method);
        counters->pattern = std::move(pattern);
        routes.push_back(std::move(counters));
    }
};

Metrics::Metrics(const RouteTable& table) : parts_(std::make_unique<Parts>()) {
    for (const auto& route : table.routes())
        parts_->add(std::string{name_of(route.method)}, route.pattern);
    parts_->add("", "");
}

Metrics::~Metrics() = default;

void Metrics::request(const Route* route, int status, std::chrono::microseconds took,
                      std::size_t bytes_in, std::size_t bytes_out) {
    auto& counters = route == nullptr ? *parts_->routes.back() : *parts_->routes[route->index];
    counters.of(status, parts_->requests).Increment();
    counters.latency_s->Observe(static_cast<double>(took.count()) / 1e6);
    if (bytes_in > 0) parts_->bytes_in.Increment(static_cast<double>(bytes_in));
    if (bytes_out > 0) parts_->bytes_out.Increment(static_cast<double>(bytes_out));
}

void Metrics::in_flight(int change) {
    parts_->in_flight.Increment(change);
}

void Metrics::connections(int change) {
    parts_->connections.Increment(change);
}

void Metrics::connection_refused() {
    parts_->refused.Increment();
}

void Metrics::retry(Code code) {
    (code == Code::REGLAGE_PERIME ? parts_->stale : parts_->conflicts).Increment();
}

void Metrics::gauge(std::string_view name, std::string_view what, double value) {
    const std::scoped_lock lock(parts_->mutex);
    auto found = parts_->gauges.find(name);
    if (found == parts_->gauges.end()) {
        auto& gauge = BuildGauge()
                          .Name(std::string{name})
                          .Help(std::string{what})
                          .Register(parts_->registry)
                          .Add({});
        found = parts_->gauges.emplace(name, &gauge).first;
    }
    found->second->Set(value);
}

std::string Metrics::text() const {
    return prometheus::TextSerializer{}.Serialize(parts_->registry.Collect());
}

} // namespace mlpp::http
