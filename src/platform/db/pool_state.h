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

class PoolState : public std::enable_shared_from_this<PoolState> {
public:
    PoolState(asio::any_io_executor executor, PoolOptions options);

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

    // Frees the slot at its end unless it was kept.
    struct Slot {
        explicit Slot(PoolState& pool_) : pool(&pool_) {}

        Slot(const Slot&) = delete;
        Slot& operator=(const Slot&) = delete;

        ~Slot() {
            if (pool != nullptr) pool->release_slot();
        }

        void keep() { pool = nullptr; }

        PoolState* pool;
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

    asio::any_io_executor executor_;
    PoolOptions options_;
    std::vector<Idle> idle_; // most recently used last
    std::list<Waiter*> waiters_;
    int slots_taken_ = 0;
    bool closing_ = false;
    bool idle_watched_ = false;
    asio::steady_timer idle_timer_;
    asio::steady_timer drained_;

    std::atomic<int> open_now_ = 0;
    std::atomic<int> idle_now_ = 0;
    std::atomic<int> waiting_now_ = 0;
    std::atomic<std::uint64_t> exchanges_ = 0;
    std::atomic<std::uint64_t> wakeups_ = 0;
    std::atomic<std::uint64_t> prepares_ = 0;
    std::atomic<std::uint64_t> lost_ = 0;
};

} // namespace mlpp::db::detail
