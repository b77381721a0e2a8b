// Postmaster: what PostgreSQL's postmaster.pid says, and whether a process is the server of a data
// directory. Internal to platform/cluster.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace mlpp::cluster {

struct PostmasterFile {
    pid_t pid = 0;
    bool ready = false; // accepts connections
};

// Empty when the text is not (yet) a whole first line.
std::optional<PostmasterFile> parse_postmaster_file(std::string_view text);
std::optional<PostmasterFile> read_postmaster_file(const std::filesystem::path& pgdata);

// Every server that we start carries this in its command line.
inline constexpr std::string_view our_mark = "cluster_name=mlpp";

enum class Occupant { none, other_process, our_server, foreign_server };

// Who the number is: process numbers are used again, so a living process is not proof of a server.
Occupant occupant_of(pid_t pid, const std::filesystem::path& pgdata);

// Makes the way free for a start: stops a server of ours that a killed program left behind, and
// removes the lock files of a server that no longer is. Throws ClusterError for a server that we
// did not start.
void clear_leftovers(const std::filesystem::path& pgdata,
                     const std::filesystem::path& socket_directory,
                     std::chrono::milliseconds limit);

} // namespace mlpp::cluster
