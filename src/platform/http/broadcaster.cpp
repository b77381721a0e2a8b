#include "platform/http/broadcaster.h"

#include "platform/asio/as_result.h"
#include "platform/base/log.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <deque>

namespace mlpp::http {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

struct Subscription::State {
    asio::any_io_executor executor;
    Uuid person;
    EventFilter filter;
    StillAllowed allowed;
    BroadcasterOptions options;
    asio::steady_timer timer; // the executor's thread only
    Clock::time_point check_at;

    std::mutex mutex;
    std::deque<std::shared_ptr<const std::string>> queue; // under mutex
    bool closed = false;                                  // under mutex

    State(asio::any_io_executor executor_, const Uuid& person_, EventFilter filter_,
          StillAllowed allowed_, BroadcasterOptions options_)
        : executor(std::move(executor_)), person(person_), filter(std::move(filter_)),
          allowed(std::move(allowed_)), options(options_), timer(executor),
          check_at(Clock::now() + options.recheck) {}

    static void wake(const std::shared_ptr<State>& state) {
        asio::post(state->executor, [state] { state->timer.cancel(); });
    }

    void push(const std::shared_ptr<const std::string>& text) {
        const std::scoped_lock lock(mutex);
        if (queue.size() >= options.queue_max)
            closed = true; // too slow: it reconnects and refetches
        else
            queue.push_back(text);
    }

    void close() {
        const std::scoped_lock lock(mutex);
        closed = true;
    }

    // Appends what is queued; closed wins.
    std::optional<Wake> take(std::string& out) {
        const std::scoped_lock lock(mutex);
        if (closed) return Wake::closed;
        if (queue.empty()) return std::nullopt;
        for (const auto& text : queue)
            out += *text;
        queue.clear();
        return Wake::events;
    }
};

namespace {

// A session that cannot be checked counts as ended: the client comes back and signs in again if it
// must.
asio::awaitable<bool> still_allowed(const StillAllowed& allowed) {
    try {
        co_return co_await allowed();
    } catch (const std::exception& error) {
        log::warn("event stream closed", {{"raison", error.what()}});
        co_return false;
    }
}

std::shared_ptr<const std::string> as_sse(const Event& event) {
    std::string text = "event: ";
    text += event.name;
    std::string_view rest = event.json;
    while (true) {
        const auto line = rest.substr(0, rest.find('\n'));
        (text += "\ndata: ") += line;
        if (line.size() == rest.size()) break;
        rest.remove_prefix(line.size() + 1);
    }
    return std::make_shared<const std::string>(text += "\n\n");
}

} // namespace

Subscription::Subscription(asio::any_io_executor executor, const Uuid& person, EventFilter filter,
                           StillAllowed allowed, BroadcasterOptions options)
    : state_(std::make_shared<State>(std::move(executor), person, std::move(filter),
                                     std::move(allowed), options)) {}

Subscription::~Subscription() {
    state_->close();
}

void Subscription::close() {
    state_->close();
    State::wake(state_);
}

asio::awaitable<Subscription::Wake> Subscription::next(std::string& out) {
    const auto state = state_;
    const auto beat_at = Clock::now() + state->options.heartbeat;
    while (true) {
        if (const auto taken = state->take(out)) co_return *taken;
        if (Clock::now() >= state->check_at && state->allowed) {
            if (!co_await still_allowed(state->allowed)) co_return Wake::closed;
            state->check_at = Clock::now() + state->options.recheck;
            continue;
        }
        if (Clock::now() >= beat_at) {
            out += ": \n\n";
            co_return Wake::quiet;
        }
        state->timer.expires_at(state->allowed ? std::min(beat_at, state->check_at) : beat_at);
        co_await state->timer.async_wait(as_result);
    }
}

Broadcaster::Broadcaster(BroadcasterOptions options) : options_(options) {}

Broadcaster::~Broadcaster() {
    close();
}

void Broadcaster::publish(const Event& event) {
    const auto text = as_sse(event);
    const std::scoped_lock lock(mutex_);
    std::erase_if(subscribers_, [](const auto& subscriber) { return subscriber.expired(); });
    for (const auto& subscriber : subscribers_) {
        const auto state = subscriber.lock();
        if (!state || (state->filter && !state->filter(event))) continue;
        state->push(text);
        Subscription::State::wake(state);
    }
}

Result<std::shared_ptr<Subscription>> Broadcaster::subscribe(asio::any_io_executor executor,
                                                             const Uuid& person, EventFilter filter,
                                                             StillAllowed allowed) {
    const std::scoped_lock lock(mutex_);
    std::erase_if(subscribers_, [](const auto& subscriber) { return subscriber.expired(); });
    const auto own = static_cast<std::size_t>(
        std::ranges::count_if(subscribers_, [&person](const auto& subscriber) {
            const auto state = subscriber.lock();
            return state && state->person == person;
        }));
    if (closed_ || subscribers_.size() >= options_.subscribers_max ||
        own >= options_.of_one_person_max) {
        Problem full{Code::TROP_DE_REQUETES};
        full.retry_after_s = 10;
        return refuse(std::move(full));
    }
    auto subscription = std::make_shared<Subscription>(
        std::move(executor), person, std::move(filter), std::move(allowed), options_);
    subscribers_.push_back(subscription->state_);
    return subscription;
}

void Broadcaster::close() {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
    for (const auto& subscriber : subscribers_)
        if (const auto state = subscriber.lock()) {
            state->close();
            Subscription::State::wake(state);
        }
}

std::size_t Broadcaster::subscribers() const {
    const std::scoped_lock lock(mutex_);
    return static_cast<std::size_t>(std::ranges::count_if(
        subscribers_, [](const auto& subscriber) { return !subscriber.expired(); }));
}

} // namespace mlpp::http
