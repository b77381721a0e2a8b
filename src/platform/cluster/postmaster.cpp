#include "platform/cluster/postmaster.h"

#include "platform/cluster/error.h"
#include "platform/cluster/files.h"
#include "platform/cluster/process.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstddef>

namespace mlpp::cluster {

namespace {

namespace fs = std::filesystem;

// Lines of postmaster.pid: process number, data directory, start time, port, socket directory,
// address, shared memory, state.
constexpr std::size_t state_line = 7;

std::string_view take_line(std::string_view& text) {
    const auto end = text.find('\n');
    const auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

void stop_leftover(pid_t pid, std::chrono::milliseconds limit) {
    const auto handle = handle_of(pid);
    if (!handle) return; // it ended meanwhile
    // It was told to stop when its program ended; telling it again does no harm.
    for (const int how : {SIGINT, SIGQUIT}) {
        kill(pid, how);
        if (wait_for_end(handle, limit)) return;
    }
    throw ClusterError(fmt::format(
        "a PostgreSQL server left over from a killed program (process {}) does not stop", pid));
}

} // namespace

std::optional<PostmasterFile> parse_postmaster_file(std::string_view text) {
    if (text.find('\n') == std::string_view::npos) return std::nullopt;
    PostmasterFile file;
    const auto first = take_line(text);
    const auto [end, ec] = std::from_chars(first.data(), first.data() + first.size(), file.pid);
    if (ec != std::errc{} || file.pid == 0) return std::nullopt;
    if (file.pid < 0) file.pid = -file.pid; // a single-user server
    std::string_view line;
    for (std::size_t i = 1; i <= state_line; ++i)
        line = take_line(text);
    file.ready = line.starts_with("ready");
    return file;
}

std::optional<PostmasterFile> read_postmaster_file(const fs::path& pgdata) {
    const auto text = read_file(pgdata / "postmaster.pid");
    return text ? parse_postmaster_file(*text) : std::nullopt;
}

Occupant occupant_of(pid_t pid, const fs::path& pgdata) {
    if (kill(pid, 0) != 0 && errno != EPERM) return Occupant::none;
    const fs::path process = fmt::format("/proc/{}", pid);
    std::error_code failed;
    // PostgreSQL works in its data directory. One of another user cannot be in ours.
    const auto where = fs::read_symlink(process / "cwd", failed);
    if (failed || where != fs::weakly_canonical(pgdata, failed)) return Occupant::other_process;
    const auto command = read_file(process / "cmdline").value_or("");
    return command.find(our_mark) == std::string::npos ? Occupant::foreign_server
                                                       : Occupant::our_server;
}

void clear_leftovers(const fs::path& pgdata, const fs::path& socket_directory,
                     std::chrono::milliseconds limit) {
    const auto file = read_postmaster_file(pgdata);
    if (!file) return;
    switch (occupant_of(file->pid, pgdata)) {
    case Occupant::none:
        return; // PostgreSQL clears that itself
    case Occupant::our_server:
        return stop_leftover(file->pid, limit);
    case Occupant::foreign_server:
        throw ClusterError(fmt::format("a PostgreSQL server that this program did not start "
                                       "(process {}) runs in {}; stop it first",
                                       file->pid, pgdata.string()));
    case Occupant::other_process:
        // The number belongs to somebody else by now, which PostgreSQL itself could not tell.
        std::error_code ignored;
        fs::remove(pgdata / "postmaster.pid", ignored);
        fs::remove(socket_directory / ".s.PGSQL.5432.lock", ignored);
        fs::remove(socket_directory / ".s.PGSQL.5432", ignored);
    }
}

} // namespace mlpp::cluster
