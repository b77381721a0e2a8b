#include "platform/cluster/binaries.h"

#include "platform/cluster/error.h"
#include "platform/cluster/process.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <ranges>
#include <unistd.h>
#include <vector>

namespace mlpp::cluster {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view packaged_root = "/usr/lib/postgresql";

bool complete(const fs::path& directory) {
    return std::ranges::all_of(std::to_array({"postgres", "initdb"}), [&](const char* name) {
        return access((directory / name).c_str(), X_OK) == 0;
    });
}

std::optional<Binaries> at(const fs::path& directory) {
    if (!complete(directory)) return std::nullopt;
    const auto told = run_program({{(directory / "postgres").string(), "--version"}, "/", 0},
                                  std::chrono::seconds{10});
    const auto major = major_in(told.output);
    if (!major) return std::nullopt;
    return Binaries{directory, *major};
}

// Debian's layout names the version: no need to ask the program.
void add_packaged(std::vector<Binaries>& found) {
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(packaged_root, failed)) {
        const auto name = entry.path().filename().string();
        int major = 0;
        const auto [end, ec] = std::from_chars(name.data(), name.data() + name.size(), major);
        if (ec != std::errc{} || end != name.data() + name.size()) continue;
        if (complete(entry.path() / "bin")) found.push_back({entry.path() / "bin", major});
    }
}

void add_from_path(std::vector<Binaries>& found) {
    const char* path = std::getenv("PATH");
    if (path == nullptr) return;
    for (const auto part : std::views::split(std::string_view(path), ':'))
        if (auto here = at(std::string_view(part.begin(), part.end()))) found.push_back(*here);
}

bool fits(const Binaries& binaries, std::optional<int> wanted_major) {
    return wanted_major ? binaries.major == *wanted_major : binaries.major >= minimum_major;
}

[[noreturn]] void refuse(const std::vector<Binaries>& found, std::optional<int> wanted_major) {
    std::string have = "none";
    if (!found.empty()) {
        have.clear();
        for (const auto& binaries : found)
            have += fmt::format("{}{} in {}", have.empty() ? "" : ", ", binaries.major,
                                binaries.directory.string());
    }
    if (wanted_major)
        throw ClusterError(fmt::format(
            "the data directory was made by PostgreSQL {0}, and its programs are missing (found: "
            "{1}); "
            "install postgresql-{0}, or dump it there and restore it into a new directory",
            *wanted_major, have));
    throw ClusterError(
        fmt::format("PostgreSQL {} or later is needed (found: {}); install "
                    "postgresql, or set MLPP_PG_BIN to the directory of its programs",
                    minimum_major, have));
}

} // namespace

std::optional<int> major_in(std::string_view version_line) {
    constexpr std::string_view before = "(PostgreSQL) ";
    const auto at_text = version_line.find(before);
    if (at_text == std::string_view::npos) return std::nullopt;
    version_line.remove_prefix(at_text + before.size());
    int major = 0;
    const auto [end, ec] =
        std::from_chars(version_line.data(), version_line.data() + version_line.size(), major);
    if (ec != std::errc{} || major <= 0) return std::nullopt;
    return major;
}

Binaries find_binaries(std::optional<int> wanted_major) {
    std::vector<Binaries> found;
    const char* given = std::getenv("MLPP_PG_BIN");
    if (given != nullptr && *given != '\0') {
        auto here = at(given);
        if (!here)
            throw ClusterError(
                fmt::format("MLPP_PG_BIN is {}, which holds no PostgreSQL programs", given));
        found.push_back(*std::move(here));
    } else {
        add_packaged(found);
        if (std::ranges::none_of(found, [&](const auto& b) { return fits(b, wanted_major); }))
            add_from_path(found);
    }
    auto fitting = found | std::views::filter([&](const auto& b) { return fits(b, wanted_major); });
    const auto best = std::ranges::max_element(fitting, {}, &Binaries::major);
    if (best == fitting.end()) refuse(found, wanted_major);
    return *best;
}

} // namespace mlpp::cluster
