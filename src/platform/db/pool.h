// Pool: the connections of one io_context. Owned by the application, used on the io_context's
// thread only; `gauges` is safe from any thread.
//
// Connections are opened when needed, up to the maximum; who finds none waits in line, at most
// `wait_limit` (Problem DELAI_DEPASSE). Idle ones are looked at before use and closed after
// `idle_limit`; a broken one is dropped and the others are looked at, so that a restarted or cut
// server heals by itself.
//
// Postings have a queue and connections of their own. In the database they wait for each other
// anyway, for the tank and for the next document number; many that wait there wake each other,
// stand in line once for each lock and hold connections that reads could have.
#pragma once

#include "platform/db/connection.h"
#include "platform/db/transaction.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <memory>

namespace mlpp::db {

struct PoolOptions {
    ConnectionOptions connection;
    int max_connections = 8;
    int posting_connections = 1; // beside those
    std::chrono::milliseconds wait_limit{10'000};
    std::chrono::milliseconds idle_limit{60'000};
};

struct PoolGauges {
    int open = 0; // in use, idle, or being opened
    int idle = 0;
    int waiting = 0;
    // Since the start:
    std::uint64_t exchanges = 0; // round trips
    std::uint64_t wakeups = 0;   // waits for a socket
    std::uint64_t prepares = 0;
    std::uint64_t lost = 0; // connections dropped because they broke

    PoolGauges& operator+=(const PoolGauges& other);
};

class Pool {
public:
    Pool(asio::any_io_executor executor, PoolOptions options);
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;
    ~Pool();

    // Takes no connection yet: that happens with the first awaited call.
    Transaction begin(Mode mode = Mode::read_write);

    // One `select 1` on a pooled connection, for readiness. Throws Unavailable; refuses with
    // DELAI_DEPASSE.
    asio::awaitable<Result<>> ping();

    PoolGauges gauges() const;

    // Refuses new work, waits for transactions in flight at most `limit`, closes everything.
    asio::awaitable<void> close(std::chrono::milliseconds limit);

private:
    std::shared_ptr<detail::PoolState> state_;
    std::shared_ptr<detail::PoolState> postings_;
};

} // namespace mlpp::db
