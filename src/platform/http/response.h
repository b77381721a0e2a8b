// Response: what a handler answers. The session adds length, date, request id and the security
// headers.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mlpp::http {

class Subscription;

struct Response {
    int status = 200;
    std::string body{};
    // A constant of the program; empty for an answer without a body.
    std::string_view content_type = "application/json";
    std::vector<std::pair<std::string_view, std::string>> headers{};
    // Set for an answer that streams events (text/event-stream) instead of a body.
    std::shared_ptr<Subscription> events{};

    Response& header(std::string_view name, std::string value) {
        headers.emplace_back(name, std::move(value));
        return *this;
    }
};

} // namespace mlpp::http
