// Volume correction of petroleum products to 15 °C (or 20 °C): the one entry to this library.
//
// What it is for: every official density, factor and volume of ML_PP comes from these functions,
// in the server and on the command line alike.
// Thread-safety: pure functions of their arguments, no global state; any thread, at any time.
// Guarantees: never throws, never allocates, never reads the locale, never returns NaN; always a
// complete Correction or a Refus that names the limit. The same inputs give the same bits. The
// floating-point environment is taken to be the default one (round to nearest).
#pragma once

#include "volumetrie/decimal.h"

#include <cstdint>
#include <expected>
#include <string_view>

namespace mlpp::volumetrie {

// Stored beside every posted figure. It changes whenever any figure can change.
inline constexpr std::string_view moteur_version = "volumetrie-1.0.0";

enum class Edition : std::uint8_t {
    MPMS_11_1_2004, // API MPMS 11.1-2004 with addendum 1 (ASTM D1250-04, -08, 2019 reprint)
    D1250_1980,     // API 2540 / ASTM D1250-80, tables 53A-D and 54A-D
};

// The letter of the table: crude, refined, special (coefficient given), lubricant.
enum class Groupe : std::uint8_t { A, B, C, D };

// The equation that was used inside the group; for B it follows the density alone.
enum class Zone : std::uint8_t { BRUT, ESSENCE, TRANSITION, KEROSENE, GASOIL, SPECIAL, LUBRIFIANT };

enum class ArrondiFacteur : std::uint8_t {
    TABLE_4,   // 4 decimals, the printed table; edition 1980 only
    CALCULE_5, // 5 decimals; 1980: the computed table, 2004: the published final rounding
    SANS,      // no rounding of anything; 2004: addendum 2, 1980: the bare equations
};

enum class UnitePression : std::uint8_t { KPA, BAR, PSI };

enum class UniteCoefficient : std::uint8_t { PAR_F, PAR_C };

enum class TemperatureBase : std::uint8_t { C_15, C_20 };

// How table 54 is read in edition 1980. GRILLE_IMPRIMEE takes the nearest printed entry, 2 kg/m³
// and 0.25 °C, without interpolation, as survey worksheets do; never use it for a posted figure.
enum class LectureTable : std::uint8_t { CALCULEE, GRILLE_IMPRIMEE };

// Everything that is not a reading. There are no hidden defaults beyond the ones shown here.
struct Options {
    Edition edition = Edition::MPMS_11_1_2004;
    ArrondiFacteur arrondi = ArrondiFacteur::CALCULE_5;
    // The reading comes from a glass hydrometer: correct it for the expansion of the glass first.
    bool areometre = false;
    TemperatureBase base = TemperatureBase::C_15; // C_20: edition 2004 only
    LectureTable lecture = LectureTable::CALCULEE;
    UnitePression unite_pression = UnitePression::KPA;
    double pression = 0.0; // gauge, in unite_pression; negative counts as 0; edition 2004 only
    UniteCoefficient unite_coefficient = UniteCoefficient::PAR_F;
    double coefficient_c = 0.0; // group C only: alpha at 60 °F (2004) or at 15 °C (1980)
};

// The depot's reading of the printed tables: glass hydrometer, table 53 then table 54, VCF at 4
// decimals. Source: API 2540 tables 53B and 54B; reproduces the readings taken in the field.
[[nodiscard]] constexpr Options options_table_imprimee() noexcept {
    Options options;
    options.edition = Edition::D1250_1980;
    options.arrondi = ArrondiFacteur::TABLE_4;
    options.areometre = true;
    return options;
}

enum class Limite : std::uint8_t {
    TEMPERATURE,      // °C
    PRESSION,         // in the unit of the options
    DENSITE_OBSERVEE, // kg/m³ at the temperature of the reading, after the hydrometer correction
    DENSITE_60F,      // kg/m³ at 60 °F
    DENSITE_15C,      // kg/m³ at 15 °C
    COEFFICIENT_C,    // in the unit of the options
    ARRONDI,          // this edition has no such rounding (value: the enumerator)
    BASE,             // this edition has no such base temperature (°C)
    LECTURE_TABLE,    // this edition has no printed grid (value: the enumerator)
    CONVERGENCE,      // the passes did not settle (value: the last residual, kg/m³)
    VOLUME,           // litres
    FACTEUR,          // a factor that is not one of ours (value: the mantissa)
};

// Why a call was refused: which limit, its bounds, the value given.
struct Refus {
    Limite limite{};
    double borne_inf = 0.0;
    double borne_sup = 0.0;
    double valeur = 0.0;
};

// Every figure on the way. A figure that the edition or the input does not produce stays 0 and is
// left out by list_intermediates().
struct Correction {
    Edition edition{};
    Groupe groupe{};
    Zone zone{};
    ArrondiFacteur arrondi{};
    TemperatureBase base{};
    bool areometre = false;
    bool densite_connue = false; // false only for correct_coefficient_c
    // The laws of two sub-groups do not quite meet at their edge and the reading falls in between:
    // no exact solution. The last pass (2004, good to 1e-4 kg/m³) or the edge itself (1980, good to
    // 0.05 kg/m³) was taken.
    bool accepte_au_bord = false;
    int iterations = 0;

