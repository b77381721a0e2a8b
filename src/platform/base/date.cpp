#include "platform/base/date.h"

#include <fmt/format.h>

#include <charconv>

namespace mlpp {

namespace {

// Reads exactly `count` digits at the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t count) {
    if (text.size() < count) return std::nullopt;
    int value = 0;
    for (const char c : text.substr(0, count)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, char expected) {
    if (!text.starts_with(expected)) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<std::chrono::sys_days> take_day(std::string_view& text) {
    const auto year = take_number(text, 4);
    if (!year || *year < 1900 || *year > 2200 || !take(text, '-')) return std::nullopt;
    const auto month = take_number(text, 2);
    if (!month || !take(text, '-')) return std::nullopt;
    const auto day = take_number(text, 2);
    if (!day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days{date};
}

std::optional<std::chrono::microseconds> take_time_of_day(std::string_view& text) {
    const auto hours = take_number(text, 2);
    if (!hours || *hours > 23 || !take(text, ':')) return std::nullopt;
    const auto minutes = take_number(text, 2);
    if (!minutes || *minutes > 59 || !take(text, ':')) return std::nullopt;
    const auto seconds = take_number(text, 2);
    if (!seconds || *seconds > 59) return std::nullopt;
    std::chrono::microseconds time = std::chrono::hours{*hours} + std::chrono::minutes{*minutes} +
                                     std::chrono::seconds{*seconds};
    if (take(text, '.')) {
        int unit_us = 100'000;
        bool any = false;
        while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
            time += std::chrono::microseconds{(text.front() - '0') * unit_us};
            unit_us /= 10;
            any = true;
            text.remove_prefix(1);
        }
        if (!any) return std::nullopt;
    }
    return time;
}

std::optional<std::chrono::minutes> take_offset(std::string_view& text) {
    if (take(text, 'Z') || take(text, 'z')) return std::chrono::minutes{0};
    const bool negative = text.starts_with('-');
    if (!negative && !text.starts_with('+')) return std::nullopt;
    text.remove_prefix(1);
    const auto hours = take_number(text, 2);
    if (!hours || *hours > 23) return std::nullopt;
    int minutes = 0;
    if (!text.empty()) {
        take(text, ':');
        const auto read = take_number(text, 2);
        if (!read || *read > 59) return std::nullopt;
        minutes = *read;
    }
    const std::chrono::minutes offset{*hours * 60 + minutes};
    return negative ? -offset : offset;
}

} // namespace

std::optional<Date> Date::parse(std::string_view text) {
    const auto day = take_day(text);
    if (!day || !text.empty()) return std::nullopt;
    return Date{*day};
}

std::string Date::text() const {
    const std::chrono::year_month_day date{day};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::optional<Instant> Instant::parse(std::string_view text) {
    const auto day = take_day(text);
    if (!day || (!take(text, 'T') && !take(text, 't') && !take(text, ' '))) return std::nullopt;
    const auto time = take_time_of_day(text);
    if (!time) return std::nullopt;
    const auto offset = take_offset(text);
    if (!offset || !text.empty()) return std::nullopt;
    return Instant{*day + *time - *offset};
}

std::string Instant::text() const {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::hh_mm_ss clock{time - day};
    auto text = fmt::format("{}T{:02}:{:02}:{:02}", Date{day}.text(), clock.hours().count(),
                            clock.minutes().count(), clock.seconds().count());
    if (clock.subseconds().count() != 0) text += fmt::format(".{:06}", clock.subseconds().count());
    return text + "Z";
}

} // namespace mlpp
