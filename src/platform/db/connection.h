// Connection: one PostgreSQL session over libpq's pipeline mode. Owned by the pool (or the
// listener) and used by one coroutine at a time, on the thread of its executor; no locks.
//
// Guarantees: one `exchange` is one write and one Sync, its answers come back in order and the
// session is usable afterwards, or the connection is closed. Every wait has a limit. A wait that is
// cut short (deadline, cancellation, destroyed coroutine) closes the connection: a pipeline is
// never abandoned half way.
#pragma once

#include "platform/db/params.h"
#include "platform/db/result_set.h"
#include "platform/db/sqlstate.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mlpp::db {

namespace asio = boost::asio;

struct ConnectionOptions {
    std::string url; // connection string or postgresql:// address
    std::string application_name = "mlpp";
    std::chrono::milliseconds connect_limit{5'000};
    std::chrono::milliseconds statement_limit{10'000};
    std::chrono::milliseconds lock_limit{5'000};
    std::chrono::milliseconds idle_in_transaction_limit{30'000};
    // What an exchange may take altogether; over it the connection is closed.
    std::chrono::milliseconds exchange_limit{15'000};
};

// What came back from one exchange: the answers up to the first error; what followed an error did
// not run.
struct Answers {
    std::vector<ResultSet> results;
    std::optional<ServerError> error;
};

struct TrafficCount {
    std::uint64_t exchanges = 0;
    std::uint64_t wakeups = 0; // waits for the socket, both directions
    std::uint64_t prepares = 0;
};

enum class SessionStatus { idle, in_transaction, failed_transaction, closed };

class Connection {
public:
    // Throws Unavailable.
    static asio::awaitable<std::unique_ptr<Connection>> open(const ConnectionOptions& options);

    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    // Sends the batch with one Sync and collects every answer. The batch outlives the wait. Throws
    // Unavailable when the connection is lost or the limit passed; it is closed then.
    asio::awaitable<Answers> exchange(std::span<const Query> batch);

    // Waits up to `limit` for the server to speak and calls `notified` for each notification;
    // `close` cuts it short. False when the server stayed silent. Throws Unavailable when the
    // connection is lost or closed.
    using Notified = std::function<void(std::string_view channel, std::string_view payload)>;
    asio::awaitable<bool> wait_for_notifications(std::chrono::milliseconds limit,
                                                 const Notified& notified);

    SessionStatus status() const;
    // Looks at the socket without waiting: false when the server has hung up or broken the idle
    // silence.
    bool still_quiet();
    void close();

    // What went over the connection since the last call.
    TrafficCount take_traffic();
    int backend_pid() const;

private:
    struct State;
    explicit Connection(std::shared_ptr<State> state);

    std::shared_ptr<State> state_; // its deadline timer holds a weak reference
};

} // namespace mlpp::db
