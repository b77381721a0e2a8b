// Server: listens, keeps the connections within limits, and ends them in good order. The event
// loops are the caller's, one thread each; a connection lives on the loop that has the fewest.
#pragma once

#include "platform/http/application.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace mlpp::http {

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0; // 0: any free one
    std::size_t connections_max = 1000;
    std::uint32_t header_bytes_max = 16 * 1024;
    std::size_t body_bytes_max = std::size_t{1024} * 1024;
    std::chrono::milliseconds header_wait{10'000};
    std::chrono::milliseconds body_wait{30'000};
    std::chrono::milliseconds idle_wait{75'000};
    std::chrono::milliseconds write_wait{30'000};
    std::chrono::milliseconds drain_wait{10'000};
};

struct Loop {
    boost::asio::io_context& io;
    db::Pool* pool = nullptr;
};

class Server {
public:
    // Binds and listens at once; throws boost::system::system_error when the address is taken.
    Server(ServerOptions options, const Application& application, const std::vector<Loop>& loops);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::uint16_t port() const;
    // "http://127.0.0.1:8080"
    std::string url() const;

    // Starts to accept. Before or after the loops run.
    void start();

    // Stops accepting, closes idle connections and event streams, lets requests in flight finish
    // (drain_wait), closes the rest. When it returns nothing of the server runs any more. Awaited
    // on any of the loops.
    boost::asio::awaitable<void> stop();

    std::size_t connections() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace mlpp::http
