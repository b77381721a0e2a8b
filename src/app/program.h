// Program: everything of the server that lives between start and stop: event loops with their
// pools, the route table with the state its modules share, events, workers. Made, started and
// stopped by one thread; the loops run on their own. Made without being started it still has the
// whole route table, for the verbs that print it.
#pragma once

#include "app/config.h"
#include "modules/evenements/event_relay.h"
#include "modules/volumetrie/store.h"
#include "platform/db/listener.h"
#include "platform/db/pool.h"
#include "platform/http/application.h"
#include "platform/http/server.h"
#include "platform/http/task_group.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace mlpp::app {

class Program {
public:
    Program(const ServeConfig& config, const std::string& database_url);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    const http::RouteTable& table() const { return table_; }

    // Listens, starts the loops and answers. Throws when the address is taken.
    void start();
    std::string url() const;
    // Lets requests in flight finish, then ends everything. Blocks, at most some 15 s.
    void stop();

    // Removes what has ended (sessions, idempotency keys): now and then, in the background.
    void clean_up();

private:
    struct EventLoop {
        explicit EventLoop(const db::PoolOptions& options);

        boost::asio::io_context io{1};
        boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work;
        db::Pool pool;
        http::TaskGroup tasks;
        std::thread thread;
    };

    void declare_routes();
    http::Policy policy() const;
    http::Hooks hooks();
    boost::asio::awaitable<http::Response> answer_web(const http::Request& request);
    void refresh_gauges(http::Metrics& metrics) const;
    boost::asio::awaitable<void> shut_down();

    ServeConfig config_;
    std::vector<std::unique_ptr<EventLoop>> loops_; // outlive the workers
    http::Broadcaster events_;
    http::Workers workers_;
    correction::Reglages reglages_;
    evenements::EventRelay relay_;
    db::Listener settings_listener_;
    http::RouteTable table_;
    std::optional<http::Router> router_;
    std::optional<http::Metrics> metrics_;
    std::optional<http::Application> application_;
    std::optional<http::Server> server_;
};

} // namespace mlpp::app
