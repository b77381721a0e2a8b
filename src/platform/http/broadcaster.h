// Broadcaster: Server-Sent Events to every signed-in client. One per process. publish() may be
// called from any thread; a Subscription is read by the one session that streams it. A subscriber
// that does not keep up with its bounded queue is dropped: the browser reconnects and refetches.
#pragma once

#include "platform/base/result.h"
#include "platform/base/uuid.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mlpp::http {

struct Event {
    std::string_view name;          // "stock", "cdr", "alerte"
    std::string_view json;          // ids only
    std::optional<Uuid> depot_id{}; // of whom it concerns; none: everybody
};

// Asked in publish(), on the publisher's thread.
using EventFilter = std::function<bool(const Event&)>;
// Whether the subscriber's session still holds; asked every recheck interval.
using StillAllowed = std::function<boost::asio::awaitable<bool>()>;

struct BroadcasterOptions {
    std::size_t subscribers_max = 500;
    std::size_t of_one_person_max = 20;
    std::size_t queue_max = 64;
    std::chrono::milliseconds heartbeat{20'000};
    std::chrono::milliseconds recheck{30'000};
};

class Subscription {
public:
    enum class Wake : std::uint8_t { events, quiet, closed };

    Subscription(boost::asio::any_io_executor executor, const Uuid& person, EventFilter filter,
                 StillAllowed allowed, BroadcasterOptions options);
    ~Subscription();
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;

    // Waits for events, at most the heartbeat interval. Appends what is queued to `out` as SSE
    // text; after a quiet interval a comment line. `closed` ends the stream.
    boost::asio::awaitable<Wake> next(std::string& out);

    // Ends the stream; any thread.
    void close();

private:
    friend class Broadcaster;

    struct State;
    std::shared_ptr<State> state_;
};

class Broadcaster {
public:
    explicit Broadcaster(BroadcasterOptions options = {});
    ~Broadcaster();
    Broadcaster(const Broadcaster&) = delete;
    Broadcaster& operator=(const Broadcaster&) = delete;

    void publish(const Event& event);

    // `executor` is the session's (co_await this_coro::executor). 429 TROP_DE_REQUETES when full,
    // or when the person has enough of them: nobody takes the streams of the others.
    Result<std::shared_ptr<Subscription>> subscribe(boost::asio::any_io_executor executor,
                                                    const Uuid& person, EventFilter filter,
                                                    StillAllowed allowed);

    // Closes every stream and refuses new ones.
    void close();

    std::size_t subscribers() const;

private:
    BroadcasterOptions options_;
    mutable std::mutex mutex_;
    std::vector<std::weak_ptr<Subscription::State>> subscribers_;
    bool closed_ = false;
};

} // namespace mlpp::http
