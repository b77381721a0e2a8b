// TaskGroup: the coroutines that one event loop runs, so that shutdown can wait for them and, at
// last, cancel them. Used by the loop's own thread only.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <list>

namespace mlpp::http {

class TaskGroup {
public:
    explicit TaskGroup(boost::asio::io_context& loop);

    // Starts `task` on the loop. An exception that leaves it is logged.
    void spawn(boost::asio::awaitable<void> task);

    std::size_t size() const { return signals_.size(); }

    // Waits until every task has ended, at most `limit`; true when they have.
    boost::asio::awaitable<bool> wait(std::chrono::milliseconds limit);

    // Asks every task to end at its next wait.
    void cancel();

private:
    boost::asio::io_context& loop_;
    std::list<boost::asio::cancellation_signal> signals_;
    boost::asio::steady_timer changed_;
};

} // namespace mlpp::http
