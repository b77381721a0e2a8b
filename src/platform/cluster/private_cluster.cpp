#include "platform/cluster/private_cluster.h"

#include "platform/base/assert.h"
#include "platform/base/conninfo_value.h"
#include "platform/cluster/files.h"
#include "platform/cluster/postmaster.h"
#include "platform/cluster/process.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace mlpp::cluster {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds leftover_limit = 30s;
constexpr std::chrono::milliseconds initdb_limit = 120s;
constexpr std::chrono::milliseconds immediate_stop_limit = 10s;
constexpr std::chrono::milliseconds joined_verbs_limit = 60s;
constexpr std::chrono::milliseconds look_again = 3ms;
constexpr std::uintmax_t log_limit_bytes = std::uintmax_t{8} * 1024 * 1024;
constexpr std::size_t log_shown_bytes = 2'000;
constexpr std::string_view our_include = "include 'mlpp.conf'";
// What may stand in a directory that has no cluster yet.
constexpr std::array<std::string_view, 8> our_files = {
    "lock",       "users",        "socket",         "socket.path",
    "pgdata.new", "postgres.log", "postgres.log.1", "lost+found"};
constexpr std::string_view socket_name = "/.s.PGSQL.5432";
constexpr std::size_t socket_path_limit = 107;

std::string user_name() {
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found);
    if (found == nullptr)
        throw ClusterError(fmt::format("the user number {} has no name on this system", geteuid()));
    return found->pw_name;
}

bool is_private_directory(const fs::path& path) {
    struct stat found{};
    return lstat(path.c_str(), &found) == 0 && S_ISDIR(found.st_mode) &&
           found.st_uid == geteuid() && (found.st_mode & 0077) == 0;
}

ClusterError no_cluster(const fs::path& directory) {
    return ClusterError(fmt::format("there is no database in {}: check --data; mlpp serve and mlpp "
                                    "migrate make one",
                                    directory.string()));
}

void prepare_directory(const StartOptions& options) {
    const auto& directory = options.directory;
    if (geteuid() == 0) throw ClusterError("PostgreSQL refuses to run as root");
    std::error_code failed;
    if (!options.may_initialise && !fs::exists(directory / "pgdata", failed))
        throw no_cluster(directory);
    const bool created = fs::create_directories(directory, failed);
    struct stat found{};
    if (failed || stat(directory.c_str(), &found) != 0 || !S_ISDIR(found.st_mode))
        throw ClusterError(fmt::format("cannot use {} as data directory: {}", directory.string(),
                                       failed ? failed.message() : "it is no directory"));
    if (found.st_uid != geteuid())
        throw ClusterError(fmt::format("the data directory {} belongs to another user than {}",
                                       directory.string(), user_name()));
    if (access(directory.c_str(), R_OK | W_OK | X_OK) != 0)
        throw ClusterError(
            fmt::format("cannot write in {}: {}", directory.string(), reason(errno)));
    if (created) chmod(directory.c_str(), 0700);
}

fs::path new_short_directory() {
    const char* runtime = std::getenv("XDG_RUNTIME_DIR");
    const bool usable = runtime != nullptr && *runtime == '/' && access(runtime, W_OK) == 0 &&
                        std::string_view(runtime).size() < 60;
    std::string path = fmt::format("{}/mlpp-XXXXXX", usable ? runtime : "/tmp");
    if (mkdtemp(path.data()) == nullptr)
        throw ClusterError(fmt::format("cannot create {}: {}", path, reason(errno)));
    return path;
}

// DIR/socket, or a short one elsewhere that DIR/socket.path remembers.
fs::path prepare_socket_directory(const fs::path& directory) {
    const auto note = directory / "socket.path";
    auto path = directory / "socket";
    if (path.string().size() + socket_name.size() > socket_path_limit) {
        path = read_file(note).value_or("");
        if (path.empty() || !is_private_directory(path)) path = new_short_directory();
    } else if (mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
        throw ClusterError(fmt::format("cannot create {}: {}", path.string(), reason(errno)));
    }
    if (!is_private_directory(path))
        throw ClusterError(
            fmt::format("{} must be a directory of {} with mode 0700", path.string(), user_name()));
    if (read_file(note) != path.string()) write_file(note, path.string());
    return path;
}

