#include "volumetrie/correction.h"

#include "volumetrie/d1250_1980.h"
#include "volumetrie/limits.h"
#include "volumetrie/mpms_2004.h"

namespace mlpp::volumetrie {
namespace {

// The tables of 1980 stand at 15 °C; 60 °F and 20 °C have tables of their own, which are not built.
Refus refuse_base(double base_c) {
    return refuse(Limite::BASE, {15.0, 15.0}, base_c);
}

} // namespace

std::expected<Correction, Refus> correct_densite_observee(Groupe groupe,
                                                          double densite_observee_kgm3,
                                                          double temperature_c,
                                                          const Options& options) noexcept {
    if (options.edition == Edition::D1250_1980) {
        return d1250_1980::from_densite_observee(groupe, densite_observee_kgm3, temperature_c,
                                                 options);
    }
    return mpms_2004::from_densite_observee(groupe, densite_observee_kgm3, temperature_c, options);
}

std::expected<Correction, Refus> correct_densite_base(Groupe groupe, double densite_a_base_kgm3,
                                                      double temperature_c,
                                                      const Options& options) noexcept {
    if (options.edition == Edition::D1250_1980) {
        return d1250_1980::from_densite_15c(groupe, densite_a_base_kgm3, temperature_c, options);
    }
    return mpms_2004::from_densite_base(groupe, densite_a_base_kgm3, temperature_c, options);
}

std::expected<Correction, Refus> correct_densite_60f(Groupe groupe, double densite_a_60f_kgm3,
                                                     double temperature_c,
                                                     const Options& options) noexcept {
    if (options.edition == Edition::D1250_1980) {
        return std::unexpected(refuse_base(celsius_from_fahrenheit(60.0)));
    }
    return mpms_2004::from_densite_60f(groupe, densite_a_60f_kgm3, temperature_c, options);
}

std::expected<Correction, Refus> correct_coefficient_c(double temperature_c,
                                                       const Options& options) noexcept {
    if (options.edition != Edition::D1250_1980) {
        return std::unexpected(refuse(Limite::DENSITE_OBSERVEE, {470.4, 1209.5}, 0.0));
    }
    return d1250_1980::from_coefficient_c(temperature_c, options);
}

} // namespace mlpp::volumetrie
