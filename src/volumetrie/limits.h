// Shared checks of a call's inputs. Internal. Pure functions, any thread; NaN and infinities are
// always outside of a range.
#pragma once

#include "volumetrie/correction.h"

namespace mlpp::volumetrie {

inline constexpr double temperature_min_c = -50.0;
inline constexpr double temperature_max_c = 150.0;

struct Plage {
    double inf;
    double sup;

    [[nodiscard]] constexpr bool contains(double value) const noexcept {
        return value >= inf && value <= sup;
    }
};

// A refusal carries no NaN, so that it can be shown and compared: a value that is not a number is
// reported as 0.
[[nodiscard]] constexpr Refus refuse(Limite limite, Plage plage, double value) noexcept {
    return {limite, plage.inf, plage.sup, value == value ? value : 0.0};
}

// Coefficient of group C. Source: MPMS 11.1-2004 11.1.3 (230e-6 to 930e-6 per °F), table 54C
// (486e-6 to 1674e-6 per °C); each bound is also given in the other unit.
[[nodiscard]] constexpr Plage coefficient_range(Edition edition, UniteCoefficient unite) noexcept {
    const bool per_f = unite == UniteCoefficient::PAR_F;
    if (edition == Edition::MPMS_11_1_2004) {
        return per_f ? Plage{230e-6, 930e-6} : Plage{414e-6, 1674e-6};
    }
    return per_f ? Plage{270e-6, 930e-6} : Plage{486e-6, 1674e-6};
}

// Hydrometer (glass) correction for a hydrometer calibrated at 15 °C, unrounded.
// Source: API 2540 table 53, step "hydrometer correction".
[[nodiscard]] constexpr double hydrometer_factor(double temperature_c) noexcept {
    const double dt = temperature_c - 15.0;
    return 1.0 - 0.000023 * dt - 0.00000002 * dt * dt;
}

} // namespace mlpp::volumetrie
