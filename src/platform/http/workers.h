// Workers: a few threads for work over a millisecond (password keys, documents), so that event
// loops keep turning. Owned by the application; run() is called from coroutines on any loop, which
// must outlive the workers: a thread that has handed its result over still touches the loop. The
// queue is bounded.
#pragma once

#include "platform/base/result.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <cstddef>
#include <functional>

namespace mlpp::http {

class Workers {
public:
    explicit Workers(std::size_t threads = 2, std::size_t queue_max = 64);
    // Finishes what was started.
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    // Runs `work` on a worker thread and comes back to the caller's loop; its exception comes back
    // too. 429 TROP_DE_REQUETES when the queue is full. What `work` refers to must live until then.
    boost::asio::awaitable<Result<>> run(std::function<void()> work);

private:
    boost::asio::thread_pool pool_;
    std::size_t queue_max_;
    std::atomic<std::size_t> queued_ = 0;
};

} // namespace mlpp::http
