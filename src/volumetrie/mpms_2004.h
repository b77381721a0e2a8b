// Edition MPMS_11_1_2004: API MPMS 11.1-2004 with addendum 1. Internal; call correction.h.
//
// Thread-safety: pure functions. Guarantees: those of correction.h. Everything is worked at 60 °F,
// no input and no intermediate is rounded, alpha is never converted to °C.
#pragma once

#include "volumetrie/correction.h"

#include <expected>

namespace mlpp::volumetrie::mpms_2004 {

// Procedures 11.1.6.2 and 11.1.7.2; errors as in correction.h.
[[nodiscard]] std::expected<Correction, Refus>
from_densite_observee(Groupe groupe, double densite_observee_kgm3, double temperature_c,
                      const Options& options) noexcept;

// Procedure 11.1.7.1.
[[nodiscard]] std::expected<Correction, Refus> from_densite_base(Groupe groupe,
                                                                 double densite_a_base_kgm3,
                                                                 double temperature_c,
                                                                 const Options& options) noexcept;

// Procedure 11.1.6.1.
[[nodiscard]] std::expected<Correction, Refus> from_densite_60f(Groupe groupe,
                                                                double densite_a_60f_kgm3,
                                                                double temperature_c,
                                                                const Options& options) noexcept;

} // namespace mlpp::volumetrie::mpms_2004
