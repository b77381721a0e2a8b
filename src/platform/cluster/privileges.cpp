#include "platform/cluster/privileges.h"

#include "platform/cluster/error.h"
#include "platform/cluster/process.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <grp.h>
#include <pwd.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace mlpp::cluster {

namespace {

namespace fs = std::filesystem;

struct User {
    std::string name;
    uid_t uid = 0;
    gid_t gid = 0;
    std::string home;
};

User find_user(const std::string& name) {
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found);
    if (found == nullptr)
        throw ClusterError(fmt::format(
            "started as root, but the system user {0} does not exist; create it with: useradd "
            "--system --home-dir /var/lib/{0} --shell /usr/sbin/nologin {0}",
            name));
    if (found->pw_uid == 0) throw ClusterError(fmt::format("the user {} is root itself", name));
    return {name, found->pw_uid, found->pw_gid, found->pw_dir};
}

// Only a directory we made or an empty one of root changes hands: never somebody's files.
void hand_over(const fs::path& directory, const User& user) {
    std::error_code failed;
    const bool created = fs::create_directories(directory, failed);
    struct stat found{};
    if (failed || stat(directory.c_str(), &found) != 0)
        throw ClusterError(fmt::format("cannot create {}: {}", directory.string(),
                                       failed ? failed.message() : reason(errno)));
    if (found.st_uid == user.uid) return;
    if (!created && (found.st_uid != 0 || !fs::is_empty(directory)))
        throw ClusterError(
            fmt::format("{0} belongs to another user; give it to {1} with: chown -R {1} {0}",
                        directory.string(), user.name));
    if (chown(directory.c_str(), user.uid, user.gid) != 0 || chmod(directory.c_str(), 0700) != 0)
        throw ClusterError(
            fmt::format("cannot give {} to {}: {}", directory.string(), user.name, reason(errno)));
}

void become(const User& user) {
    if (initgroups(user.name.c_str(), user.gid) != 0 || setgid(user.gid) != 0 ||
        setuid(user.uid) != 0)
        throw ClusterError(fmt::format("cannot become {}: {}", user.name, reason(errno)));
    if (setuid(0) == 0) throw ClusterError("root rights could not be given up");
    setenv("HOME", user.home.c_str(), 1);
    setenv("USER", user.name.c_str(), 1);
    setenv("LOGNAME", user.name.c_str(), 1);
    umask(077);
}

} // namespace

void drop_privileges(const fs::path& data_directory, std::string_view user) {
    if (geteuid() != 0) return;
    const auto found = find_user(std::string(user));
    if (!data_directory.empty()) hand_over(data_directory, found);
    become(found);
    if (!data_directory.empty() && access(data_directory.c_str(), R_OK | W_OK | X_OK) != 0)
        throw ClusterError(fmt::format("{} cannot reach {}: {}", found.name,
                                       data_directory.string(), reason(errno)));
}

} // namespace mlpp::cluster
