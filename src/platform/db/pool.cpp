#include "platform/db/pool.h"

#include "platform/base/assert.h"
#include "platform/base/log.h"
#include "platform/db/pool_state.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <utility>

namespace mlpp::db {

namespace {

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
constexpr Statement rollback{"rollback", "rollback"};
constexpr Statement ping_statement{"ping", "select 1"};

} // namespace

namespace detail {

PoolState::Waiter::Waiter(PoolState& pool_) : pool(pool_), timer(pool_.executor) {
    pool.waiters.push_back(this);
}

// Also when its coroutine is destroyed while it waits: the turn it may have been given goes on.
PoolState::Waiter::~Waiter() {
    pool.waiters.remove(this);
    if (granted) pool.release_slot();
}

PoolState::PoolState(asio::any_io_executor executor_, PoolOptions options_)
    : executor(std::move(executor_)), options(std::move(options_)), idle_timer(executor),
      drained(executor) {
    MLPP_ASSERT(options.max_connections > 0);
}

asio::awaitable<Result<>> PoolState::take_slot() {
    if (slots_taken < options.max_connections && waiters.empty()) {
        ++slots_taken;
        publish();
        co_return Result<>();
    }
    Waiter waiter(*this);
    publish();
    waiter.timer.expires_after(options.wait_limit);
    co_await waiter.timer.async_wait(as_result);
    if (std::exchange(waiter.granted, false)) co_return Result<>();
    if (closing) throw Unavailable("the pool is closing");
    co_return refuse(Code::DELAI_DEPASSE);
}

void PoolState::release_slot() {
    if (!waiters.empty() && !closing) {
        auto* next = waiters.front();
        waiters.pop_front();
        next->granted = true;
        next->timer.cancel();
    } else if (--slots_taken == 0) {
        drained.cancel();
    }
    publish();
}

asio::awaitable<Result<std::unique_ptr<Connection>>> PoolState::acquire() {
    if (closing) throw Unavailable("the pool is closing");
    MLPP_CHECK(co_await take_slot());
    const auto free_slot = [](PoolState* pool) { pool->release_slot(); };
    std::unique_ptr<PoolState, decltype(free_slot)> slot(this, free_slot);
    while (!idle.empty()) {
        auto connection = std::move(idle.back().connection);
        idle.pop_back();
        publish();
        if (connection->still_quiet()) {
            slot.release();
            co_return connection;
        }
        ++lost;
    }
    auto connection = co_await Connection::open(options.connection);
    slot.release();
    co_return connection;
}

void PoolState::give_back(std::unique_ptr<Connection> connection) noexcept {
    const auto status = connection->status();
    const bool open_transaction =
        status == SessionStatus::in_transaction || status == SessionStatus::failed_transaction;
    try {
        if (open_transaction && !closing)
            roll_back(std::move(connection));
        else
            settle(std::move(connection));
    } catch (const std::exception& failure) {
        // Out of memory: the connection is gone with its transaction; only the slot is left to
        // free.
        log::error("db.give_back", {{"error", failure.what()}});
        release_slot();
    }
}

void PoolState::roll_back(std::unique_ptr<Connection> connection) {
    const auto work = [](std::shared_ptr<PoolState> pool,
                         std::unique_ptr<Connection> held) -> asio::awaitable<void> {
        try {
            const auto batch = Query::of(rollback);
            co_await held->exchange({&batch, 1});
        } catch (const std::exception& failure) {
            log::warn("db.rollback", {{"error", failure.what()}});
        }
        pool->settle(std::move(held));
    };
    // Shutdown waits for it: it keeps the slot until `settle`.
    asio::co_spawn(executor, work(shared_from_this(), std::move(connection)),
                   [](const std::exception_ptr&) {});
}

void PoolState::settle(std::unique_ptr<Connection> connection) {
    const auto traffic = connection->take_traffic();
    exchanges += traffic.exchanges;
    wakeups += traffic.wakeups;
    prepares += traffic.prepares;
    if (connection->status() == SessionStatus::idle && !closing) {
        idle.push_back({std::move(connection), std::chrono::steady_clock::now()});
        watch_idle();
    } else if (!closing) {
        ++lost;
        drop_broken_idle();
    }
    release_slot();
}

void PoolState::drop_broken_idle() {
    lost += std::erase_if(idle, [](Idle& entry) { return !entry.connection->still_quiet(); });
}

void PoolState::watch_idle() {
    if (idle_watched || closing) return;
    idle_watched = true;
    idle_timer.expires_at(idle.front().since + options.idle_limit);
    idle_timer.async_wait([weak = weak_from_this()](boost::system::error_code failed) {
        const auto self = weak.lock();
        if (failed || !self) return;
        const auto oldest = std::chrono::steady_clock::now() - self->options.idle_limit;
        std::erase_if(self->idle, [&](const Idle& entry) { return entry.since <= oldest; });
        self->idle_watched = false;
        if (!self->idle.empty()) self->watch_idle();
        self->publish();
    });
}

void PoolState::refuse_new_work() {
    closing = true;
    idle_timer.cancel();
    idle.clear();
    for (auto* waiter : waiters)
        waiter->timer.cancel();
    publish();
}

asio::awaitable<void> PoolState::close(std::chrono::milliseconds limit) {
    refuse_new_work();
    if (slots_taken == 0) co_return;
    drained.expires_after(limit);
    co_await drained.async_wait(as_result);
    if (slots_taken != 0) log::warn("db.pool_closed_early", {{"connections", slots_taken}});
}

void PoolState::publish() {
    idle_now = static_cast<int>(idle.size());
    open_now = slots_taken + static_cast<int>(idle.size());
    waiting_now = static_cast<int>(waiters.size());
}

PoolGauges PoolState::gauges() const {
    return {.open = open_now,
            .idle = idle_now,
            .waiting = waiting_now,
            .exchanges = exchanges,
            .wakeups = wakeups,
            .prepares = prepares,
            .lost = lost};
}

} // namespace detail

Pool::Pool(asio::any_io_executor executor, PoolOptions options)
    : state_(std::make_shared<detail::PoolState>(std::move(executor), std::move(options))) {}

Pool::~Pool() {
    state_->refuse_new_work();
}

Transaction Pool::begin(Mode mode) {
    return {state_, mode};
}

asio::awaitable<Result<>> Pool::ping() {
    auto tx = begin(Mode::read_only);
    MLPP_CHECK(co_await tx.last<int>(ping_statement));
    co_return Result<>();
}

PoolGauges Pool::gauges() const {
    return state_->gauges();
}

asio::awaitable<void> Pool::close(std::chrono::milliseconds limit) {
    return state_->close(limit);
}

} // namespace mlpp::db
