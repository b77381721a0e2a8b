#include "platform/db/listener.h"

#include "platform/asio/as_result.h"
#include "platform/base/log.h"
#include "platform/db/error.h"
#include "platform/db/libpq.h"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <exception>

namespace mlpp::db {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds first_pause = 100ms;
constexpr std::chrono::milliseconds longest_pause = 5s;
constexpr std::chrono::milliseconds sign_of_life = 30s;
constexpr Statement sign_of_life_statement{"listener.sign_of_life", "select 1"};

void throw_on_error(const Answers& answers) {
    if (answers.error) throw Unavailable(answers.error->text());
}

} // namespace

struct Listener::State {
    State(const asio::any_io_executor& executor, ConnectionOptions options_,
          std::vector<std::string> channels_, Callbacks callbacks_)
        : pause(executor), options(std::move(options_)), channels(std::move(channels_)),
          callbacks(std::move(callbacks_)) {}

    asio::steady_timer pause;
    ConnectionOptions options;
    std::vector<std::string> channels;
    Callbacks callbacks;
    std::unique_ptr<Connection> connection;
    bool stopping = false;
    bool was_listening = false;
    std::chrono::milliseconds next_pause = first_pause;

    // Returns only by an exception.
    asio::awaitable<void> listen() {
        connection = co_await Connection::open(options);
        if (stopping) throw Unavailable("stopping");
        std::vector<Query> batch;
        batch.reserve(channels.size());
        for (const auto& channel : channels)
            batch.push_back(
                Query::compose("listen", "listen " + detail::quoted_identifier(channel), {}));
        throw_on_error(co_await connection->exchange(batch));
        next_pause = first_pause;
        const auto& tell =
            std::exchange(was_listening, true) ? callbacks.reconnected : callbacks.listening;
        if (tell) tell();
        const auto question = Query::of(sign_of_life_statement);
        for (;;)
            if (!co_await connection->wait_for_notifications(sign_of_life, callbacks.notified))
                throw_on_error(co_await connection->exchange({&question, 1}));
    }
};

Listener::Listener(const asio::any_io_executor& executor, ConnectionOptions options,
                   std::vector<std::string> channels, Callbacks callbacks)
    : state_(std::make_unique<State>(executor, std::move(options), std::move(channels),
                                     std::move(callbacks))) {}

Listener::~Listener() = default;

asio::awaitable<void> Listener::run() {
    auto& state = *state_;
    while (!state.stopping) {
        try {
            co_await state.listen();
        } catch (const Unavailable& failure) {
            if (!state.stopping) log::warn("db.listener", {{"error", failure.what()}});
        }
        state.connection.reset();
        if (state.stopping) break;
        state.pause.expires_after(state.next_pause);
        state.next_pause = std::min(2 * state.next_pause, longest_pause);
        co_await state.pause.async_wait(as_result);
    }
}

void Listener::stop() {
    state_->stopping = true;
    state_->pause.cancel();
    if (state_->connection) state_->connection->close();
}

} // namespace mlpp::db
