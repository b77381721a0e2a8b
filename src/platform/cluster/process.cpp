#include "platform/cluster/process.h"

#include "platform/cluster/error.h"

#include <climits>
#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace mlpp::cluster {

namespace {

constexpr std::size_t output_kept_bytes = std::size_t{16} * 1024;
constexpr int exit_cannot_start = 127;

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (auto& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

std::vector<std::string> small_environment() {
    const char* home = std::getenv("HOME");
    return {"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC",
            fmt::format("HOME={}", home == nullptr ? "/" : home)};
}

// After fork: only calls that are safe there.
[[noreturn]] void become(const char* directory, char** arguments, char** environment, int output,
                         int death_signal, pid_t parent) {
    if (death_signal != 0) {
        prctl(PR_SET_PDEATHSIG, death_signal);
        if (getppid() != parent) _exit(exit_cannot_start); // it ended before the line above
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    for (const int number : {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGCHLD})
        signal(number, SIG_DFL);
    setsid();
    const int input = open("/dev/null", O_RDONLY);
    if (input < 0 || dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0 ||
        chdir(directory) != 0)
        _exit(exit_cannot_start);
    close_range(3, UINT_MAX, 0);
    execve(arguments[0], arguments, environment);
    _exit(exit_cannot_start);
}

int milliseconds_until(std::chrono::steady_clock::time_point deadline) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    return left.count() > 0 ? static_cast<int>(left.count()) : 0;
}

// True while there may be more to read before the deadline.
bool read_more(int descriptor, std::chrono::steady_clock::time_point deadline, std::string& out) {
    pollfd readable{.fd = descriptor, .events = POLLIN, .revents = 0};
    const int ready = poll(&readable, 1, milliseconds_until(deadline));
    if (ready < 0) return errno == EINTR;
    if (ready == 0) return false;
    std::array<char, 4096> buffer{};
    const auto count = read(descriptor, buffer.data(), buffer.size());
    if (count <= 0) return count < 0 && errno == EINTR;
    out.append(buffer.data(), static_cast<std::size_t>(count));
    if (out.size() > 2 * output_kept_bytes) out.erase(0, out.size() - output_kept_bytes);
    return true;
}

int reap(pid_t pid) {
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

} // namespace

void Descriptor::reset() {
    if (number_ >= 0) close(std::exchange(number_, -1));
}

Child start_program(const Command& command, int output) {
    auto arguments = command.arguments;
    auto environment = small_environment();
    const auto argument_pointers = pointers_to(arguments);
    const auto environment_pointers = pointers_to(environment);
    const std::string directory = command.directory;
    const pid_t parent = getpid();
    const pid_t pid = fork();
    if (pid < 0) throw ClusterError(fmt::format("cannot start a process: {}", reason(errno)));
    if (pid == 0)
        become(directory.c_str(), const_cast<char**>(argument_pointers.data()),
               const_cast<char**>(environment_pointers.data()), output, command.death_signal,
               parent);
    Child child{pid, handle_of(pid)};
    if (!child.handle) {
        kill(pid, SIGKILL);
        reap(pid);
        throw ClusterError("this kernel has no pidfd_open (Linux 5.3 or later is needed)");
    }
    return child;
}

Finished run_program(const Command& command, std::chrono::milliseconds limit) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        throw ClusterError(fmt::format("cannot make a pipe: {}", reason(errno)));
    const Descriptor ours(ends[0]);
    Descriptor theirs(ends[1]);
    const auto deadline = std::chrono::steady_clock::now() + limit;
    const auto child = start_program(command, theirs.get());
    theirs.reset();
    Finished finished;
    while (read_more(ours.get(), deadline, finished.output)) {
    }
    const bool ended =
        wait_for_end(child.handle, std::chrono::milliseconds(milliseconds_until(deadline)));
    if (!ended) kill(child.pid, SIGKILL);
    const int status = reap(child.pid);
    if (!ended)
        throw ClusterError(fmt::format("{} did not end in time", command.arguments.front()));
    finished.exit_code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    return finished;
}

Descriptor handle_of(pid_t pid) {
    // By number: glibc 2.36 declares pidfd_open for C only.
    return Descriptor(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
}

bool wait_for_end(const Descriptor& handle, std::chrono::milliseconds limit) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    for (;;) {
        pollfd ended{.fd = handle.get(), .events = POLLIN, .revents = 0};
        const int ready = poll(&ended, 1, milliseconds_until(deadline));
        if (ready >= 0 || errno != EINTR) return ready > 0;
    }
}

std::string describe_end(int wait_status) {
    if (WIFSIGNALED(wait_status))
        return fmt::format("was ended by signal {} ({})", WTERMSIG(wait_status),
                           sigdescr_np(WTERMSIG(wait_status)));
    return fmt::format("ended with code {}", WEXITSTATUS(wait_status));
}

std::string reason(int error_number) {
    return std::generic_category().message(error_number);
}

} // namespace mlpp::cluster
