// Date: a calendar day. Instant: a point in time with microseconds, always UTC inside. Text forms
// are YYYY-MM-DD and RFC 3339. Regular value types.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace mlpp {

struct Date {
    std::chrono::sys_days day{};

    // YYYY-MM-DD, years 1900 to 2200, existing days only.
    static std::optional<Date> parse(std::string_view text);
    std::string text() const;

    friend auto operator<=>(const Date&, const Date&) = default;
};

struct Instant {
    std::chrono::sys_time<std::chrono::microseconds> time{};

    // RFC 3339 with an offset or Z, "T" or a blank between; also PostgreSQL's output (offset +00).
    static std::optional<Instant> parse(std::string_view text);
    // 2026-02-05T10:20:30.123456Z; the fraction is left out when zero.
    std::string text() const;

    friend auto operator<=>(const Instant&, const Instant&) = default;
};

} // namespace mlpp
