#include "platform/http/workers.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace mlpp::http {

namespace asio = boost::asio;

namespace {

asio::awaitable<void> call(std::function<void()> work) {
    work();
    co_return;
}

} // namespace

Workers::Workers(std::size_t threads, std::size_t queue_max)
    : pool_(threads), queue_max_(queue_max) {}

Workers::~Workers() {
    pool_.join();
}

asio::awaitable<Result<>> Workers::run(std::function<void()> work) {
    struct Place {
        std::atomic<std::size_t>& queued;
        std::size_t before = queued.fetch_add(1);

        ~Place() { queued.fetch_sub(1); }
    };

    const Place place{queued_};
    if (place.before >= queue_max_) {
        Problem full{Code::TROP_DE_REQUETES};
        full.retry_after_s = 1;
        co_return refuse(std::move(full));
    }
    // The caller is not let go before `work` has ended, whatever cancels it: `work` looks into its
    // frame.
    co_await asio::this_coro::reset_cancellation_state(asio::disable_cancellation());
    co_await asio::co_spawn(pool_.get_executor(), call(std::move(work)), asio::use_awaitable);
    co_await asio::this_coro::reset_cancellation_state(asio::enable_terminal_cancellation());
    co_return Result<>{};
}

} // namespace mlpp::http
