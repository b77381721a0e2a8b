#include "platform/base/decimal.h"

#include <array>

namespace mlpp::detail {

namespace {

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

struct Split {
    bool negative = false;
    std::string_view whole;
    std::string_view fraction;
    int exponent = 0;
};

std::string_view take_digits(std::string_view& text) {
    std::size_t count = 0;
    while (count < text.size() && is_digit(text[count]))
        ++count;
    const auto digits = text.substr(0, count);
    text.remove_prefix(count);
    return digits;
}

std::optional<Split> split(std::string_view text) {
    Split parts;
    if (text.starts_with('-')) {
        parts.negative = true;
        text.remove_prefix(1);
    }
    parts.whole = take_digits(text);
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        parts.fraction = take_digits(text);
        if (parts.fraction.empty()) return std::nullopt;
    }
    if (parts.whole.empty()) return std::nullopt;
    if (text.starts_with('e') || text.starts_with('E')) {
        text.remove_prefix(1);
        if (text.starts_with('+')) text.remove_prefix(1);
        const auto [end, ec] =
            std::from_chars(text.data(), text.data() + text.size(), parts.exponent);
        if (ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
        text = {};
    }
    if (!text.empty()) return std::nullopt;
    return parts;
}

} // namespace

std::optional<std::int64_t> parse_scaled(std::string_view text, int scale, DecimalError& error) {
    const auto parts = split(text);
    if (!parts) {
        error = DecimalError::not_a_number;
        return std::nullopt;
    }
    // The digit d at position i (0 = first of whole) weighs 10^(whole.size() - 1 - i + exponent).
    std::int64_t units = 0;
    const auto whole_size = static_cast<std::int64_t>(parts->whole.size());
    const auto digits = whole_size + static_cast<std::int64_t>(parts->fraction.size());
    for (std::int64_t i = 0; i < digits; ++i) {
        const char c = i < whole_size ? parts->whole[static_cast<std::size_t>(i)]
                                      : parts->fraction[static_cast<std::size_t>(i - whole_size)];
        const std::int64_t digit = c - '0';
        if (digit == 0) continue;
        const std::int64_t weight = whole_size - 1 - i + parts->exponent + scale;
        if (weight < 0) {
            error = DecimalError::too_many_decimals;
            return std::nullopt;
        }
        std::int64_t term = digit;
        bool overflow = weight > 18;
        for (std::int64_t k = 0; k < weight && !overflow; ++k)
            overflow = __builtin_mul_overflow(term, std::int64_t{10}, &term);
        if (overflow || __builtin_add_overflow(units, term, &units)) {
            error = DecimalError::out_of_range;
            return std::nullopt;
        }
    }
    return parts->negative ? -units : units;
}

std::string scaled_to_text(std::int64_t units, int scale) {
    std::array<char, 24> buffer{};
    const bool negative = units < 0;
    const auto magnitude =
        negative ? ~static_cast<std::uint64_t>(units) + 1 : static_cast<std::uint64_t>(units);
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude).ptr;
    std::string digits(buffer.data(), end);
    const auto decimals = static_cast<std::size_t>(scale);
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    if (decimals > 0) digits.insert(digits.size() - decimals, 1, '.');
    if (negative) digits.insert(0, 1, '-');
    return digits;
}

} // namespace mlpp::detail
