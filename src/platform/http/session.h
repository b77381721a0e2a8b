// Session: one client connection: reads requests, has them answered in order, writes the answers.
// Owned by the group of its event loop, on that loop's thread. Internal to http/.
#pragma once

#include "platform/http/application.h"
#include "platform/http/server.h"
#include "platform/http/task_group.h"

#include <boost/asio/ip/tcp.hpp>

#include <atomic>
#include <set>

namespace mlpp::http {

class Session;

// What the sessions of one event loop share.
struct LoopState {
    boost::asio::io_context& io;
    db::Pool* pool;
    const ServerOptions& options;
    const Application& application;
    TaskGroup group{io};
    std::set<Session*> sessions{};
    bool stopping = false;
    std::atomic<std::size_t> connections = 0; // counted by the acceptor, read by all
};

// Runs a connection to its end.
awaitable<void> run_session(boost::asio::ip::tcp::socket socket, LoopState& loop);

// Closes the connections that wait for a request; the others end after their answer.
void close_idle_sessions(LoopState& loop);

// Head of an HTTP/1.1 answer. `keep_alive` false adds Connection: close.
std::string response_head(const Response& response, bool keep_alive, bool with_length);

} // namespace mlpp::http
