#include "pg/database.h"
#include "platform/db/listener.h"

#include <boost/asio/co_spawn.hpp>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace mlpp::db {

namespace {

using Heard = std::vector<std::pair<std::string, std::string>>;

class Listening : public testing::Test {
public:
    Listening() {
        asio::co_spawn(context, listener.run(), [&](const std::exception_ptr&) { ended = true; });
    }

    ~Listening() override {
        listener.stop();
        until([&] { return ended; });
    }

    template <class Condition>
    void until(Condition condition) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{20};
        context.restart();
        while (!condition() && context.run_one_until(deadline) != 0) {
        }
        EXPECT_TRUE(condition());
    }

    pgtest::Database database{pgtest::Database::Content::bootstrapped};
    asio::io_context context;
    Heard heard;
    int listening = 0;
    int reconnected = 0;
    bool ended = false;
    Listener listener{
        context.get_executor(),
        database.pool_options().connection,
        {"stock", "canal \"à part\""},
        {.notified = [this](std::string_view channel,
                            std::string_view payload) { heard.emplace_back(channel, payload); },
         .listening = [this] { ++listening; },
         .reconnected = [this] { ++reconnected; }}};
};

TEST_F(Listening, hears_its_channels_and_no_other) {
    until([&] { return listening == 1; });
    auto sender = database.as_application();
    ASSERT_TRUE(
        sender.run("notify stock, '1'; notify autre, '2'; notify \"canal \"\"à part\"\"\", '3'"));
    until([&] { return heard.size() == 2; });
    EXPECT_EQ(heard, (Heard{{"stock", "1"}, {"canal \"à part\"", "3"}}));
}

TEST_F(Listening, comes_back_after_its_backend_is_gone_and_says_so) {
    until([&] { return listening == 1; });
    auto superuser = database.as_superuser();
    ASSERT_TRUE(
        superuser.run("select pg_terminate_backend(pid) from pg_stat_activity where datname = "
                      "current_database() and pid <> pg_backend_pid()"));
    until([&] { return reconnected == 1; });
    EXPECT_EQ(listening, 1);
    ASSERT_TRUE(superuser.run("notify stock, 'encore'"));
    until([&] { return !heard.empty(); });
    EXPECT_EQ(heard, (Heard{{"stock", "encore"}}));
}

TEST_F(Listening, stops_while_it_waits) {
    until([&] { return listening == 1; });
    listener.stop();
    until([&] { return ended; });
}

} // namespace

} // namespace mlpp::db
