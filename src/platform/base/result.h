// Result<T>: what a function returns when failure is expected (bad input, conflict, forbidden).
// The environment's failures are exceptions (environment_error.h), bugs are MLPP_ASSERT.
#pragma once

#include "platform/base/problem.h"

#include <expected>
#include <utility>

namespace mlpp {

template <class T = void>
using Result = std::expected<T, Problem>;

inline std::unexpected<Problem> refuse(Problem problem) {
    return std::unexpected<Problem>(std::move(problem));
}

} // namespace mlpp

#define MLPP_CONCAT_(a, b) a##b
#define MLPP_CONCAT(a, b) MLPP_CONCAT_(a, b)

// In a coroutine: `MLPP_TRY(const auto x, co_await f())` binds the value or co_returns the problem.
#define MLPP_TRY_(leave, tmp, declaration, ...)                                                    \
    auto tmp = (__VA_ARGS__);                                                                      \
    if (!tmp) leave std::unexpected(std::move(tmp).error());                                       \
    declaration = std::move(*tmp)
#define MLPP_TRY(declaration, ...)                                                                 \
    MLPP_TRY_(co_return, MLPP_CONCAT(mlpp_try_, __LINE__), declaration, __VA_ARGS__)
// In a coroutine: co_returns the problem of a Result<> whose value is not wanted.
#define MLPP_CHECK(...)                                                                            \
    if (auto mlpp_checked = (__VA_ARGS__); !mlpp_checked)                                          \
    co_return std::unexpected(std::move(mlpp_checked).error())

// The same for plain functions.
#define MLPP_TRY_PLAIN(declaration, ...)                                                           \
    MLPP_TRY_(return, MLPP_CONCAT(mlpp_try_, __LINE__), declaration, __VA_ARGS__)
#define MLPP_CHECK_PLAIN(...)                                                                      \
    if (auto mlpp_checked = (__VA_ARGS__); !mlpp_checked)                                          \
    return std::unexpected(std::move(mlpp_checked).error())
