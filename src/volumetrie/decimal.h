// Exact decimal arithmetic for the figures that are official at a fixed number of decimals.
//
// Thread-safety: pure functions. Guarantees: integers only where a decimal is exact; halves go
// where the function's name says; no allocation, no locale, no dependence on the rounding mode of
// the floating-point unit.
#pragma once

#include <cmath>
#include <cstdint>

namespace mlpp::volumetrie {

__extension__ using Int128 = __int128;

// A factor as an exact decimal: mantisse / 10^decimales. 0.9931 is {9931, 4}.
struct FacteurDecimal {
    std::int64_t mantisse = 0;
    int decimales = 0;

    friend constexpr bool operator==(FacteurDecimal, FacteurDecimal) = default;
};

inline constexpr int decimales_max = 12;

[[nodiscard]] constexpr std::int64_t power_of_ten(int exponent) noexcept {
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i)
        power *= 10;
    return power;
}

// numerator / denominator, to the nearest integer, halves away from zero. denominator > 0.
template <class Integer>
[[nodiscard]] constexpr Integer divide_half_away(Integer numerator, Integer denominator) noexcept {
    const Integer quotient = numerator / denominator;
    const Integer rest = numerator % denominator;
    const Integer magnitude = rest < 0 ? -rest : rest;
    if (magnitude < denominator - magnitude) return quotient;
    return numerator < 0 ? quotient - 1 : quotient + 1;
}

// A reading typed with at most 6 decimals, as the exact integer number of millionths it stands for.
// |value| below 9e12.
[[nodiscard]] inline std::int64_t millionths(double value) noexcept {
    return std::llround(value * 1e6);
}

// value as an integer number of 10^-decimales, halves away from zero. |value| small.
[[nodiscard]] inline std::int64_t scale_half_away(double value, int decimales) noexcept {
    return std::llround(value * static_cast<double>(power_of_ten(decimales)));
}

// The same, exact halves to even. Source: MPMS 11.1-2004, 11.1.5.4.
[[nodiscard]] inline std::int64_t scale_half_even(double value, int decimales) noexcept {
    const double scaled = value * static_cast<double>(power_of_ten(decimales));
    const double below = std::floor(scaled);
    const auto whole = static_cast<std::int64_t>(below);
    const double rest = scaled - below;
    if (rest < 0.5) return whole;
    if (rest > 0.5) return whole + 1;
    return whole + (whole & 1);
}

[[nodiscard]] inline double to_double(FacteurDecimal factor) noexcept {
    return static_cast<double>(factor.mantisse) /
           static_cast<double>(power_of_ten(factor.decimales));
}

} // namespace mlpp::volumetrie
