// MLPP_ASSERT: a condition that only a bug can break. Always on, also in release builds.
#pragma once

namespace mlpp {

[[noreturn]] void assertion_failed(const char* condition, const char* file, int line) noexcept;

} // namespace mlpp

#define MLPP_ASSERT(condition)                                                                     \
    ((condition) ? void(0) : ::mlpp::assertion_failed(#condition, __FILE__, __LINE__))
