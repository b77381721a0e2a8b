// Process: child programs by plain POSIX. They get a small fixed environment, no descriptor of
// ours, their own session (a Ctrl-C is for us alone), and a signal when the thread that started
// them ends. Internal to platform/cluster.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace mlpp::cluster {

// An open descriptor, closed at the end.
class Descriptor {
public:
    Descriptor() = default;

    explicit Descriptor(int number) : number_(number) {}

    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }

    ~Descriptor() { reset(); }

    void reset();

    int get() const { return number_; }

    explicit operator bool() const { return number_ >= 0; }

private:
    int number_ = -1;
};

struct Command {
    std::vector<std::string> arguments; // the first is the program's path
    std::filesystem::path directory;    // it runs there
    int death_signal = 0;               // what it gets when our thread ends
};

struct Child {
    pid_t pid = 0;
    Descriptor handle; // pidfd: readable when it has ended
};

// Starts it with standard output and error on `output`. Throws ClusterError.
Child start_program(const Command& command, int output);

struct Finished {
    int exit_code = 0;  // 128 + signal when a signal ended it
    std::string output; // both streams, the last 16 KiB
};

// Runs it to its end; kills it after `limit` and throws ClusterError.
Finished run_program(const Command& command, std::chrono::milliseconds limit);

// A handle on any process of ours; empty when there is none with this number.
Descriptor handle_of(pid_t pid);
// Waits until the process behind the handle has ended; false after `limit`.
bool wait_for_end(const Descriptor& handle, std::chrono::milliseconds limit);

// "ended with code 1" or "was ended by signal 9 (Killed)".
std::string describe_end(int wait_status);
// "No such file or directory" for errno's value.
std::string reason(int error_number);

} // namespace mlpp::cluster
