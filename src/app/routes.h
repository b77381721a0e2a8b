// Program: the route table with the state that modules share between requests. Filled once, then read by all threads.
#pragma once

#include "modules/volumetrie/reglages.h"
#include "platform/http/metrics.h"
#include "platform/http/route.h"

#include <string_view>

namespace mlpp::app {

inline constexpr std::string_view version = "0.1.0";

class Program {
public:
    Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    const http::RouteTable& table() const { return table_; }

private:
    http::RouteTable table_;
};

} // namespace mlpp::app
