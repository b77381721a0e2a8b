#include "volumetrie/d1250_1980.h"

#include "volumetrie/limits.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

// The same bits on every processor: no fused multiply-add behind our back.
#pragma STDC FP_CONTRACT OFF

// Scaled integers carry their scale in the name: rho_e3 is thousandths of kg/m³, alpha_e7 is 1e-7
// per °C. Densities stay below 2e6 thousandths, so every product fits in 64 bits.

namespace mlpp::volumetrie::d1250_1980 {
namespace {

constexpr int iterations_max = 20;
constexpr int iterations_max_unrounded = 60;
// No pass of table 53 leaves this range, far outside of every table.
constexpr std::int64_t passe_min_e3 = 300'000;
constexpr std::int64_t passe_max_e3 = 1'500'000;
constexpr std::int64_t convergence_e3 = 50; // API 2540: a change below 0.05 kg/m³ ends table 53
constexpr double convergence_unrounded_kgm3 = 1e-10;

// What the tables take for an observed density at all; the range of table 54 then decides.
constexpr Plage plage_observee{400.0, 1300.0};

// alpha = K0/rho² + K1/rho, scaled to integers. Source: API 2540, tables 54A, 54B, 54D.
struct Equation {
    Zone zone;
    std::int64_t k0_e4;
    std::int64_t k1_e4;
};

constexpr Equation brut{Zone::BRUT, 6139723, 0};
constexpr Equation essence{Zone::ESSENCE, 3464228, 4388};
constexpr Equation kerosene{Zone::KEROSENE, 5945418, 0};
constexpr Equation gasoil{Zone::GASOIL, 1869696, 4862};
constexpr Equation lubrifiant{Zone::LUBRIFIANT, 0, 6278};
// The transition's own form, alpha = A + B/rho²: here k0_e4 holds B and k1_e4 is not used.
constexpr Equation transition{Zone::TRANSITION, 26803206, 0};
constexpr Equation special{Zone::SPECIAL, 0, 0};
constexpr std::int64_t transition_a_e8 = -336312;

// Edges of the sub-groups of table 54B on a density already in steps of 0.5: 770.0 | 770.5,
// 787.5 | 788.0, 838.5 | 839.0. The transition ends at 787.5, not at 778 as many copies print.
constexpr std::int64_t bord_transition_e3 = 770250;
constexpr std::int64_t bord_kerosene_e3 = 787750;
constexpr std::int64_t bord_gasoil_e3 = 838750;

struct Produit {
    Groupe groupe;
    Plage densite_15c;     // kg/m³
    std::int64_t alpha_e7; // group C: the coefficient given, rounded
    double alpha;          // group C: unrounded
};

// A temperature with what table 54 needs of it.
struct Temperature {
    double donnee_c;
    double retenue_c;   // the one that counts
    std::int64_t dt_e2; // retenue_c − 15, hundredths; exact when rounded
};

struct Facteur {
    Zone zone;
    double alpha;
    double vcf;
};

struct Solution53 {
    double rho_15; // kg/m³; a whole number of thousandths when rounded
    int iterations;
    bool accepte_au_bord;
};

std::expected<Produit, Refus> product_of(Groupe groupe, const Options& options) {
    switch (groupe) {
    case Groupe::A:
        return Produit{groupe, {610.0, 1075.0}, 0, 0.0};
    case Groupe::B:
        break;
    case Groupe::C: {
        const Plage plage = coefficient_range(options.edition, options.unite_coefficient);
        if (!plage.contains(options.coefficient_c)) {
            return std::unexpected(refuse(Limite::COEFFICIENT_C, plage, options.coefficient_c));
        }
        const double alpha = options.unite_coefficient == UniteCoefficient::PAR_C
                                 ? options.coefficient_c
                                 : options.coefficient_c * 1.8;
        // Table 54C has no density range; it gets the widest of the others.
        return Produit{groupe, {610.0, 1164.0}, scale_half_away(alpha, 7), alpha};
    }
    case Groupe::D:
        return Produit{groupe, {800.0, 1164.0}, 0, 0.0};
    }
    return Produit{Groupe::B, {653.0, 1075.0}, 0, 0.0};
}

const Equation& equation_of(const Produit& produit, double rho_kgm3) {
    switch (produit.groupe) {
    case Groupe::A:
        return brut;
    case Groupe::B:
        break;
    case Groupe::C:
        return special;
    case Groupe::D:
        return lubrifiant;
    }
    const double rho_e3 = rho_kgm3 * 1e3;
    if (rho_e3 < static_cast<double>(bord_transition_e3)) return essence;
    if (rho_e3 < static_cast<double>(bord_kerosene_e3)) return transition;
    if (rho_e3 < static_cast<double>(bord_gasoil_e3)) return kerosene;
    return gasoil;
}

constexpr double thousandths_to_kgm3(std::int64_t rho_e3) {
    return static_cast<double>(rho_e3) / 1e3;
}

// API 2540 table 54B, coefficient: K0/rho truncated to 8 decimals, over rho truncated to 10, K1/rho
// truncated to 10, the sum rounded to 7. In the transition B/rho truncated to 6, over rho rounded
// to 8, plus A, rounded to 7.
std::int64_t alpha_e7(const Produit& produit, const Equation& e, std::int64_t rho_e3) {
    if (e.zone == Zone::SPECIAL) return produit.alpha_e7;
    if (e.zone == Zone::TRANSITION) {
        const std::int64_t first_e6 = e.k0_e4 * 100'000 / rho_e3;
        const std::int64_t second_e8 = divide_half_away(first_e6 * 100'000, rho_e3);
        return divide_half_away(second_e8 + transition_a_e8, std::int64_t{10});
    }
    const std::int64_t first_e8 = e.k0_e4 * 10'000'000 / rho_e3;
    const std::int64_t second_e10 = first_e8 * 100'000 / rho_e3;
    const std::int64_t third_e10 = e.k1_e4 * 1'000'000'000 / rho_e3;
    return divide_half_away(second_e10 + third_e10, std::int64_t{1000});
}

// API 2540 table 54B, factor: u = trunc(alpha·dT, 9), w = trunc(0.8 u, 9), x = round(u·w, 9),
// y = trunc(−(u + x), 8), VCF = exp(y).
double vcf_from(std::int64_t coefficient_e7, std::int64_t dt_e2) {
    const std::int64_t u_e9 = coefficient_e7 * dt_e2;
    const std::int64_t w_e9 = u_e9 * 8 / 10;
    const std::int64_t x_e9 = divide_half_away(u_e9 * w_e9, std::int64_t{1'000'000'000});
    const std::int64_t y_e8 = -(u_e9 + x_e9) / 10;
    return std::exp(static_cast<double>(y_e8) / 1e8);
}

// Table 54 at a density in thousandths.
Facteur factor_rounded(const Produit& produit, std::int64_t rho_e3, const Temperature& t) {
    const Equation& e = equation_of(produit, thousandths_to_kgm3(rho_e3));
    const std::int64_t coefficient_e7 = alpha_e7(produit, e, rho_e3);
    return {e.zone, static_cast<double>(coefficient_e7) / 1e7, vcf_from(coefficient_e7, t.dt_e2)};
}

// The bare equations: VCF = exp(−a dT (1 + 0.8 a dT)).
Facteur factor_unrounded(const Produit& produit, double rho, const Temperature& t) {
    const Equation& e = equation_of(produit, rho);
    const double k0 = static_cast<double>(e.k0_e4) / 1e4;
    const double k1 = static_cast<double>(e.k1_e4) / 1e4;
    double alpha = (k0 / rho + k1) / rho;
    if (e.zone == Zone::TRANSITION) alpha += static_cast<double>(transition_a_e8) / 1e8;
    if (e.zone == Zone::SPECIAL) alpha = produit.alpha;
    const double rise = alpha * (t.retenue_c - 15.0);
    return {e.zone, alpha, std::exp(-rise * (1.0 + 0.8 * rise))};
}

// Table 53, one pass: rho_t / VCF with VCF at 6 decimals, the quotient at 3.
std::int64_t next_e3(const Produit& produit, std::int64_t rho_t_e2, std::int64_t rho_e3,
                     const Temperature& t) {
    const std::int64_t vcf_e6 = scale_half_away(factor_rounded(produit, rho_e3, t).vcf, 6);
    const std::int64_t next = divide_half_away(rho_t_e2 * 10'000'000, vcf_e6);
    return std::clamp(next, passe_min_e3, passe_max_e3);
}

double next_unrounded(const Produit& produit, double rho_t, double rho, const Temperature& t) {
    return std::clamp(rho_t / factor_unrounded(produit, rho, t).vcf,
                      thousandths_to_kgm3(passe_min_e3), thousandths_to_kgm3(passe_max_e3));
}

// The passes hunt: between the two bounds a pass goes up from the lower and down from the upper.
// Halve that interval; what is left encloses a solution, or the edge over which there is none.
std::int64_t bisect_e3(const Produit& produit, std::int64_t rho_t_e2, const Temperature& t) {
    std::int64_t low = passe_min_e3;
    std::int64_t high = passe_max_e3;
    while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        (next_e3(produit, rho_t_e2, middle, t) >= middle ? low : high) = middle;
    }
    const std::int64_t miss_low = std::abs(next_e3(produit, rho_t_e2, low, t) - low);
    const std::int64_t miss_high = std::abs(next_e3(produit, rho_t_e2, high, t) - high);
    return miss_low <= miss_high ? low : high;
}

double bisect_unrounded(const Produit& produit, double rho_t, const Temperature& t) {
    double low = thousandths_to_kgm3(passe_min_e3);
    double high = thousandths_to_kgm3(passe_max_e3);
    for (int i = 0; i < 60; ++i) {
        const double middle = low + (high - low) / 2.0;
        (next_unrounded(produit, rho_t, middle, t) >= middle ? low : high) = middle;
    }
    const double miss_low = std::abs(next_unrounded(produit, rho_t, low, t) - low);
    const double miss_high = std::abs(next_unrounded(produit, rho_t, high, t) - high);
    return miss_low <= miss_high ? low : high;
}

// Within one thousandth of an edge, where bisecting ends when there is no solution.
bool at_edge(const Produit& produit, double rho_kgm3) {
    if (produit.groupe != Groupe::B) return false;
    for (const std::int64_t edge_e3 : {bord_transition_e3, bord_kerosene_e3, bord_gasoil_e3}) {
        if (std::abs(rho_kgm3 - thousandths_to_kgm3(edge_e3)) <= 0.001) return true;
    }
    return false;
}

// What bisecting found counts when it is a solution, or the edge itself; never anything else.
std::expected<Solution53, Refus> judge(const Produit& produit, double rho, double miss,
                                       double tolerance, int iterations) {
    const bool solved = std::abs(miss) < tolerance;
    if (!solved && !at_edge(produit, rho)) {
        return std::unexpected(refuse(Limite::CONVERGENCE, {-tolerance, tolerance}, miss));
    }
    return Solution53{rho, iterations, !solved};
}

// API 2540 table 53, from the density after the hydrometer correction.
std::expected<Solution53, Refus> solve_rounded(const Produit& produit, std::int64_t rho_t_e2,
                                               const Temperature& t) {
    std::int64_t rho = rho_t_e2 * 10;
    for (int i = 1; i <= iterations_max; ++i) {
        const std::int64_t next = next_e3(produit, rho_t_e2, rho, t);
        if (std::abs(next - rho) < convergence_e3) {
            return Solution53{thousandths_to_kgm3(next), i, false};
        }
        rho = next;
    }
    rho = bisect_e3(produit, rho_t_e2, t);
    const std::int64_t miss = next_e3(produit, rho_t_e2, rho, t) - rho;
    return judge(produit, thousandths_to_kgm3(rho), thousandths_to_kgm3(miss),
                 thousandths_to_kgm3(convergence_e3), iterations_max);
}

std::expected<Solution53, Refus> solve_unrounded(const Produit& produit, double rho_t,
                                                 const Temperature& t) {
    double rho = rho_t;
    for (int i = 1; i <= iterations_max_unrounded; ++i) {
        const double next = next_unrounded(produit, rho_t, rho, t);
        if (std::abs(next - rho) < convergence_unrounded_kgm3) return Solution53{next, i, false};
        rho = next;
    }
    rho = bisect_unrounded(produit, rho_t, t);
    const double miss = next_unrounded(produit, rho_t, rho, t) - rho;
    return judge(produit, rho, miss, convergence_unrounded_kgm3, iterations_max_unrounded);
}

// Halves away from zero onto a grid of step_e6 millionths.
std::int64_t snap_e6(double value, std::int64_t step_e6) {
    return divide_half_away(millionths(value), step_e6) * step_e6;
}

bool unrounded(const Options& options) {
    return options.arrondi == ArrondiFacteur::SANS;
}

// Temperature to 0.05 °C; on the printed grid to 0.25 °C for table 54.
Temperature round_temperature(double temperature_c, std::int64_t step_e6, const Options& options) {
    if (unrounded(options)) return {temperature_c, temperature_c, 0};
    const std::int64_t t_e6 = snap_e6(temperature_c, step_e6);
    return {temperature_c, static_cast<double>(t_e6) / 1e6, (t_e6 - 15'000'000) / 10'000};
}

std::expected<Temperature, Refus> check_temperature(double temperature_c, const Options& options) {
    constexpr Plage plage{temperature_min_c, temperature_max_c};
    if (!plage.contains(temperature_c)) {
        return std::unexpected(refuse(Limite::TEMPERATURE, plage, temperature_c));
    }
    // The tables are for the pressure of the air; compressibility is another chapter (11.2.1M).
    if (!(options.pression <= 0.0)) {
        return std::unexpected(refuse(Limite::PRESSION, {0.0, 0.0}, options.pression));
    }
    if (options.base != TemperatureBase::C_15) {
        return std::unexpected(refuse(Limite::BASE, {15.0, 15.0}, 20.0));
    }
    return round_temperature(temperature_c, 50'000, options);
}

FacteurDecimal round_factor(double vcf, ArrondiFacteur arrondi) {
    switch (arrondi) {
    case ArrondiFacteur::TABLE_4:
        return {scale_half_away(vcf, 4), 4};
    case ArrondiFacteur::CALCULE_5:
        return {scale_half_away(vcf, 5), 5};
    case ArrondiFacteur::SANS:
        break;
    }
    return {scale_half_away(vcf, decimales_max), decimales_max};
}

void set_factor(Correction& c, const Facteur& facteur) {
    c.zone = facteur.zone;
    c.alpha = facteur.alpha;
    c.ctl = facteur.vcf;
    c.cpl = 1.0;
    c.vcf_non_arrondi = facteur.vcf;
    c.vcf = round_factor(facteur.vcf, c.arrondi);
}

Correction start(const Produit& produit, const Temperature& t, const Options& options) {
    Correction c;
    c.edition = Edition::D1250_1980;
    c.groupe = produit.groupe;
    c.arrondi = options.arrondi;
    c.temperature_c = t.donnee_c;
    c.temperature_retenue_c = t.retenue_c;
    return c;
}

// Table 54 at a density at 15 °C: density to 0.5 kg/m³, or as the printed grid stands.
std::expected<Correction, Refus> apply_table_54(const Produit& produit, double rho_15,
                                                const Temperature& t, const Options& options) {
    const bool grille = options.lecture == LectureTable::GRILLE_IMPRIMEE;
    Correction c = start(produit, t, options);
    c.densite_connue = true;
    c.densite_a_15_kgm3 = rho_15;
    c.densite_a_base_kgm3 = rho_15;
    if (unrounded(options)) {
        if (!produit.densite_15c.contains(rho_15)) {
            return std::unexpected(refuse(Limite::DENSITE_15C, produit.densite_15c, rho_15));
        }
        set_factor(c, factor_unrounded(produit, rho_15, t));
    } else {
        const std::int64_t rho_e3 = snap_e6(rho_15, grille ? 2'000'000 : 500'000) / 1000;
        if (!produit.densite_15c.contains(thousandths_to_kgm3(rho_e3))) {
            return std::unexpected(refuse(Limite::DENSITE_15C, produit.densite_15c, rho_15));
        }
        const Temperature read = grille ? round_temperature(t.donnee_c, 250'000, options) : t;
        c.temperature_retenue_c = read.retenue_c;
        set_factor(c, factor_rounded(produit, rho_e3, read));
    }
    c.densite_a_temperature_kgm3 = rho_15 * c.vcf_non_arrondi;
    return c;
}

// Hydrometer correction of table 53: observed density to 0.5, the result to 0.01 kg/m³.
std::int64_t correct_hydrometer_e2(double densite_observee_kgm3, std::int64_t dt_e2,
                                   bool areometre) {
    const std::int64_t rho_e1 = snap_e6(densite_observee_kgm3, 500'000) / 100'000;
    if (!areometre) return rho_e1 * 10;
    const std::int64_t hyc_e12 = 1'000'000'000'000 - 230'000 * dt_e2 - 2 * dt_e2 * dt_e2;
    return divide_half_away(rho_e1 * hyc_e12, std::int64_t{100'000'000'000});
}

} // namespace

std::expected<Correction, Refus> from_densite_observee(Groupe groupe, double densite_observee_kgm3,
                                                       double temperature_c,
                                                       const Options& options) noexcept {
    const auto t = check_temperature(temperature_c, options);
    if (!t) return std::unexpected(t.error());
    const auto produit = product_of(groupe, options);
    if (!produit) return std::unexpected(produit.error());
    if (!plage_observee.contains(densite_observee_kgm3)) {
        return std::unexpected(
            refuse(Limite::DENSITE_OBSERVEE, plage_observee, densite_observee_kgm3));
    }
    const double hyc = options.areometre ? hydrometer_factor(t->retenue_c) : 1.0;
    double rho_t = densite_observee_kgm3 * hyc;
    std::expected<Solution53, Refus> solution;
    if (unrounded(options)) {
        solution = solve_unrounded(*produit, rho_t, *t);
    } else {
        const std::int64_t rho_t_e2 =
            correct_hydrometer_e2(densite_observee_kgm3, t->dt_e2, options.areometre);
        rho_t = static_cast<double>(rho_t_e2) / 1e2;
        solution = solve_rounded(*produit, rho_t_e2, *t);
    }
    if (!solution) return std::unexpected(solution.error());
    double rho_15 = solution->rho_15;
    if (!unrounded(options)) rho_15 = static_cast<double>(snap_e6(rho_15, 100'000)) / 1e6;
    auto c = apply_table_54(*produit, rho_15, *t, options);
    if (!c) return c;
    c->areometre = options.areometre;
    c->facteur_areometre = options.areometre ? hyc : 0.0;
    c->densite_observee_kgm3 = densite_observee_kgm3;
    c->densite_corrigee_kgm3 = rho_t;
    c->iterations = solution->iterations;
    c->accepte_au_bord = solution->accepte_au_bord;
    return c;
}

std::expected<Correction, Refus> from_densite_15c(Groupe groupe, double densite_a_15_kgm3,
                                                  double temperature_c,
                                                  const Options& options) noexcept {
    const auto t = check_temperature(temperature_c, options);
    if (!t) return std::unexpected(t.error());
    const auto produit = product_of(groupe, options);
    if (!produit) return std::unexpected(produit.error());
    // Before any rounding to an integer: a value far outside would not fit in one.
    if (!plage_observee.contains(densite_a_15_kgm3)) {
        return std::unexpected(
            refuse(Limite::DENSITE_15C, produit->densite_15c, densite_a_15_kgm3));
    }
    return apply_table_54(*produit, densite_a_15_kgm3, *t, options);
}

std::expected<Correction, Refus> from_coefficient_c(double temperature_c,
                                                    const Options& options) noexcept {
    const auto t = check_temperature(temperature_c, options);
    if (!t) return std::unexpected(t.error());
    const auto produit = product_of(Groupe::C, options);
    if (!produit) return std::unexpected(produit.error());
    Correction c = start(*produit, *t, options);
    constexpr double without_density = 1000.0;
    set_factor(c, unrounded(options) ? factor_unrounded(*produit, without_density, *t)
                                     : factor_rounded(*produit, 1'000'000, *t));
    return c;
}

} // namespace mlpp::volumetrie::d1250_1980
