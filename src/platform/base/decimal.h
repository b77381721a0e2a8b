// Decimal<Scale>: an exact decimal number with a fixed count of decimals, as PostgreSQL's
// numeric(p, Scale) holds it. Litres are Decimal<3>. Regular value type, no allocation; text is
// locale-free.
#pragma once

#include <charconv>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mlpp {

enum class DecimalError { not_a_number, too_many_decimals, out_of_range };

namespace detail {

// Reads [-]digits[.digits][e[+-]digits] exactly as an integer of 10^-scale units.
std::optional<std::int64_t> parse_scaled(std::string_view text, int scale, DecimalError& error);
std::string scaled_to_text(std::int64_t units, int scale);

constexpr std::int64_t power_of_ten(int exponent) {
    return exponent == 0 ? 1 : 10 * power_of_ten(exponent - 1);
}

} // namespace detail

template <int Scale>
class Decimal {
public:
    static_assert(Scale >= 0 && Scale <= 10);
    static constexpr int scale = Scale;
    static constexpr std::int64_t units_per_one = detail::power_of_ten(Scale);

    constexpr Decimal() = default;

    static constexpr Decimal from_units(std::int64_t units) {
        Decimal value;
        value.units_ = units;
        return value;
    }

    // Nullopt when the text is no number, has more decimals than Scale or does not fit; `error`
    // says which.
    static std::optional<Decimal> parse(std::string_view text, DecimalError& error) {
        const auto units = detail::parse_scaled(text, Scale, error);
        if (!units) return std::nullopt;
        return from_units(*units);
    }

    static std::optional<Decimal> parse(std::string_view text) {
        DecimalError error{};
        return parse(text, error);
    }

    constexpr std::int64_t units() const { return units_; }

    // The nearest double: for the engine's inputs and for display, never for sums.
    constexpr double to_double() const {
        return static_cast<double>(units_) / static_cast<double>(units_per_one);
    }

    std::string text() const { return detail::scaled_to_text(units_, Scale); }

    friend constexpr auto operator<=>(Decimal, Decimal) = default;

    friend constexpr Decimal operator-(Decimal a) { return from_units(-a.units_); }

    friend constexpr Decimal operator+(Decimal a, Decimal b) {
        return from_units(a.units_ + b.units_);
    }

    friend constexpr Decimal operator-(Decimal a, Decimal b) {
        return from_units(a.units_ - b.units_);
    }

private:
    std::int64_t units_ = 0;
};

using Litres = Decimal<3>;
using Celsius = Decimal<2>;
using DensiteKgm3 = Decimal<4>;
using Vcf = Decimal<10>;

} // namespace mlpp
