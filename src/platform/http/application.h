// Application: everything that requests share. Made by app/ before the server starts, read by all
// threads, outlives the server.
#pragma once

#include "platform/base/random.h"
#include "platform/http/broadcaster.h"
#include "platform/http/metrics.h"
#include "platform/http/route.h"
#include "platform/http/router.h"
#include "platform/http/workers.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mlpp::db {

class Pool;

} // namespace mlpp::db

namespace mlpp::http {

// A request that was answered 403, for the journal.
struct Refusal {
    std::optional<Hash256> session;
    std::string action;
    std::string method;
    std::string path;
    std::string request_id;
    std::string client_address;
    Code code;
};

struct Hooks {
    // Drops cached settings: a statement answered REGLAGE_PERIME.
    std::function<void()> invalidate_settings{};
    // Journals ACCES_REFUSE; runs beside the answer, in the loop's group.
    std::function<awaitable<void>(db::Pool*, Refusal)> refused{};
    // Answers paths outside /api that no route has: the web interface.
    std::function<awaitable<Response>(const Request&)> fallback{};
    // Refreshes gauges before /metrics is written.
    std::function<void(Metrics&)> gauges{};
};

struct Policy {
    // Scheme, host and port that browsers use, e.g. "https://depot.example"; empty: the Host header
    // decides.
    std::string public_origin{};
    bool secure_cookie = false;
    // Addresses whose X-Forwarded-For is believed.
    std::vector<std::string> trusted_proxies{};
    std::chrono::milliseconds database_wait{10'000};
    int retries_max = 3; // after the first attempt
};

struct Application {
    const Router& router;
    Metrics& metrics;
    Broadcaster& events;
    Workers& workers;
    Policy policy{};
    Hooks hooks{};
};

} // namespace mlpp::http
