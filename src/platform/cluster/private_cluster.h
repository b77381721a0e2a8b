// PrivateCluster: a PostgreSQL of our own in a data directory, for a laptop or a depot without a
// database server. Owned by main or by a test program; used from the main thread only: PostgreSQL
// is its child and is told to stop when that thread ends, so that a killed program leaves no server
// behind.
//
// DIR/pgdata          the cluster, made by initdb at the first start
// DIR/socket          Unix socket, mode 0700 (a short private directory elsewhere when the path is
// too long) DIR/postgres.log    what PostgreSQL says; postgres.log.1 is the part before the last
// rotation DIR/lock            held while a program has the cluster running DIR/users shared by the
// verbs that joined it
//
// No TCP. Only the user of the directory and root get in.
#pragma once

#include "platform/cluster/binaries.h"
#include "platform/cluster/configuration.h"
#include "platform/cluster/error.h"

#include <chrono>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace mlpp::cluster {

using Progress = std::function<void(std::string_view line)>;

struct StartOptions {
    std::filesystem::path directory;
    Settings settings;
    std::chrono::milliseconds start_limit{60'000}; // recovery after a crash included
    Progress progress;                             // may be empty
    bool may_initialise = true; // false: a directory without a cluster is refused
};

class PrivateCluster {
public:
    // Starts the cluster; throws ClusterError when another program has it (the text names it), when
    // the directory is not ours, was made by another PostgreSQL version, or PostgreSQL does not
    // come up (the text ends with its log's last lines). A server left over from a killed program
    // is stopped first.
    static PrivateCluster start(const StartOptions& options);

    // Joins the cluster when another program has it running, otherwise starts it until this object
    // ends.
    static PrivateCluster join_or_start(const StartOptions& options);

    PrivateCluster(PrivateCluster&& other) noexcept;
    PrivateCluster& operator=(PrivateCluster&& other) noexcept;
    // Stops it if it was started here.
    ~PrivateCluster();

    // libpq connection string for one of the roles of configuration.h.
    std::string url(std::string_view role, std::string_view database = "mlpp") const;

    bool started_here() const;
    const std::filesystem::path& socket_directory() const;
    const std::filesystem::path& log_file() const;
    int postmaster_pid() const; // 0 when joined

    // Readable when PostgreSQL has ended; -1 when joined. For an event loop.
    int death_descriptor() const;
    // What ended it, if it has ended.
    std::optional<std::string> death();
    // Starts it again after its death. Throws ClusterError.
    void restart();

    // Keeps postgres.log small; call it now and then (every hour will do).
    void rotate_log();

    // Clean stop: fast shutdown, immediate after `limit`. Waits for verbs that joined, up to
    // `joined_limit`.
    void stop(std::chrono::milliseconds limit = std::chrono::seconds{30},
              std::chrono::milliseconds joined_limit = std::chrono::milliseconds{0});

private:
    struct State;
    explicit PrivateCluster(std::unique_ptr<State> state);

    std::unique_ptr<State> state_;
};

// How often a server that died by itself is started again: after pauses of 0.1, 0.5, 2, 5 s, at
// most four times within ten minutes; then the program gives up and ends, for its supervisor to
// start it.
class RestartPolicy {
public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::minutes window{10};

    // The pause before the next try; nullopt when the tries are used up.
    std::optional<std::chrono::milliseconds> next(Clock::time_point now);

private:
    std::deque<Clock::time_point> tries_; // of the last ten minutes
};

} // namespace mlpp::cluster