std::optional<int> major_of(const fs::path& pgdata) {
    std::error_code failed;
    if (!fs::exists(pgdata, failed)) return std::nullopt;
    const auto text = read_file(pgdata / "PG_VERSION").value_or("");
    int major = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), major);
    if (ec != std::errc{})
        throw ClusterError(fmt::format(
            "{} is not a PostgreSQL data directory: it has no PG_VERSION", pgdata.string()));
    return major;
}

} // namespace

struct PrivateCluster::State {
    StartOptions options;
    fs::path directory;
    fs::path pgdata;
    fs::path socket_directory;
    fs::path log;
    Binaries binaries;
    Descriptor lock;  // DIR/lock, when started here
    Descriptor users; // DIR/users: shared when joined, exclusive while stopping
    Child server;
    std::chrono::milliseconds joined_limit{
        0}; // how long the destructor waits for verbs that joined

    explicit State(const StartOptions& options_)
        : options(options_), directory(fs::absolute(options_.directory).lexically_normal()),
          pgdata(directory / "pgdata"), log(directory / "postgres.log") {}

    void tell(std::string_view line) const {
        if (options.progress) options.progress(line);
    }

    bool take_lock() {
        lock = try_lock(directory / "lock", LockKind::exclusive);
        if (!lock) return false;
        const auto pid = fmt::format("{}\n", getpid());
        if (ftruncate(lock.get(), 0) != 0 ||
            pwrite(lock.get(), pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size()))
            throw ClusterError(
                fmt::format("cannot write {}: {}", (directory / "lock").string(), reason(errno)));
        return true;
    }

    // With the lock held.
    void start() {
        binaries = find_binaries(major_of(pgdata));
        socket_directory = prepare_socket_directory(directory);
        std::error_code failed;
        if (fs::exists(pgdata, failed)) {
            require_ours();
            clear_leftovers(pgdata, socket_directory, leftover_limit);
        } else {
            initialise();
        }
        write_configuration();
        launch();
    }

    // What somebody else configured is not overwritten.
    void require_ours() const {
        if (!read_file(pgdata / "postgresql.conf").value_or("").contains(our_include))
            throw ClusterError(fmt::format("{} holds a PostgreSQL cluster that mlpp did not make",
                                           pgdata.string()));
    }

    // Into another directory first: a half-made cluster never carries the real name.
    void initialise() {
        for (const auto& entry : fs::directory_iterator(directory))
            if (std::ranges::find(our_files, entry.path().filename().string()) == our_files.end())
                throw ClusterError(fmt::format("{} is not empty and holds no cluster of mlpp ({})",
                                               directory.string(),
                                               entry.path().filename().string()));
        tell("initialising the database cluster");
        const auto unfinished = directory / "pgdata.new";
        fs::remove_all(unfinished);
        std::vector<std::string> arguments{binaries.program("initdb").string(),
                                           "--pgdata=" + unfinished.string(),
                                           fmt::format("--username={}", superuser_role),
                                           "--encoding=UTF8",
                                           "--locale=C.UTF-8",
                                           "--auth=peer",
                                           "--data-checksums",
                                           "--no-instructions"};
        if (!options.settings.durable) arguments.emplace_back("--no-sync");
        const auto finished = run_program({std::move(arguments), directory, SIGKILL}, initdb_limit);
        if (finished.exit_code != 0)
            throw ClusterError(fmt::format("initdb failed:\n{}", finished.output));
        const auto main_file = unfinished / "postgresql.conf";
        write_file(main_file,
                   read_file(main_file).value_or("") + "\n" + std::string(our_include) + "\n");
        fs::rename(unfinished, pgdata);
        sync_directory(directory);
    }

