#include "platform/http/workers.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

namespace mlpp::http {

namespace {

template <class F>
void run(boost::asio::io_context& io, F coroutine) {
    std::exception_ptr failure;
    boost::asio::co_spawn(io, coroutine(),
                          [&](const std::exception_ptr& thrown) { failure = thrown; });
    io.run();
    if (failure) std::rethrow_exception(failure);
}

TEST(Workers, work_runs_on_another_thread_and_comes_back) {
    boost::asio::io_context io;
    Workers workers{1};
    std::thread::id worked_on;
    std::thread::id back_on;
    const auto test = [&]() -> boost::asio::awaitable<void> {
        EXPECT_TRUE(
            (co_await workers.run([&] { worked_on = std::this_thread::get_id(); })).has_value());
        back_on = std::this_thread::get_id();
    };
    run(io, test);
    EXPECT_NE(worked_on, std::this_thread::get_id());
    EXPECT_EQ(back_on, std::this_thread::get_id());
}

TEST(Workers, an_exception_comes_back_to_the_caller) {
    boost::asio::io_context io;
    Workers workers{1};
    const auto test = [&]() -> boost::asio::awaitable<void> {
        EXPECT_TRUE((co_await workers.run([] { throw std::runtime_error("x"); })).has_value());
    };
    EXPECT_THROW(run(io, test), std::runtime_error);
}

TEST(Workers, a_full_queue_refuses) {
    boost::asio::io_context io;
    Workers workers{1, 0};
    const auto test = [&]() -> boost::asio::awaitable<void> {
        const auto refused = co_await workers.run([] {});
        EXPECT_FALSE(refused.has_value());
        if (!refused) EXPECT_EQ(refused.error().code, Code::TROP_DE_REQUETES);
    };
    run(io, test);
}

} // namespace

} // namespace mlpp::http
