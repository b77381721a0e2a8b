#include "modules/evenements/event_relay.h"
#include "modules/evenements/routes.h"
#include "pg/api.h"
#include "platform/http/exchange.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace mlpp::pgtest {

namespace {

using namespace std::chrono_literals;
using evenements::EventRelay;
using testing::HasSubstr;

http::RouteTable routes_of(EventRelay& relay) {
    http::RouteTable table;
    evenements::declare_routes(table, relay);
    return table;
}

// The relay, its loop and the one route over a database of its own.
class Events : public testing::Test {
public:
    ~Events() override {
        relay.stop();
        run(loop, group.wait(5s));
    }

protected:
    Events() {
        run_sql(fmt::format(
            "insert into parametres values ('environnement', 'dev', '', true);"
            "insert into depots (id, nom, code) values ('{}', 'Dépôt A', 'DA'), ('{}', "
            "'Dépôt B', 'DB');"
            "select app.inserer_utilisateur('ope@essai.local', 'Ope', 'operateur', '{}', "
            "'\\x00112233445566778899aabbccddeeff', '\\x01');",
            depot_a, depot_b, depot_a));
        auto application_role = database.as_application();
        constexpr db::Statement open{
            "essai.connexion", "select app.connexion_conclure('ope@essai.local', '\\x01', '', "
                               "'essai', $1::bytea)"};
        if (application_role.one<std::string>(open, hash256(secret)) != "OK")
            throw std::runtime_error("no session");
        group.spawn(relay.run());
        while (
            value("select count(*)::text from pg_stat_activity where datname = current_database() "
                  "and query like 'listen%' and state = 'idle'") == "0")
            loop.run_one_for(100ms);
    }

    void run_sql(std::string_view script) {
        ASSERT_TRUE(superuser.run(script)) << superuser.last_error();
    }

    std::string value(std::string_view sql) {
        return superuser.rows<std::string>(db::Query::compose("essai", std::string(sql), {}))
            ->at(0);
    }

    void announce(std::string_view subject, std::string_view depot, std::string_view id) {
        run_sql(fmt::format(R"(select pg_notify('mlpp', '{{"e":"{}","depot":"{}","ids":["{}"]}}'))",
                            subject, depot, id));
    }

    http::Response ask() {
        const auto cookie = "mlpp_session=" + secret;
        const http::Request request{.method = http::Method::get,
                                    .target = "/api/v1/evenements",
                                    .headers = {{"Host", "essai"}, {"Cookie", cookie}},
                                    .body = {},
                                    .peer = "192.0.2.7"};
        return run(loop, http::answer(application, request, &pool, group));
    }

    std::string next_of(http::Subscription& stream) {
        std::string text;
        run(loop, stream.next(text));
        return text;
    }

    bool still_allowed(const std::vector<Uuid>& depots) {
        return run(loop, relay.still_allowed(hash256(secret), depots));
    }

    const std::vector<Uuid> depots_of_operator{*Uuid::parse(depot_a)};
    const std::string secret = new_secret();
    Database database;
    db::SyncConnection superuser = database.as_superuser();
    asio::io_context loop;
    db::Pool pool{loop.get_executor(), database.pool_options()};
    http::Broadcaster broadcaster;
    EventRelay relay{loop.get_executor(), pool, database.pool_options().connection, broadcaster};
    http::RouteTable table = routes_of(relay);
    http::Router router{table};
    http::Metrics metrics{table};
    http::Workers workers;
    http::Application application{.router = router,
                                  .metrics = metrics,
                                  .events = broadcaster,
                                  .workers = workers,
                                  .policy = {},
                                  .hooks = {}};
    http::TaskGroup group{loop};
};

TEST_F(Events, reach_those_whose_depots_they_concern_with_ids_only) {
    const auto response = ask();
    ASSERT_EQ(response.status, 200) << response.body;
    EXPECT_EQ(response.content_type, "text/event-stream");
    announce("stock", depot_b, "33333333-0000-0000-0000-00000000000b");
    announce("cdr", depot_a, "33333333-0000-0000-0000-00000000000a");
    const auto heard = next_of(*response.events);
    EXPECT_EQ(heard,
              fmt::format("event: cdr\ndata: {{\"depot_id\":\"{}\",\"ids\":[\"33333333-0000-0000-"
                          "0000-00000000000a\"]}}\n\n",
                          depot_a));
}

TEST_F(Events, survive_a_notification_that_cannot_be_read) {
    const auto response = ask();
    run_sql("select pg_notify('mlpp', 'n''importe quoi')");
    announce("alerte", depot_a, "33333333-0000-0000-0000-00000000000a");
    EXPECT_THAT(next_of(*response.events), HasSubstr("event: alerte\n"));
}

TEST_F(Events, tell_everybody_to_fetch_again_after_the_listener_was_cut_off) {
    const auto response = ask();
    run_sql(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() "
        "and query like 'listen%'");
    const auto heard = next_of(*response.events);
    EXPECT_THAT(heard, HasSubstr("event: stock\ndata: {\"depot_id\":null,\"ids\":[]}"));
    EXPECT_THAT(heard, HasSubstr("event: cdr\n"));
}

TEST_F(Events, end_with_the_session) {
    EXPECT_TRUE(still_allowed(depots_of_operator));
    run_sql("update sessions set revoque_le = now()");
    EXPECT_FALSE(still_allowed(depots_of_operator));
    const auto response = ask();
    EXPECT_EQ(response.status, 401);
    EXPECT_EQ(response.events, nullptr);
}

TEST_F(Events, end_when_the_caller_hears_other_depots_than_at_the_opening) {
    run_sql(fmt::format("update profils set depot_id = '{}'", depot_b));
    EXPECT_FALSE(still_allowed(depots_of_operator));
    run_sql("update profils set role = 'admin'");
    EXPECT_TRUE(still_allowed({*Uuid::parse(depot_a), *Uuid::parse(depot_b)}));
}

TEST_F(Events, do_not_keep_an_idle_session_alive) {
    run_sql("update sessions set vu_le = now() - interval '1 hour'");
    const auto before = value("select vu_le::text from sessions");
    EXPECT_TRUE(still_allowed(depots_of_operator));
    EXPECT_EQ(value("select vu_le::text from sessions"), before);
}

TEST_F(Events, are_refused_to_visitors) {
    const http::Request request{.method = http::Method::get,
                                .target = "/api/v1/evenements",
                                .headers = {{"Host", "essai"}},
                                .body = {},
                                .peer = "192.0.2.7"};
    EXPECT_EQ(run(loop, http::answer(application, request, &pool, group)).status, 401);
}

} // namespace

} // namespace mlpp::pgtest
