#include "platform/http/metrics.h"
#include "platform/http/test_handler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mlpp::http {

namespace {

using test::nothing;
using testing::HasSubstr;
using namespace std::chrono_literals;

TEST(Metrics, count_requests_by_route_method_and_status) {
    RouteTable table;
    table.get<void>("/a/{id}", "a.lire", nothing, "");
    Metrics metrics(table);
    metrics.request(&table.routes().front(), 200, 1500us, 0, 42);
    metrics.request(&table.routes().front(), 200, 1500us, 0, 8);
    metrics.request(nullptr, 404, 100us, 7, 0);
    metrics.request(nullptr, 202, 100us, 0, 0);
    metrics.request(nullptr, 299, 100us, 0, 0);
    const auto text = metrics.text();
    EXPECT_THAT(
        text,
        HasSubstr(
            R"(mlpp_http_requests_total{method="GET",route="/api/v1/a/{id}",status="200"} 2)"));
    EXPECT_THAT(text, HasSubstr(R"(mlpp_http_requests_total{method="",route="",status="404"} 1)"));
    EXPECT_THAT(text, HasSubstr(R"(mlpp_http_requests_total{method="",route="",status="202"} 1)"));
    EXPECT_THAT(text, HasSubstr(R"(mlpp_http_requests_total{method="",route="",status="0"} 1)"));
    EXPECT_THAT(
        text,
        HasSubstr(
            R"(mlpp_http_request_seconds_bucket{method="GET",route="/api/v1/a/{id}",le="0.002"} 2)"));
    EXPECT_THAT(text, HasSubstr(R"(mlpp_http_body_bytes_total{direction="out"} 50)"));
    EXPECT_THAT(text, HasSubstr(R"(mlpp_http_body_bytes_total{direction="in"} 7)"));
}

TEST(Metrics, gauges_of_other_layers_are_made_once) {
    Metrics metrics{RouteTable{}};
    metrics.gauge("mlpp_pool_open", "Connections.", 3);
    metrics.gauge("mlpp_pool_open", "Connections.", 4);
    EXPECT_THAT(metrics.text(), HasSubstr("mlpp_pool_open 4"));
}

} // namespace

} // namespace mlpp::http
