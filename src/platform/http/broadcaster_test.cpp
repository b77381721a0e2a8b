// Goal: events reach whom they concern, in order, and nobody waits for a slow reader.
#include "platform/http/broadcaster.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

namespace mlpp::http {

namespace {

using namespace std::chrono_literals;
using Wake = Subscription::Wake;

class BroadcasterTest : public testing::Test {
protected:
    // Runs next() to its end on this thread.
    Wake next(Subscription& subscription, std::string& out) {
        std::optional<Wake> wake;
        boost::asio::co_spawn(io, subscription.next(out),
                              [&](const std::exception_ptr& failure, Wake got) {
                                  if (failure) std::rethrow_exception(failure);
                                  wake = got;
                              });
        while (!wake)
            io.run_one();
        io.restart();
        return *wake;
    }

    std::shared_ptr<Subscription> subscribe(Broadcaster& broadcaster, EventFilter filter = {},
                                            StillAllowed allowed = {}) {
        auto subscription =
            broadcaster.subscribe(io.get_executor(), {}, std::move(filter), std::move(allowed));
        EXPECT_TRUE(subscription.has_value());
        return subscription.value_or(nullptr);
    }

    boost::asio::io_context io;
};

TEST_F(BroadcasterTest, events_arrive_in_order_as_server_sent_events) {
    Broadcaster broadcaster;
    const auto subscription = subscribe(broadcaster);
    broadcaster.publish({.name = "stock", .json = R"({"id":1})"});
    broadcaster.publish({.name = "cdr", .json = "{\n}"});
    std::string out;
    EXPECT_EQ(next(*subscription, out), Wake::events);
    EXPECT_EQ(out, "event: stock\ndata: {\"id\":1}\n\nevent: cdr\ndata: {\ndata: }\n\n");
}

TEST_F(BroadcasterTest, a_filter_keeps_other_depots_events_away) {
    Broadcaster broadcaster;
    const auto mine = new_uuid();
    const auto subscription = subscribe(broadcaster, [mine](const Event& event) {
        return !event.depot_id || event.depot_id == mine;
    });
    broadcaster.publish({.name = "a", .json = "1", .depot_id = new_uuid()});
    broadcaster.publish({.name = "b", .json = "2", .depot_id = mine});
    broadcaster.publish({.name = "c", .json = "3"});
    std::string out;
    EXPECT_EQ(next(*subscription, out), Wake::events);
    EXPECT_EQ(out, "event: b\ndata: 2\n\nevent: c\ndata: 3\n\n");
}

TEST_F(BroadcasterTest, a_reader_that_does_not_keep_up_is_dropped) {
    Broadcaster broadcaster({.queue_max = 3});
    const auto slow = subscribe(broadcaster);
    const auto quick = subscribe(broadcaster);
    std::string out;
    for (int i = 0; i < 4; ++i) {
        broadcaster.publish({.name = "x", .json = "0"});
        EXPECT_EQ(next(*quick, out), Wake::events);
    }
    EXPECT_EQ(next(*slow, out), Wake::closed);
}

TEST_F(BroadcasterTest, a_quiet_stream_has_a_heartbeat) {
    Broadcaster broadcaster({.heartbeat = 1ms});
    const auto subscription = subscribe(broadcaster);
    std::string out;
    EXPECT_EQ(next(*subscription, out), Wake::quiet);
    EXPECT_EQ(out, ": \n\n");
}

TEST_F(BroadcasterTest, a_revoked_session_ends_its_stream) {
    Broadcaster broadcaster({.heartbeat = 1h, .recheck = 1ms});
    int asked = 0;
    const auto subscription = subscribe(
        broadcaster, {}, [&]() -> boost::asio::awaitable<bool> { co_return ++asked < 3; });
    std::string out;
    EXPECT_EQ(next(*subscription, out), Wake::closed);
    EXPECT_EQ(asked, 3);
}

TEST_F(BroadcasterTest, a_session_that_cannot_be_checked_ends_its_stream) {
    Broadcaster broadcaster({.heartbeat = 1h, .recheck = 1ms});
    const auto subscription = subscribe(broadcaster, {}, []() -> boost::asio::awaitable<bool> {
        throw std::runtime_error("database gone");
        co_return true;
    });
    std::string out;
    EXPECT_EQ(next(*subscription, out), Wake::closed);
}

TEST_F(BroadcasterTest, the_number_of_subscribers_is_limited) {
    Broadcaster broadcaster({.subscribers_max = 1});
    auto first = subscribe(broadcaster);
    const auto refused = broadcaster.subscribe(io.get_executor(), {}, {}, {});
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, Code::TROP_DE_REQUETES);
    first.reset();
    EXPECT_EQ(broadcaster.subscribers(), 0U);
    EXPECT_NE(subscribe(broadcaster), nullptr);
}

TEST_F(BroadcasterTest, one_person_does_not_take_the_streams_of_the_others) {
    Broadcaster broadcaster({.subscribers_max = 3, .of_one_person_max = 2});
    const auto of = [&](std::string_view person) {
        return broadcaster.subscribe(io.get_executor(), *Uuid::parse(person), {}, {});
    };
    constexpr std::string_view one = "01900000-0000-7000-8000-000000000001";
    constexpr std::string_view other = "01900000-0000-7000-8000-000000000002";
    auto first = of(one);
    const auto second = of(one);
    ASSERT_TRUE(first && second);
    const auto third = of(one);
    ASSERT_FALSE(third.has_value());
    EXPECT_EQ(third.error().code, Code::TROP_DE_REQUETES);
    EXPECT_TRUE(of(other).has_value());
    first->reset();
    EXPECT_TRUE(of(one).has_value());
}

TEST_F(BroadcasterTest, closing_ends_every_stream_and_takes_no_new_one) {
    Broadcaster broadcaster;
    const auto subscription = subscribe(broadcaster);
    broadcaster.close();
    std::string out;
    EXPECT_EQ(next(*subscription, out), Wake::closed);
    EXPECT_FALSE(broadcaster.subscribe(io.get_executor(), {}, {}, {}).has_value());
}

TEST_F(BroadcasterTest, a_waiting_reader_is_woken_from_another_thread) {
    Broadcaster broadcaster({.heartbeat = 1h});
    const auto subscription = subscribe(broadcaster);
    std::string out;
    std::jthread publisher([&] {
        for (int i = 0; i < 50; ++i)
            broadcaster.publish({.name = "x", .json = std::to_string(i)});
    });
    while (!out.contains("data: 49\n"))
        ASSERT_EQ(next(*subscription, out), Wake::events);
    for (int i = 0; i < 50; ++i)
        EXPECT_TRUE(out.contains("data: " + std::to_string(i) + "\n"));
}

} // namespace

} // namespace mlpp::http
