#include "volumetrie/mpms_2004.h"

#include "volumetrie/limits.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

// The same bits on every processor: no fused multiply-add behind our back.
#pragma STDC FP_CONTRACT OFF

namespace mlpp::volumetrie {

double psi_from(double pression, UnitePression unite) noexcept {
    switch (unite) {
    case UnitePression::KPA:
        return pression / 6.894757;
    case UnitePression::BAR:
        return pression / 0.06894757;
    case UnitePression::PSI:
        return pression;
    }
    return pression;
}

namespace mpms_2004 {
namespace {

constexpr double delta_60 = 0.01374979547;   // °F, shift of the 60 °F base between the two scales
constexpr double base_etoile_f = 60.0068749; // 60 °F on IPTS-68
constexpr double tolerance_kgm3 = 1e-6;      // 11.1.6.2 step 4
// A base density is solved more closely: what is left there would show in the ninth digit of Fp
// (published example 11.1.7.3/2), and the base is so near 60 °F that the last pass costs little.
constexpr double tolerance_base_kgm3 = 1e-9;
constexpr int iterations_max = 15;

// Coefficients of one sub-group, MPMS 11.1-2004 11.1.6.1 step 2 and 11.1.6.2 step 5.
struct Sousgroupe {
    Zone zone;
    double k0;
    double k1;
    double k2;
    double d_alpha;
};

constexpr Sousgroupe brut{Zone::BRUT, 341.0957, 0.0, 0.0, 2.0};
constexpr Sousgroupe lubrifiant{Zone::LUBRIFIANT, 0.0, 0.34878, 0.0, 1.0};

// Group B by rising density; an edge belongs to the sub-group above it.
constexpr std::array<Sousgroupe, 4> raffines{{
    {Zone::ESSENCE, 192.4571, 0.2438, 0.0, 1.5},
    {Zone::TRANSITION, 1489.0670, 0.0, -0.00186840, 8.5},
    {Zone::KEROSENE, 330.3010, 0.0, 0.0, 2.0},
    {Zone::GASOIL, 103.8720, 0.2701, 0.0, 1.3},
}};

constexpr double bord_transition_kgm3 = 770.3520;
constexpr double bord_kerosene_kgm3 = 787.5195;
constexpr double bord_gasoil_kgm3 = 838.3127;
constexpr double voisinage_bord_kgm3 = 1.0;

// The product as the equations need it. A coefficient given (group C) is a sub-group with K2 alone:
// A, B, rho* and alpha60 then reduce to the formulas of 11.1.6.1 for special applications.
struct Produit {
    Groupe groupe;
    Sousgroupe fixe;   // A, C, D
    Plage densite_60f; // kg/m³
    Plage densite_t;   // kg/m³, observed
};

// Temperature and pressure of one state, with what depends on nothing else.
struct Conditions {
    double temperature_f;
    double temperature_etoile_f;
    double ecart_f;     // D = t* − T60*
    double ecart_carre; // 0.8 D (D + delta60)
    double pression_psi;
};

// Result of one forward step at one density.
struct Etat {
    Zone zone;
    double rho_60;
    double rho_etoile;
    double inverse_etoile; // 1/rho*
    double alpha;
    double ctl;
    double fp;
    double cpl;
    double ctpl;
};

struct Solution {
    Etat etat;
    int iterations;
    bool accepte_au_bord;
};

// The text gives no density range for group C; it gets the refined products' own, which is the
// range that Fp was fitted on.
std::expected<Produit, Refus> product_of(Groupe groupe, const Options& options) {
    constexpr Plage plage_60f{610.6, 1163.5};
    switch (groupe) {
    case Groupe::A:
        return Produit{groupe, brut, plage_60f, {470.5, 1201.8}};
    case Groupe::B:
        break;
    case Groupe::C: {
        const Plage plage = coefficient_range(options.edition, options.unite_coefficient);
        if (!plage.contains(options.coefficient_c)) {
            return std::unexpected(refuse(Limite::COEFFICIENT_C, plage, options.coefficient_c));
        }
        const double alpha = options.unite_coefficient == UniteCoefficient::PAR_F
                                 ? options.coefficient_c
                                 : options.coefficient_c / 1.8;
        const Sousgroupe special{Zone::SPECIAL, 0.0, 0.0, alpha, 0.0};
        return Produit{groupe, special, plage_60f, {470.4, 1209.5}};
    }
    case Groupe::D:
        return Produit{groupe, lubrifiant, {800.9, 1163.5}, {714.3, 1208.3}};
    }
    return Produit{Groupe::B, raffines.front(), plage_60f, {470.4, 1209.5}};
}

// Group B: the density decides, never the product's commercial name. Counted without a branch:
// which sub-group comes next is not predictable.
const Sousgroupe& subgroup_of(const Produit& produit, double rho_60) {
    if (produit.groupe != Groupe::B) return produit.fixe;
    const auto below = static_cast<std::size_t>(rho_60 >= bord_transition_kgm3) +
                       static_cast<std::size_t>(rho_60 >= bord_kerosene_kgm3) +
                       static_cast<std::size_t>(rho_60 >= bord_gasoil_kgm3);
    return raffines[below];
}

// ITS-90 to IPTS-68, °C; the polynomial of degree 8 in pairs, so that its terms do not form a
// chain. Source: MPMS 11.1-2004 11.1.5.3.
constexpr double ipts_68_from(double temperature_c) {
    const double x = temperature_c / 630.0;
    const double x2 = x * x;
    const double x4 = x2 * x2;
    const double low = (-0.148759 + -0.267408 * x) + (1.080760 + 1.269056 * x) * x2;
    const double high = (-4.089591 + -1.871251 * x) + (7.438081 + -3.536296 * x) * x2;
    return temperature_c - (low + high * x4) * x;
}

constexpr Conditions conditions_at(double temperature_c, double pression_psi) {
    const double etoile_f = 1.8 * ipts_68_from(temperature_c) + 32.0;
    const double ecart_f = etoile_f - base_etoile_f;
    return {1.8 * temperature_c + 32.0, etoile_f, ecart_f, 0.8 * ecart_f * (ecart_f + delta_60),
            pression_psi};
}

constexpr Conditions conditions_15c = conditions_at(15.0, 0.0);
constexpr Conditions conditions_20c = conditions_at(20.0, 0.0);

const Conditions& base_conditions(TemperatureBase base) {
    return base == TemperatureBase::C_20 ? conditions_20c : conditions_15c;
}

// 11.1.6.1 step 6, −alpha60 D (1 + 0.8 alpha60 (D + delta60)). Only alpha60 of the density enters.
double ctl_at(double alpha, const Conditions& conditions) {
    return std::exp(-alpha * (conditions.ecart_f + alpha * conditions.ecart_carre));
}

// 11.1.6.1 step 7, per psi.
double fp_at(double inverse_etoile, const Conditions& conditions) {
    const double t = conditions.temperature_etoile_f;
    return std::exp(-1.9947 + 0.00013427 * t +
                    (793920.0 + 2326.0 * t) * (inverse_etoile * inverse_etoile));
}

// 11.1.6.1 step 8.
double cpl_at(double fp, const Conditions& conditions) {
    return 1.0 / (1.0 - 1e-5 * fp * conditions.pression_psi);
}

// 11.1.6.1 steps 3 to 5: density and alpha60 on IPTS-68.
// The standard's rho*/rho = 1 + (exp(A (1 + 0.8 A)) − 1) / (1 + A (1 + 1.6 A) B) is written as its
// series in A, and so is rho/rho*. A stays below 7e-6 and A B below 4e-5, so the terms from A³ on
// are below 1e-14; what is left neither calls exp nor waits for a division.
void shift_base(const Sousgroupe& s, Etat& etat) {
    const double rho = etat.rho_60;
    const double inverse = 1.0 / rho;
    const double b = (2.0 * s.k0 + s.k1 * rho) / (s.k0 + (s.k1 + s.k2 * rho) * rho);
    const double a = delta_60 / 2.0 * ((s.k0 * inverse + s.k1) * inverse + s.k2);
    etat.rho_etoile = rho * (1.0 + a * (1.0 + a * (1.3 - b)));
    etat.inverse_etoile = inverse * (1.0 - a * (1.0 + a * (0.3 - b)));
    etat.alpha = (s.k0 * etat.inverse_etoile + s.k1) * etat.inverse_etoile + s.k2;
}

// 11.1.6.1, the whole forward step at a density at 60 °F. Without pressure Fp is left to the end.
[[gnu::always_inline]] inline Etat step_forward(const Sousgroupe& s, double rho_60,
                                                const Conditions& conditions) {
    Etat etat{s.zone, rho_60, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0};
    shift_base(s, etat);
    etat.ctl = ctl_at(etat.alpha, conditions);
    if (conditions.pression_psi > 0.0) {
        etat.fp = fp_at(etat.inverse_etoile, conditions);
        etat.cpl = cpl_at(etat.fp, conditions);
    }
    etat.ctpl = etat.ctl * etat.cpl;
    return etat;
}

// 11.1.6.2 step 5: how far to move the density at 60 °F. The standard's E = rho_t/CTPL − rho60 is
// residual/CTPL, which needs one division for both.
double correction_of(const Sousgroupe& s, const Etat& etat, double residual,
                     const Conditions& conditions) {
    const double rise = etat.alpha * (conditions.temperature_f - 60.0);
    double denominator = 1.0 + s.d_alpha * rise * (1.0 + 1.6 * rise);
    if (conditions.pression_psi > 0.0) {
        denominator -= 2.0 * etat.cpl * conditions.pression_psi * etat.fp *
                       (7.93920 + 0.02326 * conditions.temperature_f) / (etat.rho_60 * etat.rho_60);
    }
    return residual / (etat.ctpl * denominator);
}

bool near_hunting_edge(const Produit& produit, double rho_60) {
    return produit.groupe == Groupe::B &&
           (std::abs(rho_60 - bord_transition_kgm3) <= voisinage_bord_kgm3 ||
            std::abs(rho_60 - bord_kerosene_kgm3) <= voisinage_bord_kgm3);
}

// 11.1.6.2 steps 3 to 6: density at 60 °F from a density at given conditions.
std::expected<Solution, Refus> solve(const Produit& produit, double rho_t,
                                     const Conditions& conditions, double tolerance) {
    const Plage& plage = produit.densite_60f;
    double rho_60 = std::clamp(rho_t, plage.inf, plage.sup);
    double libre = rho_60;
    Etat etat{};
    for (int i = 1; i <= iterations_max; ++i) {
        const Sousgroupe& s = subgroup_of(produit, rho_60);
        etat = step_forward(s, rho_60, conditions);
        const double residual = rho_t - rho_60 * etat.ctpl;
        if (std::abs(residual) < tolerance) return Solution{etat, i, false};
        libre = rho_60 + correction_of(s, etat, residual, conditions);
        rho_60 = std::clamp(libre, plage.inf, plage.sup);
    }
    if (!plage.contains(libre)) return std::unexpected(refuse(Limite::DENSITE_60F, plage, libre));
    if (near_hunting_edge(produit, etat.rho_60)) return Solution{etat, iterations_max, true};
    return std::unexpected(
        refuse(Limite::CONVERGENCE, {-tolerance, tolerance}, rho_t - etat.rho_60 * etat.ctpl));
}

// Limits of 11.1.3; each unit of pressure has its own bound there, and 1500 psi is 10342.1 kPa.
Plage pressure_range(UnitePression unite) {
    switch (unite) {
    case UnitePression::KPA:
        return {0.0, 10342.0};
    case UnitePression::BAR:
        return {0.0, 103.42};
    case UnitePression::PSI:
        return {0.0, 1500.0};
    }
    return {0.0, 0.0};
}

std::expected<Conditions, Refus> check_conditions(double temperature_c, const Options& options) {
    constexpr Plage plage_t{temperature_min_c, temperature_max_c};
    if (!plage_t.contains(temperature_c)) {
        return std::unexpected(refuse(Limite::TEMPERATURE, plage_t, temperature_c));
    }
    const Plage plage_p = pressure_range(options.unite_pression);
    if (!(options.pression <= plage_p.sup)) {
        return std::unexpected(refuse(Limite::PRESSION, plage_p, options.pression));
    }
    if (options.arrondi == ArrondiFacteur::TABLE_4) {
        constexpr Plage arrondis{1.0, 2.0};
        return std::unexpected(refuse(Limite::ARRONDI, arrondis, 0.0));
    }
    if (options.lecture != LectureTable::CALCULEE) {
        return std::unexpected(refuse(Limite::LECTURE_TABLE, {0.0, 0.0}, 1.0));
    }
    return conditions_at(temperature_c,
                         psi_from(std::max(options.pression, 0.0), options.unite_pression));
}

// 11.1.5.4: the published rounding, or 12 decimals for addendum 2.
FacteurDecimal round_factor(double vcf, ArrondiFacteur arrondi) {
    if (arrondi == ArrondiFacteur::SANS) {
        return {scale_half_even(vcf, decimales_max), decimales_max};
    }
    return {scale_half_even(vcf, 5), 5};
}

// 11.1.7.1 and 11.1.7.2, last steps: from the state at t and P relative to 60 °F to the base.
void finish(Correction& c, const Produit& produit, const Etat& etat, double ctl_base,
            double temperature_c, const Conditions& conditions, const Options& options) {
    c.edition = Edition::MPMS_11_1_2004;
    c.groupe = produit.groupe;
    c.zone = etat.zone;
    c.arrondi = options.arrondi;
    c.base = options.base;
    c.densite_connue = true;
    c.temperature_c = temperature_c;
    c.temperature_etoile_f = conditions.temperature_etoile_f;
    c.temperature_retenue_c = (conditions.temperature_etoile_f - 32.0) / 1.8;
    c.pression_psi = conditions.pression_psi;
    c.densite_a_60f_kgm3 = etat.rho_60;
    c.densite_etoile_kgm3 = etat.rho_etoile;
    c.densite_a_temperature_kgm3 = etat.rho_60 * etat.ctpl;
    c.alpha = etat.alpha;
    c.ctl_60 = etat.ctl;
    c.ctl_base = ctl_base;
    c.ctl = etat.ctl / ctl_base;
    c.fp_par_psi = etat.fp != 0.0 ? etat.fp : fp_at(etat.inverse_etoile, conditions);
    c.cpl = etat.cpl;
    c.ctpl_60 = etat.ctpl;
    c.vcf_non_arrondi = c.ctl * etat.cpl;
    c.vcf = round_factor(c.vcf_non_arrondi, options.arrondi);
    c.densite_a_base_kgm3 = etat.rho_60 * ctl_base;
    c.densite_a_15_kgm3 = options.base == TemperatureBase::C_15
                              ? c.densite_a_base_kgm3
                              : etat.rho_60 * ctl_at(etat.alpha, conditions_15c);
}

// The state at t and P of a liquid whose alpha60 and rho* are already known.
Etat move_to(Etat etat, const Conditions& conditions) {
    etat.ctl = ctl_at(etat.alpha, conditions);
    etat.fp = fp_at(etat.inverse_etoile, conditions);
    etat.cpl = cpl_at(etat.fp, conditions);
    etat.ctpl = etat.ctl * etat.cpl;
    return etat;
}

} // namespace

std::expected<Correction, Refus> from_densite_observee(Groupe groupe, double densite_observee_kgm3,
                                                       double temperature_c,
                                                       const Options& options) noexcept {
    const auto conditions = check_conditions(temperature_c, options);
    if (!conditions) return std::unexpected(conditions.error());
    const auto produit = product_of(groupe, options);
    if (!produit) return std::unexpected(produit.error());
    const double hyc = options.areometre ? hydrometer_factor(temperature_c) : 1.0;
    const double rho_t = densite_observee_kgm3 * hyc;
    if (!produit->densite_t.contains(rho_t)) {
        return std::unexpected(refuse(Limite::DENSITE_OBSERVEE, produit->densite_t, rho_t));
    }
    const auto solution = solve(*produit, rho_t, *conditions, tolerance_kgm3);
    if (!solution) return std::unexpected(solution.error());
    const double ctl_base = ctl_at(solution->etat.alpha, base_conditions(options.base));
    std::expected<Correction, Refus> answer;
    Correction& c = *answer;
    finish(c, *produit, solution->etat, ctl_base, temperature_c, *conditions, options);
    c.areometre = options.areometre;
    c.densite_observee_kgm3 = densite_observee_kgm3;
    c.facteur_areometre = options.areometre ? hyc : 0.0;
    c.densite_corrigee_kgm3 = rho_t;
    c.iterations = solution->iterations;
    c.accepte_au_bord = solution->accepte_au_bord;
    return answer;
}

std::expected<Correction, Refus> from_densite_base(Groupe groupe, double densite_a_base_kgm3,
                                                   double temperature_c,
                                                   const Options& options) noexcept {
    const auto conditions = check_conditions(temperature_c, options);
    if (!conditions) return std::unexpected(conditions.error());
    const auto produit = product_of(groupe, options);
    if (!produit) return std::unexpected(produit.error());
    if (!produit->densite_t.contains(densite_a_base_kgm3)) {
        return std::unexpected(
            refuse(Limite::DENSITE_60F, produit->densite_60f, densite_a_base_kgm3));
    }
    const auto solution =
        solve(*produit, densite_a_base_kgm3, base_conditions(options.base), tolerance_base_kgm3);
    if (!solution) return std::unexpected(solution.error());
    const double ctl_base = solution->etat.ctl;
    std::expected<Correction, Refus> answer;
    Correction& c = *answer;
    finish(c, *produit, move_to(solution->etat, *conditions), ctl_base, temperature_c, *conditions,
           options);
    c.densite_a_base_kgm3 = densite_a_base_kgm3;
    if (options.base == TemperatureBase::C_15) c.densite_a_15_kgm3 = densite_a_base_kgm3;
    c.densite_a_temperature_kgm3 = densite_a_base_kgm3 * c.vcf_non_arrondi;
    c.iterations = solution->iterations;
    c.accepte_au_bord = solution->accepte_au_bord;
    return answer;
}

std::expected<Correction, Refus> from_densite_60f(Groupe groupe, double densite_a_60f_kgm3,
                                                  double temperature_c,
                                                  const Options& options) noexcept {
    const auto conditions = check_conditions(temperature_c, options);
    if (!conditions) return std::unexpected(conditions.error());
    const auto produit = product_of(groupe, options);
    if (!produit) return std::unexpected(produit.error());
    if (!produit->densite_60f.contains(densite_a_60f_kgm3)) {
        return std::unexpected(
            refuse(Limite::DENSITE_60F, produit->densite_60f, densite_a_60f_kgm3));
    }
    const Etat etat =
        step_forward(subgroup_of(*produit, densite_a_60f_kgm3), densite_a_60f_kgm3, *conditions);
    const double ctl_base = ctl_at(etat.alpha, base_conditions(options.base));
    std::expected<Correction, Refus> answer;
    finish(*answer, *produit, etat, ctl_base, temperature_c, *conditions, options);
    return answer;
}

} // namespace mpms_2004
} // namespace mlpp::volumetrie
