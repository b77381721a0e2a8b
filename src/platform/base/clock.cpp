#include "platform/base/clock.h"

namespace mlpp {

Instant now() {
    return {std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now())};
}

std::chrono::microseconds Stopwatch::elapsed() const {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                                 start_);
}

double Stopwatch::elapsed_ms() const {
    return static_cast<double>(elapsed().count()) / 1000.0;
}

} // namespace mlpp
