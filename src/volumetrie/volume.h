// Official volumes, in whole millilitres (litres with three decimals), exactly.
//
// Thread-safety: pure functions. Guarantees: integer arithmetic on the rounded factor, one rounding
// only, halves away from zero; no allocation, no exception; always a value or a Refus.
#pragma once

#include "volumetrie/correction.h"

#include <cstdint>
#include <expected>

namespace mlpp::volumetrie {

enum class ArrondiVolume : std::uint8_t { MILLILITRE, DECILITRE, LITRE };

inline constexpr std::int64_t volume_max_ml = 1'000'000'000'000'000; // 1e12 litres

struct VolumeCorrige {
    std::int64_t volume_ml = 0;         // to the millilitre, stored beside the official figure
    std::int64_t volume_arrondi_ml = 0; // to the step asked, from the exact product
};

// Volume at the factor's base temperature = ambient volume × factor.
// volume_ambiant_ml in millilitres, signed (a correction may be negative), at most 1e15 either way;
// vcf as Correction::vcf gives it. Errors: VOLUME (in litres), FACTEUR.
// Source: MPMS 11.1-2004 11.1.5.4 and API 2540: the rounded factor is the one that is applied.
[[nodiscard]] std::expected<VolumeCorrige, Refus>
correct_volume(std::int64_t volume_ambiant_ml, FacteurDecimal vcf, ArrondiVolume arrondi) noexcept;

// Volume at 20 °C, for supplier invoices = V15 / VCF15(20 °C, rho15), by the same engine and with
// the same rounding of the factor. options.areometre, pression and base do not enter. Errors:
// VOLUME, and those of correct_densite_base().
[[nodiscard]] std::expected<VolumeCorrige, Refus>
volume_at_20c(std::int64_t volume_15c_ml, Groupe groupe, double densite_a_15_kgm3,
              const Options& options, ArrondiVolume arrondi) noexcept;

} // namespace mlpp::volumetrie
