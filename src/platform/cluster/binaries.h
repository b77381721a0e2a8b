// Binaries: where PostgreSQL's programs are.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace mlpp::cluster {

inline constexpr int minimum_major = 15;

struct Binaries {
    std::filesystem::path directory;
    int major = 0;

    std::filesystem::path program(std::string_view name) const { return directory / name; }
};

// Looks at MLPP_PG_BIN, then /usr/lib/postgresql/*/bin, then PATH; takes the highest version of at
// least minimum_major, or exactly `wanted_major` (that of an existing data directory). Throws
// ClusterError.
Binaries find_binaries(std::optional<int> wanted_major = std::nullopt);

// The major version in `postgres --version`'s line, e.g. "postgres (PostgreSQL) 15.4 (Debian …)".
std::optional<int> major_in(std::string_view version_line);

} // namespace mlpp::cluster
