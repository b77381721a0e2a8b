// Listener: LISTEN on a connection of its own. Owned by the application; runs on its executor's
// thread.
//
// `notified` is called for each notification. A lost connection is opened again, with growing
// pauses (0.1 s to 5 s), and `reconnected` tells that notifications may have been missed meanwhile.
// The server is asked for a sign of life every 30 s, so that a silent cut is noticed.
#pragma once

#include "platform/db/connection.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mlpp::db {

class Listener {
public:
    struct Callbacks {
        std::function<void(std::string_view channel, std::string_view payload)> notified;
        std::function<void()> listening;   // after the first LISTEN
        std::function<void()> reconnected; // after every later one
    };

    Listener(const asio::any_io_executor& executor, ConnectionOptions options,
             std::vector<std::string> channels, Callbacks callbacks);
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    ~Listener();

    // Runs until `stop`; spawn it in a group that shutdown waits for. The listener outlives it.
    asio::awaitable<void> run();
    void stop();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace mlpp::db
