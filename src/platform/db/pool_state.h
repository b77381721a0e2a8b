// PoolState: what a Pool and its transactions share. A slot is the right to hold one connection;
// who holds a slot takes an idle connection or opens one. Internal to platform/db; the pool's
// thread only, except `gauges`.
#pragma once

#include "platform/db/pool.h"

#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <chrono>
#include <list>
#include <memory>
#include <vector>

namespace mlpp::db::detail {

struct PoolState : std::enable_shared_from_this<PoolState> {
    PoolState(asio::any_io_executor executor_, PoolOptions options_);

    // Refuses with DELAI_DEPASSE after the wait limit; throws Unavailable.
    asio::awaitable<Result<std::unique_ptr<Connection>>> acquire();
    // Takes back what `acquire` gave, in whatever state it is: an open transaction is rolled back
    // first.
    void give_back(std::unique_ptr<Connection> connection) noexcept;
    asio::awaitable<void> close(std::chrono::milliseconds limit);
    void refuse_new_work();
    PoolGauges gauges() const;

private:
    struct Waiter {
        explicit Waiter(PoolState& pool_);
        Waiter(const Waiter&) = delete;
        Waiter& operator=(const Waiter&) = delete;
        ~Waiter();

        PoolState& pool;
        asio::steady_timer timer;
        bool granted = false;
    };

    struct Idle {
        std::unique_ptr<Connection> connection;
        std::chrono::steady_clock::time_point since;
    };

    asio::awaitable<Result<>> take_slot();
    void release_slot();
    void roll_back(std::unique_ptr<Connection> connection);
    // At the end of a lease: keeps it for the next one or drops it, and frees the slot.
    void settle(std::unique_ptr<Connection> connection);
    void drop_broken_idle();
    void watch_idle();
    void publish();

    asio::any_io_executor executor;
    PoolOptions options;
    std::vector<Idle> idle; // most recently used last
    std::list<Waiter*> waiters;
    int slots_taken = 0;
    bool closing = false;
    bool idle_watched = false;
    asio::steady_timer idle_timer;
    asio::steady_timer drained;

    std::atomic<int> open_now = 0;
    std::atomic<int> idle_now = 0;
    std::atomic<int> waiting_now = 0;
    std::atomic<std::uint64_t> exchanges = 0;
    std::atomic<std::uint64_t> wakeups = 0;
    std::atomic<std::uint64_t> prepares = 0;
    std::atomic<std::uint64_t> lost = 0;
};

} // namespace mlpp::db::detail