    double temperature_c = 0.0;         // as given
    double temperature_retenue_c = 0.0; // 1980: as rounded; 2004: on IPTS-68
    double temperature_etoile_f = 0.0;  // 2004: t*, IPTS-68 in °F
    double pression_psi = 0.0;

    double densite_observee_kgm3 = 0.0; // as given
    double facteur_areometre = 0.0;     // HYC; 0 when not applied
    double densite_corrigee_kgm3 = 0.0; // observed, after HYC
    double densite_a_60f_kgm3 = 0.0;
    double densite_etoile_kgm3 = 0.0;        // 2004: rho*, at 60 °F on IPTS-68
    double densite_a_base_kgm3 = 0.0;        // at the base temperature of the options
    double densite_a_15_kgm3 = 0.0;          // 1980 rounded: one decimal
    double densite_a_temperature_kgm3 = 0.0; // at the temperature and pressure of the call

    double alpha = 0.0;    // 2004: alpha60 per °F; 1980: alpha15 per °C
    double ctl_60 = 0.0;   // 2004: from 60 °F to t
    double ctl_base = 0.0; // 2004: from 60 °F to the base temperature
    double ctl = 0.0;      // from the base temperature to t
    double fp_par_psi = 0.0;
    double cpl = 0.0;
    double ctpl_60 = 0.0;         // 2004: CTL60 · CPL
    double vcf_non_arrondi = 0.0; // CTPL from the base temperature
    FacteurDecimal vcf;           // the same, rounded as the options say; official
};

// Observed density to everything else.
// temperature_c in °C, densite_observee_kgm3 in kg/m³ at that temperature and at options.pression.
// Errors: TEMPERATURE, PRESSION, DENSITE_OBSERVEE, DENSITE_60F or DENSITE_15C, COEFFICIENT_C,
// ARRONDI, BASE, LECTURE_TABLE, CONVERGENCE.
// Source: MPMS 11.1-2004 procedures 11.1.6.2 and 11.1.7.2; API 2540 tables 53 then 54.
[[nodiscard]] std::expected<Correction, Refus>
correct_densite_observee(Groupe groupe, double densite_observee_kgm3, double temperature_c,
                         const Options& options) noexcept;

// Density at the base temperature (15 °C, or 20 °C with that base) known: the factor at t.
// Units and errors as above, without DENSITE_OBSERVEE.
// Source: MPMS 11.1-2004 procedure 11.1.7.1; API 2540 table 54.
[[nodiscard]] std::expected<Correction, Refus>
correct_densite_base(Groupe groupe, double densite_a_base_kgm3, double temperature_c,
                     const Options& options) noexcept;

// Density at 60 °F known; edition 2004 only (1980 answers BASE): ctl_60, cpl, ctpl_60 and the
// density at t, and the same figures from the base temperature.
// Units and errors as above. Source: MPMS 11.1-2004 procedure 11.1.6.1.
[[nodiscard]] std::expected<Correction, Refus> correct_densite_60f(Groupe groupe,
                                                                   double densite_a_60f_kgm3,
                                                                   double temperature_c,
                                                                   const Options& options) noexcept;

// Group C of edition 1980 needs no density at all: the factor from the coefficient alone.
// Errors: TEMPERATURE, PRESSION, COEFFICIENT_C, BASE; DENSITE_OBSERVEE in edition 2004, which needs
// a density. Source: API 2540 table 54C.
[[nodiscard]] std::expected<Correction, Refus>
correct_coefficient_c(double temperature_c, const Options& options) noexcept;

// Gauge pressure in psi; 1 psi = 6.894757 kPa = 0.06894757 bar. Source: MPMS 11.1-2004, 11.1.5.1.
[[nodiscard]] double psi_from(double pression, UnitePression unite) noexcept;

// Degrees API at 60 °F to kg/m³, with water at 999.016 kg/m³. Source: MPMS 11.1-2004, 11.1.5.1.
[[nodiscard]] constexpr double kgm3_from_api(double degres_api) noexcept {
    return 141.5 / (degres_api + 131.5) * 999.016;
}

// Relative density 60/60 to kg/m³. Source: MPMS 11.1-2004, 11.1.5.1.
[[nodiscard]] constexpr double kgm3_from_relative(double densite_relative) noexcept {
    return densite_relative * 999.016;
}

// °F to °C. Source: MPMS 11.1-2004, 11.1.5.1.
[[nodiscard]] constexpr double celsius_from_fahrenheit(double temperature_f) noexcept {
    return (temperature_f - 32.0) / 1.8;
}

} // namespace mlpp::volumetrie
