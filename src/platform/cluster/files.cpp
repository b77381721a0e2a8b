#include "platform/cluster/files.h"

#include "platform/cluster/error.h"

#include <fmt/format.h>

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sys/file.h>
#include <unistd.h>

namespace mlpp::cluster {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t read_limit_bytes = std::size_t{64} * 1024;

[[noreturn]] void fail(std::string_view doing, const fs::path& path) {
    throw ClusterError(fmt::format("cannot {} {}: {}", doing, path.string(), reason(errno)));
}

void write_all(int descriptor, std::string_view text, const fs::path& path) {
    while (!text.empty()) {
        const auto count = write(descriptor, text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("write", path);
        text.remove_prefix(static_cast<std::size_t>(count));
    }
}

} // namespace

std::optional<std::string> read_file(const fs::path& path) {
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return std::nullopt;
    std::string text(read_limit_bytes, '\0');
    const auto count = pread(file.get(), text.data(), text.size(), 0);
    if (count < 0) return std::nullopt;
    text.resize(static_cast<std::size_t>(count));
    return text;
}

std::string tail_of(const fs::path& path, std::size_t limit_bytes) {
    std::error_code failed;
    const auto size = fs::file_size(path, failed);
    std::ifstream file(path, std::ios::binary);
    if (failed || !file) return {};
    // One byte more: a line that begins just there stays whole.
    const auto skipped = size > limit_bytes ? size - limit_bytes - 1 : 0;
    file.seekg(static_cast<std::streamoff>(skipped));
    std::string text(std::istreambuf_iterator<char>(file), {});
    if (size > limit_bytes) text.erase(0, text.find('\n') + 1);
    return text;
}

void write_file(const fs::path& path, std::string_view text) {
    const fs::path unfinished = path.string() + ".new";
    {
        const Descriptor file(
            open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
        if (!file) fail("write", unfinished);
        write_all(file.get(), text, unfinished);
        if (fsync(file.get()) != 0) fail("write", unfinished);
    }
    if (rename(unfinished.c_str(), path.c_str()) != 0) fail("replace", path);
    sync_directory(path.parent_path());
}

void sync_directory(const fs::path& directory) {
    const Descriptor opened(open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened || fsync(opened.get()) != 0) fail("write", directory);
}

Descriptor try_lock(const fs::path& path, LockKind kind) {
    Descriptor file(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file) fail("open", path);
    const int wanted = (kind == LockKind::shared ? LOCK_SH : LOCK_EX) | LOCK_NB;
    if (flock(file.get(), wanted) == 0) return file;
    if (errno != EWOULDBLOCK) fail("lock", path);
    return {};
}

} // namespace mlpp::cluster
