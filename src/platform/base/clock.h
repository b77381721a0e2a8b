// The two clocks: the wall clock for what is recorded, the steady clock for durations. Any thread.
#pragma once

#include "platform/base/date.h"

#include <chrono>

namespace mlpp {

Instant now();

// How long something took, since it was made.
class Stopwatch {
public:
    std::chrono::microseconds elapsed() const;
    double elapsed_ms() const;

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

} // namespace mlpp
