#include "platform/db/pool.h"

#include "platform/asio/as_result.h"
#include "platform/base/assert.h"
#include "platform/base/log.h"
#include "platform/db/pool_state.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <utility>

namespace mlpp::db {

namespace {

constexpr Statement rollback{"rollback", "rollback"};
constexpr Statement ping_statement{"ping", "select 1"};

} // namespace

namespace detail {

PoolState::Waiter::Waiter(PoolState& pool_) : pool(pool_), timer(pool_.executor_) {
    pool.waiters_.push_back(this);
}

// Also when its coroutine is destroyed while it waits: the turn it may have been given goes on.
PoolState::Waiter::~Waiter() {
    pool.waiters_.remove(this);
    if (granted) pool.release_slot();
}

PoolState::PoolState(asio::any_io_executor executor, PoolOptions options)
    : executor_(std::move(executor)), options_(std::move(options)), idle_timer_(executor_),
      drained_(executor_) {
    MLPP_ASSERT(options_.max_connections > 0);
}

asio::awaitable<Result<>> PoolState::take_slot() {
    if (slots_taken_ < options_.max_connections && waiters_.empty()) {
        ++slots_taken_;
        publish();
        co_return Result<>();
    }
    Waiter waiter(*this);
    publish();
    waiter.timer.expires_after(options_.wait_limit);
    co_await waiter.timer.async_wait(as_result);
    if (std::exchange(waiter.granted, false)) co_return Result<>();
    if (closing_) throw Unavailable("the pool is closing_");
    co_return refuse(Code::DELAI_DEPASSE);
}

void PoolState::release_slot() {
    if (!waiters_.empty() && !closing_) {
        auto* next = waiters_.front();
        waiters_.pop_front();
        next->granted = true;
        next->timer.cancel();
    } else if (--slots_taken_ == 0) {
        drained_.cancel();
    }
    publish();
}

asio::awaitable<Result<std::unique_ptr<Connection>>> PoolState::acquire() {
    if (closing_) throw Unavailable("the pool is closing_");
    MLPP_CHECK(co_await take_slot());
    Slot slot(*this);
    while (!idle_.empty()) {
        auto connection = std::move(idle_.back().connection);
        idle_.pop_back();
        publish();
        if (connection->still_quiet()) {
            slot.keep();
            co_return connection;
        }
        ++lost_;
    }
    auto connection = co_await Connection::open(options_.connection);
    slot.keep();
    co_return connection;
}

void PoolState::give_back(std::unique_ptr<Connection> connection) noexcept {
    const auto status = connection->status();
    const bool open_transaction =
        status == SessionStatus::in_transaction || status == SessionStatus::failed_transaction;
    try {
        if (open_transaction && !closing_)
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
    asio::co_spawn(executor_, work(shared_from_this(), std::move(connection)),
                   [](const std::exception_ptr&) {});
}

void PoolState::settle(std::unique_ptr<Connection> connection) {
    const auto traffic = connection->take_traffic();
    exchanges_ += traffic.exchanges;
    wakeups_ += traffic.wakeups;
    prepares_ += traffic.prepares;
    if (connection->status() == SessionStatus::idle && !closing_) {
        idle_.push_back({std::move(connection), std::chrono::steady_clock::now()});
        watch_idle();
    } else if (!closing_) {
        ++lost_;
        drop_broken_idle();
    }
    release_slot();
}

void PoolState::drop_broken_idle() {
    lost_ += std::erase_if(idle_, [](Idle& entry) { return !entry.connection->still_quiet(); });
}

void PoolState::watch_idle() {
    if (idle_watched_ || closing_) return;
    idle_watched_ = true;
    idle_timer_.expires_at(idle_.front().since + options_.idle_limit);
    idle_timer_.async_wait([weak = weak_from_this()](boost::system::error_code failed) {
        const auto self = weak.lock();
        if (failed || !self) return;
        const auto oldest = std::chrono::steady_clock::now() - self->options_.idle_limit;
        std::erase_if(self->idle_, [&](const Idle& entry) { return entry.since <= oldest; });
        self->idle_watched_ = false;
        if (!self->idle_.empty()) self->watch_idle();
        self->publish();
    });
}

void PoolState::refuse_new_work() {
    closing_ = true;
    idle_timer_.cancel();
    idle_.clear();
    for (auto* waiter : waiters_)
        waiter->timer.cancel();
    publish();
}

asio::awaitable<void> PoolState::close(std::chrono::milliseconds limit) {
    refuse_new_work();
    if (slots_taken_ == 0) co_return;
    drained_.expires_after(limit);
    co_await drained_.async_wait(as_result);
    if (slots_taken_ != 0) log::warn("db.pool_closed_early", {{"connections", slots_taken_}});
}

void PoolState::publish() {
    idle_now_ = static_cast<int>(idle_.size());
    open_now_ = slots_taken_ + static_cast<int>(idle_.size());
    waiting_now_ = static_cast<int>(waiters_.size());
}

PoolGauges PoolState::gauges() const {
    return {.open = open_now_,
            .idle = idle_now_,
            .waiting = waiting_now_,
            .exchanges = exchanges_,
            .wakeups = wakeups_,
            .prepares = prepares_,
            .lost = lost_};
}

} // namespace detail

PoolGauges& PoolGauges::operator+=(const PoolGauges& other) {
    open += other.open;
    idle += other.idle;
    waiting += other.waiting;
    exchanges += other.exchanges;
    wakeups += other.wakeups;
    prepares += other.prepares;
    lost += other.lost;
    return *this;
}

Pool::Pool(asio::any_io_executor executor, PoolOptions options)
    : state_(std::make_shared<detail::PoolState>(executor, options)) {
    options.max_connections = options.posting_connections;
    postings_ = std::make_shared<detail::PoolState>(std::move(executor), std::move(options));
}

Pool::~Pool() {
    state_->refuse_new_work();
    postings_->refuse_new_work();
}

Transaction Pool::begin(Mode mode) {
    return {mode == Mode::posting ? postings_ : state_, mode};
}

asio::awaitable<Result<>> Pool::ping() {
    auto tx = begin(Mode::read_only);
    MLPP_CHECK(co_await tx.last<int>(ping_statement));
    co_return Result<>();
}

PoolGauges Pool::gauges() const {
    return state_->gauges() += postings_->gauges();
}

asio::awaitable<void> Pool::close(std::chrono::milliseconds limit) {
    const auto until = std::chrono::steady_clock::now() + limit;
    postings_->refuse_new_work();
    co_await state_->close(limit);
    co_await postings_->close(
        std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()));
}

} // namespace mlpp::db
