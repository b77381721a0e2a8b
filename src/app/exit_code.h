// What the program says to the shell.
#pragma once

#include <stdexcept>

namespace mlpp::app {

enum ExitCode : int { done = 0, refused = 1, usage = 2, environment = 3 };

// A verb cannot do what was asked, for a reason that the person can act on. The text says it whole.
struct Refused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Options that do not make sense; the text says why.
struct WrongUsage : std::runtime_error {
    using std::runtime_error::runtime_error;
};

} // namespace mlpp::app
