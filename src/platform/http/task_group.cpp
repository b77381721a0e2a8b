#include "platform/http/task_group.h"

#include "platform/asio/as_result.h"
#include "platform/base/log.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

namespace mlpp::http {

namespace asio = boost::asio;

namespace {

void report(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const boost::system::system_error& error) {
        if (error.code() != asio::error::operation_aborted)
            log::warn("task ended by an error", {{"raison", error.what()}});
    } catch (const std::exception& error) {
        log::error("task ended by an exception", {{"raison", error.what()}});
    }
}

} // namespace

TaskGroup::TaskGroup(asio::io_context& loop)
    : loop_(loop), changed_(loop, asio::steady_timer::time_point::max()) {}

void TaskGroup::spawn(asio::awaitable<void> task) {
    const auto signal = signals_.emplace(signals_.end());
    asio::co_spawn(loop_, std::move(task),
                   asio::bind_cancellation_slot(signal->slot(),
                                                [this, signal](const std::exception_ptr& failure) {
                                                    if (failure) report(failure);
                                                    signals_.erase(signal);
                                                    if (signals_.empty()) changed_.cancel();
                                                }));
}

asio::awaitable<bool> TaskGroup::wait(std::chrono::milliseconds limit) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (!signals_.empty() && std::chrono::steady_clock::now() < deadline) {
        changed_.expires_at(deadline);
        co_await changed_.async_wait(as_result);
    }
    const bool ended = signals_.empty();
    co_return ended;
}

void TaskGroup::cancel() {
    for (auto signal = signals_.begin(); signal != signals_.end();) {
        const auto current = signal++; // a task that ends at once leaves the list
        current->emit(asio::cancellation_type::terminal);
    }
}

} // namespace mlpp::http
