// Files: small reads and writes that survive a power cut, and locks. Internal to platform/cluster.
#pragma once

#include "platform/cluster/process.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace mlpp::cluster {

// Empty when it cannot be read; at most 64 KiB.
std::optional<std::string> read_file(const std::filesystem::path& path);
// The last lines of a file, at most `limit_bytes`.
std::string tail_of(const std::filesystem::path& path, std::size_t limit_bytes);
// Replaces the file in one step, mode 0600, on disk when it returns. Throws ClusterError.
void write_file(const std::filesystem::path& path, std::string_view text);
// Makes a rename or a new file in the directory durable.
void sync_directory(const std::filesystem::path& directory);

enum class LockKind { shared, exclusive };

// The lock, held as long as the descriptor; empty when somebody else has it. Throws ClusterError.
Descriptor try_lock(const std::filesystem::path& path, LockKind kind);

} // namespace mlpp::cluster
