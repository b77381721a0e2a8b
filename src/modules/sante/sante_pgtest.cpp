#include "modules/sante/routes.h"
#include "pg/api.h"
#include "platform/http/exchange.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace mlpp::pgtest {

namespace {

using testing::HasSubstr;

http::RouteTable routes_for(std::string schema, http::Metrics*& metrics) {
    http::RouteTable table;
    sante::declare_routes(table, {.schema = std::move(schema),
                                  .metrics = [&metrics] { return metrics->text(); },
                                  .supervision = {"192.0.2.9"}});
    return table;
}

class Health : public testing::Test {
protected:
    // As a program that carries this schema.
    http::Response ask(std::string_view path, std::string schema,
                       std::string_view peer = "127.0.0.1", http::Policy policy = {},
                       std::string_view forwarded_for = {}) {
        http::Metrics* shown = nullptr;
        const auto table = routes_for(std::move(schema), shown);
        const http::Router router(table);
        http::Metrics metrics(table);
        shown = &metrics;
        const http::Application application{.router = router,
                                            .metrics = metrics,
                                            .events = events,
                                            .workers = workers,
                                            .policy = std::move(policy),
                                            .hooks = {}};
        http::Request request{.method = http::Method::get,
                              .target = path,
                              .headers = {{"Host", "essai"}},
                              .body = {},
                              .peer = peer};
        if (!forwarded_for.empty()) request.headers.emplace_back("X-Forwarded-For", forwarded_for);
        metrics.connections(1);
        return run(loop, http::answer(application, request, &pool, group));
    }

    const std::string& newest() const { return newest_; }

    Database database;
    asio::io_context loop;
    db::Pool pool{loop.get_executor(), database.pool_options()};
    http::Broadcaster events;
    http::Workers workers;
    http::TaskGroup group{loop};

private:
    static std::string newest_of(const Database& database) {
        auto owner = database.as_owner();
        constexpr db::Statement last{"essai.schema", "select max(name) from app.app_migrations"};
        return owner.one<std::string>(last).value();
    }

    const std::string newest_ = newest_of(database);
};

TEST_F(Health, is_ready_when_the_database_answers_with_this_program_s_schema) {
    EXPECT_EQ(ask("/health/live", newest()).status, 200);
    const auto response = ask("/health/ready", newest());
    EXPECT_EQ(response.status, 200) << response.body;
    EXPECT_EQ(response.body, R"({"etat":"pret"})");
}

TEST_F(Health, is_not_ready_with_another_schema) {
    const auto response = ask("/health/ready", "9999_autre");
    EXPECT_EQ(response.status, 503);
    EXPECT_THAT(response.body, HasSubstr("SCHEMA_DIFFERENT"));
    EXPECT_THAT(response.body, HasSubstr(newest()));
}

TEST_F(Health, is_alive_but_not_ready_without_a_database) {
    db::SyncConnection elsewhere(the_cluster().url(cluster::superuser_role, "postgres"));
    ASSERT_TRUE(
        elsewhere.run(fmt::format("alter database {} allow_connections false", database.name())));
    EXPECT_EQ(ask("/health/live", newest()).status, 200);
    const auto response = ask("/health/ready", newest());
    EXPECT_EQ(response.status, 503);
    EXPECT_THAT(response.body, HasSubstr("BASE_INDISPONIBLE"));
}

TEST_F(Health, gives_metrics_as_prometheus_text) {
    const auto response = ask("/metrics", newest());
    EXPECT_EQ(response.status, 200);
    EXPECT_THAT(std::string(response.content_type), HasSubstr("text/plain"));
    EXPECT_THAT(response.body, HasSubstr("mlpp_http_connections 1"));
}

TEST_F(Health, T_SEC_03_gives_metrics_to_this_machine_and_its_supervision_only) {
    const auto status = [&](std::string_view peer, http::Policy policy = {},
                            std::string_view forwarded_for = {}) {
        return ask("/metrics", newest(), peer, std::move(policy), forwarded_for).status;
    };
    EXPECT_EQ(status("::1"), 200);
    EXPECT_EQ(status("192.0.2.9"), 200);
    EXPECT_EQ(status("192.0.2.7"), 404);
    EXPECT_EQ(status("192.0.2.7", {}, "127.0.0.1"), 404) << "nobody believes a stranger";
    EXPECT_EQ(status("127.0.0.1", {}, "192.0.2.7"), 404) << "a proxy that nobody named";
    const http::Policy proxied{.trusted_proxies = {"127.0.0.1"}};
    EXPECT_EQ(status("127.0.0.1", proxied, "192.0.2.7"), 404);
    EXPECT_EQ(status("127.0.0.1", proxied, "192.0.2.9"), 200);
    EXPECT_EQ(ask("/health/live", newest(), "192.0.2.7").status, 200);
    EXPECT_EQ(ask("/health/ready", newest(), "192.0.2.7").status, 200);
}

} // namespace

} // namespace mlpp::pgtest
