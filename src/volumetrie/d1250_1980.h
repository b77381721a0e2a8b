// Edition D1250_1980: API 2540 / ASTM D1250-80, metric tables 53 and 54. Internal; call
// correction.h.
//
// Thread-safety: pure functions. Guarantees: those of correction.h. With a rounding, every step is
// an exact integer, as the standard's own decimal procedure; without one, the bare equations.
#pragma once

#include "volumetrie/correction.h"

#include <expected>

namespace mlpp::volumetrie::d1250_1980 {

// Table 53 then table 54 on its result; errors as in correction.h.
[[nodiscard]] std::expected<Correction, Refus>
from_densite_observee(Groupe groupe, double densite_observee_kgm3, double temperature_c,
                      const Options& options) noexcept;

// Table 54.
[[nodiscard]] std::expected<Correction, Refus> from_densite_15c(Groupe groupe,
                                                                double densite_a_15_kgm3,
                                                                double temperature_c,
                                                                const Options& options) noexcept;

// Table 54C, without a density.
[[nodiscard]] std::expected<Correction, Refus> from_coefficient_c(double temperature_c,
                                                                  const Options& options) noexcept;

} // namespace mlpp::volumetrie::d1250_1980