    // Only what changed: each write waits for the disk.
    void write_configuration() const {
        const auto write_changed = [&](const char* name, const std::string& text) {
            if (read_file(pgdata / name) != text) write_file(pgdata / name, text);
        };
        write_changed("mlpp.conf", postgresql_conf(options.settings, socket_directory));
        write_changed("pg_hba.conf", pg_hba_conf());
        write_changed("pg_ident.conf", pg_ident_conf(user_name()));
    }

    void launch() {
        // The signal at our end comes when the starting thread ends: that must be the main thread.
        MLPP_ASSERT(gettid() == getpid());
        tell(fmt::format("starting PostgreSQL {}", binaries.major));
        rotate();
        const auto deadline = Clock::now() + options.start_limit;
        while (!launch_once(deadline)) {
        }
    }

    // False when processes of the server before, which died by a kill, have yet to notice.
    bool launch_once(Clock::time_point deadline) {
        const auto log_before = log_size();
        const Descriptor output(open(log.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
        if (!output)
            throw ClusterError(fmt::format("cannot write {}: {}", log.string(), reason(errno)));
        server = start_program({{binaries.program("postgres").string(), "-D", pgdata.string(),
                                 fmt::format("--{}", our_mark)},
                                pgdata,
                                SIGINT},
                               output.get());
        const auto ended = wait_ready(deadline);
        if (!ended) return true;
        const auto said = tail_of(log, static_cast<std::size_t>(std::min<std::uintmax_t>(
                                           log_size() - log_before, log_shown_bytes)));
        const bool still_in_use =
            said.find("pre-existing shared memory block") != std::string::npos;
        if (!still_in_use || Clock::now() >= deadline)
            throw ClusterError(fmt::format("PostgreSQL {} while starting:\n{}", *ended, said));
        std::this_thread::sleep_for(50ms);
        return false;
    }

    // Empty when it accepts connections, otherwise how it ended.
    std::optional<std::string> wait_ready(Clock::time_point deadline) {
        auto next_report = Clock::now() + 3s;
        while (!wait_for_end(server.handle, look_again)) {
            const auto file = read_postmaster_file(pgdata);
            if (file && file->pid == server.pid && file->ready) return std::nullopt;
            if (Clock::now() >= deadline) {
                kill_server(immediate_stop_limit);
                throw ClusterError(fmt::format("PostgreSQL was not ready in time:\n{}",
                                               tail_of(log, log_shown_bytes)));
            }
            if (Clock::now() < next_report) continue;
            tell("PostgreSQL is still starting (it may be recovering)");
            next_report += 3s;
        }
        return reap();
    }

    std::string reap() {
        int status = 0;
        while (waitpid(server.pid, &status, 0) < 0 && errno == EINTR) {
        }
        server = {};
        return describe_end(status);
    }

    void kill_server(std::chrono::milliseconds fast_limit) {
        if (server.pid == 0) return;
        constexpr std::array signals{SIGINT, SIGQUIT, SIGKILL};
        for (const int how : signals) {
            kill(server.pid, how);
            if (wait_for_end(server.handle, how == SIGINT ? fast_limit : immediate_stop_limit))
                break;
        }
        reap();
    }

    std::uintmax_t log_size() const {
        std::error_code missing;
        const auto size = fs::file_size(log, missing);
        return missing ? 0 : size;
    }

    // PostgreSQL keeps appending to the same file: its end is copied away, then the file is cut.
    void rotate() const {
        if (log_size() <= log_limit_bytes) return;
        std::error_code failed;
        fs::copy_file(log, directory / "postgres.log.1", fs::copy_options::overwrite_existing,
                      failed);
        if (!failed) fs::resize_file(log, 0, failed);
    }

    // True when the program that has the lock has its server ready and lets us in.
    bool join() {
        if (!users) users = try_lock(directory / "users", LockKind::shared);
        const auto file = read_postmaster_file(pgdata);
        if (!users || !file || !file->ready) return false;
        if (occupant_of(file->pid, pgdata) != Occupant::our_server) return false;
        socket_directory = read_file(directory / "socket.path").value_or("");
        return is_private_directory(socket_directory);
    }

    void wait_for_joined(std::chrono::milliseconds limit) {
        const auto deadline = Clock::now() + limit;
        while (!(users = try_lock(directory / "users", LockKind::exclusive)) &&
               Clock::now() < deadline)
            std::this_thread::sleep_for(20ms);
    }

    void stop(std::chrono::milliseconds limit, std::chrono::milliseconds wait_for_verbs) {
        if (lock) {
            if (server.pid != 0) wait_for_joined(wait_for_verbs);
            kill_server(limit);
        }
        users.reset();
        lock.reset();
    }
};

PrivateCluster::PrivateCluster(std::unique_ptr<State> state) : state_(std::move(state)) {}

PrivateCluster::PrivateCluster(PrivateCluster&& other) noexcept = default;

PrivateCluster& PrivateCluster::operator=(PrivateCluster&& other) noexcept {
    std::swap(state_, other.state_);
    return *this;
}

PrivateCluster::~PrivateCluster() {
    if (state_) state_->stop(30s, state_->joined_limit);
}

PrivateCluster PrivateCluster::start(const StartOptions& options) {
    auto state = std::make_unique<State>(options);
    prepare_directory(state->options);
    if (!state->take_lock()) {
        const auto holder = read_file(state->directory / "lock").value_or("");
        throw ClusterError(fmt::format("another program (process {}) has the cluster of {} running",
                                       holder.substr(0, holder.find('\n')),
                                       state->directory.string()));
    }
    state->start();
    return PrivateCluster(std::move(state));
}

PrivateCluster PrivateCluster::join_or_start(const StartOptions& options) {
    auto state = std::make_unique<State>(options);
    prepare_directory(state->options);
    const auto deadline = Clock::now() + options.start_limit;
    while (!state->join()) {
        if (state->take_lock()) {
            state->users.reset();
            state->joined_limit = joined_verbs_limit;
            state->start();
            break;
        }
        if (Clock::now() >= deadline)
            throw ClusterError(
                fmt::format("another program has the cluster of {}, but PostgreSQL is "
                            "not ready",
                            state->directory.string()));
        std::this_thread::sleep_for(look_again);
    }
    return PrivateCluster(std::move(state));
}

std::string PrivateCluster::url(std::string_view role, std::string_view database) const {
    return fmt::format("host={} port=5432 user={} dbname={}",
                       quoted_value(state_->socket_directory.string()), quoted_value(role),
                       quoted_value(database));
}

bool PrivateCluster::started_here() const {
    return static_cast<bool>(state_->lock);
}

const fs::path& PrivateCluster::socket_directory() const {
    return state_->socket_directory;
}

const fs::path& PrivateCluster::log_file() const {
    return state_->log;
}

int PrivateCluster::postmaster_pid() const {
    return state_->server.pid;
}

int PrivateCluster::death_descriptor() const {
    return state_->server.handle.get();
}

std::optional<std::string> PrivateCluster::death() {
    auto& state = *state_;
    if (state.server.pid == 0 || !wait_for_end(state.server.handle, 0ms)) return std::nullopt;
    const auto how = state.reap();
    return fmt::format("PostgreSQL {}:\n{}", how, tail_of(state.log, log_shown_bytes));
}

void PrivateCluster::restart() {
    MLPP_ASSERT(started_here() && state_->server.pid == 0);
    clear_leftovers(state_->pgdata, state_->socket_directory, leftover_limit);
    state_->launch();
}

void PrivateCluster::rotate_log() {
    if (started_here()) state_->rotate();
}

void PrivateCluster::stop(std::chrono::milliseconds limit, std::chrono::milliseconds joined_limit) {
    state_->stop(limit, joined_limit);
}

std::optional<std::chrono::milliseconds> RestartPolicy::next(Clock::time_point now) {
    constexpr auto pauses = std::to_array<std::chrono::milliseconds>({100ms, 500ms, 2s, 5s});
    while (!tries_.empty() && now - tries_.front() >= window)
        tries_.pop_front();
    if (tries_.size() == pauses.size()) return std::nullopt;
    tries_.push_back(now);
    return pauses[tries_.size() - 1];
}

} // namespace mlpp::cluster
