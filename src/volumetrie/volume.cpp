#include "volumetrie/volume.h"

#include "volumetrie/limits.h"

namespace mlpp::volumetrie {
namespace {

constexpr std::int64_t step_ml(ArrondiVolume arrondi) {
    switch (arrondi) {
    case ArrondiVolume::MILLILITRE:
        return 1;
    case ArrondiVolume::DECILITRE:
        return 100;
    case ArrondiVolume::LITRE:
        return 1000;
    }
    return 1;
}

// A factor is positive, below 10, and has at most 12 decimals.
bool plausible(FacteurDecimal factor) {
    return factor.decimales >= 0 && factor.decimales <= decimales_max && factor.mantisse > 0 &&
           factor.mantisse < 10 * power_of_ten(factor.decimales);
}

bool plausible(std::int64_t volume_ml) {
    return volume_ml >= -volume_max_ml && volume_ml <= volume_max_ml;
}

Refus refuse_volume(std::int64_t volume_ml) {
    constexpr double max_l = static_cast<double>(volume_max_ml) / 1e3;
    return refuse(Limite::VOLUME, {-max_l, max_l}, static_cast<double>(volume_ml) / 1e3);
}

Refus refuse_factor(FacteurDecimal factor) {
    return refuse(Limite::FACTEUR, {1.0, 1e13}, static_cast<double>(factor.mantisse));
}

// numerator / denominator millilitres, rounded once for each of the two figures.
VolumeCorrige round_both(Int128 numerator, Int128 denominator, ArrondiVolume arrondi) {
    const Int128 step = step_ml(arrondi);
    const Int128 stepped = divide_half_away<Int128>(numerator, denominator * step) * step;
    return {static_cast<std::int64_t>(divide_half_away<Int128>(numerator, denominator)),
            static_cast<std::int64_t>(stepped)};
}

} // namespace

std::expected<VolumeCorrige, Refus>
correct_volume(std::int64_t volume_ambiant_ml, FacteurDecimal vcf, ArrondiVolume arrondi) noexcept {
    if (!plausible(volume_ambiant_ml)) return std::unexpected(refuse_volume(volume_ambiant_ml));
    if (!plausible(vcf)) return std::unexpected(refuse_factor(vcf));
    return round_both(Int128{volume_ambiant_ml} * vcf.mantisse, power_of_ten(vcf.decimales),
                      arrondi);
}

std::expected<VolumeCorrige, Refus> volume_at_20c(std::int64_t volume_15c_ml, Groupe groupe,
                                                  double densite_a_15_kgm3, const Options& options,
                                                  ArrondiVolume arrondi) noexcept {
    if (!plausible(volume_15c_ml)) return std::unexpected(refuse_volume(volume_15c_ml));
    Options at_rest = options;
    at_rest.base = TemperatureBase::C_15;
    at_rest.pression = 0.0;
    const auto correction = correct_densite_base(groupe, densite_a_15_kgm3, 20.0, at_rest);
    if (!correction) return std::unexpected(correction.error());
    return round_both(Int128{volume_15c_ml} * power_of_ten(correction->vcf.decimales),
                      correction->vcf.mantisse, arrondi);
}

} // namespace mlpp::volumetrie
