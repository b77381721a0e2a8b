// Fixtures of mlpp_pgtests: one private cluster for the whole program, one database of its own for
// whoever asks.
#pragma once

#include "platform/cluster/private_cluster.h"
#include "platform/db/pool.h"
#include "platform/db/sync_connection.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace mlpp::pgtest {

namespace asio = boost::asio;

// The cluster and its template databases, from the start to the end of main.
class Program {
public:
    Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
    ~Program();
};

cluster::PrivateCluster& the_cluster();
// A directory that goes with the program, for tests that need files.
const std::filesystem::path& scratch_directory();

// A database cloned from the migrated template (or empty, roles bootstrapped only); dropped at the
// end.
class Database {
public:
    enum class Content { migrated, bootstrapped };

    explicit Database(Content content = Content::migrated);
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    const std::string& name() const { return name_; }

    std::string url(std::string_view role) const;
    db::SyncConnection connect(std::string_view role) const;

    db::SyncConnection as_superuser() const { return connect(cluster::superuser_role); }

    db::SyncConnection as_owner() const { return connect(cluster::owner_role); }

    db::SyncConnection as_application() const { return connect(cluster::application_role); }

    // Pool options for mlpp_application, small.
    db::PoolOptions pool_options(int max_connections = 2) const;

private:
    std::string name_;
};

// Runs the coroutine to its end on `context`; fails the test when it takes longer than `limit`.
// Exceptions come out.
template <class T>
T run(asio::io_context& context, asio::awaitable<T> work,
      std::chrono::milliseconds limit = std::chrono::seconds{30}) {
    using Stored = std::conditional_t<std::is_void_v<T>, bool, std::optional<T>>;
    Stored result{};
    std::exception_ptr failure;
    bool done = false;
    asio::co_spawn(
        context,
        [](asio::awaitable<T> inner, Stored& out) -> asio::awaitable<void> {
            if constexpr (std::is_void_v<T>)
                co_await std::move(inner);
            else
                out = co_await std::move(inner);
        }(std::move(work), result),
        [&](std::exception_ptr thrown) {
            failure = std::move(thrown);
            done = true;
        });
    const auto deadline = std::chrono::steady_clock::now() + limit;
    context.restart();
    while (!done && context.run_one_until(deadline) != 0) {
    }
    if (!done) throw std::runtime_error("the coroutine did not end in time");
    if (failure) std::rethrow_exception(failure);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

} // namespace mlpp::pgtest
