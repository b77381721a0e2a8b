// What the correction of a measure to 15 °C needs and gives, as described structs: settings of
// tanks, lines of a movement before and after the engine, and the preview POST /volumetrie/calcul.
// Plain values.
#pragma once

#include "platform/base/date.h"
#include "platform/base/decimal.h"
#include "platform/base/uuid.h"
#include "platform/json/rules.h"
#include "volumetrie/correction.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mlpp::volumetrie {

BOOST_DESCRIBE_ENUM(Edition, MPMS_11_1_2004, D1250_1980)
BOOST_DESCRIBE_ENUM(Groupe, A, B, C, D)
BOOST_DESCRIBE_ENUM(Zone, BRUT, ESSENCE, TRANSITION, KEROSENE, GASOIL, SPECIAL, LUBRIFIANT)
BOOST_DESCRIBE_ENUM(ArrondiFacteur, TABLE_4, CALCULE_5, SANS)

} // namespace mlpp::volumetrie

namespace mlpp::correction {

using volumetrie::ArrondiFacteur;
using volumetrie::Edition;
using volumetrie::Groupe;

using Coefficient = Decimal<8>; // alpha at 15 °C, per °C

// Readings and volumes of one movement stay below this, litres: the widest index of a tank gauge.
inline constexpr double litres_max = 99'999'999.999;

// How a measure is corrected: everything that is not a reading.
struct Methode {
    Edition edition{};
    Groupe groupe{};
    std::optional<Coefficient> alpha_15c; // group C only
    bool areometre = true;
    ArrondiFacteur mode_vcf{};
};

struct Mesure {
    Litres volume_ambiant;
    Celsius temperature_ambiante_c;
    DensiteKgm3 densite_observee_kgm3;
};

// The official figures of a measure, as they are posted.
struct MesureCorrigee {
    DensiteKgm3 densite_a_15_kgm3;
    Vcf vcf; // as rounded by the method and then applied
    Litres volume_15c_exact;
    Litres volume_15c;
};

// Plausible readings of a product, bounds included.
struct Domaine {
    DensiteKgm3 densite_min_kgm3;
    DensiteKgm3 densite_max_kgm3;
    Celsius temperature_min_c;
    Celsius temperature_max_c;
};

// A row of app.reglages_citernes.
struct ReglageCiterne {
    Uuid citerne_id;
    Uuid depot_id;
    Uuid produit_id;
    std::string statut;
    Edition edition{};
    bool areometre = true;
    Litres arrondi_reception_l;
    Litres arrondi_sortie_l;
    Groupe groupe{};
    std::optional<Coefficient> alpha_15c;
    DensiteKgm3 densite_min_kgm3;
    DensiteKgm3 densite_max_kgm3;
    Celsius temperature_min_c;
    Celsius temperature_max_c;

    Domaine domaine() const {
        return {densite_min_kgm3, densite_max_kgm3, temperature_min_c, temperature_max_c};
    }
};
BOOST_DESCRIBE_STRUCT(ReglageCiterne, (),
                      (citerne_id, depot_id, produit_id, statut, edition, areometre,
                       arrondi_reception_l, arrondi_sortie_l, groupe, alpha_15c, densite_min_kgm3,
                       densite_max_kgm3, temperature_min_c, temperature_max_c))

// One tank of a reception or sortie as a person enters it. All optional, so that what is missing
// gets the code of its own direction.
struct LigneDemandee {
    std::optional<Uuid> citerne_id;
    std::optional<Uuid> produit_id;
    std::optional<Litres> index_avant;
    std::optional<Litres> index_apres;
    std::optional<Celsius> temperature_ambiante_c;
    std::optional<DensiteKgm3> densite_observee_kgm3;
};
BOOST_DESCRIBE_STRUCT(LigneDemandee, (),
                      (citerne_id, produit_id, index_avant, index_apres, temperature_ambiante_c,
                       densite_observee_kgm3))

// A negative index and an implausible reading have codes of their own: only the width is limited
// here.
constexpr auto rules(const LigneDemandee*) {
    return std::array{json::rule("index_avant").between(-litres_max, litres_max),
                      json::rule("index_apres").between(-litres_max, litres_max),
                      json::rule("temperature_ambiante_c").between(-999.99, 999.99),
                      json::rule("densite_observee_kgm3").between(-9999, 9999)};
}

// The readings of one tank, the settings they were corrected with, and the engine's results.
struct LigneCorrigee {
    Litres index_avant;
    Litres index_apres;
    Celsius temperature_ambiante_c;
    DensiteKgm3 densite_observee_kgm3;
    Edition edition{};
    bool areometre = true;
    Groupe groupe{};
    std::optional<Coefficient> alpha_15c;
    ArrondiFacteur mode_vcf{};
    Litres arrondi_l;
    std::string moteur_version;
    DensiteKgm3 densite_a_15_kgm3;
    Vcf vcf;
    Litres volume_15c_exact;
    Litres volume_15c;
};
BOOST_DESCRIBE_STRUCT(LigneCorrigee, (),
                      (index_avant, index_apres, temperature_ambiante_c, densite_observee_kgm3,
                       edition, areometre, groupe, alpha_15c, mode_vcf, arrondi_l, moteur_version,
                       densite_a_15_kgm3, vcf, volume_15c_exact, volume_15c))

// A line that was asked for, corrected, as the posting functions expect it.
struct LignePostee : LigneCorrigee {
    Uuid citerne_id;
    Uuid produit_id; // of the tank
    std::optional<Uuid> produit_demande;
};
BOOST_DESCRIBE_STRUCT(LignePostee, (LigneCorrigee), (citerne_id, produit_id, produit_demande))

// --- POST /volumetrie/calcul ------------------------------------------------------------------

struct DemandeCalcul {
    std::optional<Uuid> produit_id;
    std::optional<Groupe> groupe;
    std::optional<Coefficient> alpha_15c; // group C given without a product
    Litres volume_ambiant;
    Celsius temperature_c;
    DensiteKgm3 densite_observee_kgm3;
    std::optional<Edition> edition;
    std::optional<bool> areometre;
    std::optional<Uuid> depot_id; // whose settings count; the caller's own when absent
};
BOOST_DESCRIBE_STRUCT(DemandeCalcul, (),
                      (produit_id, groupe, alpha_15c, volume_ambiant, temperature_c,
                       densite_observee_kgm3, edition, areometre, depot_id))

constexpr auto rules(const DemandeCalcul*) {
    return std::array{json::rule("volume_ambiant").between(0.001, litres_max),
                      json::rule("temperature_c").between(-999.99, 999.99),
                      json::rule("densite_observee_kgm3").between(0, 9999),
                      json::rule("alpha_15c").between(0, 1)};
}

// Settings of a product and of a depot; absent when there is no such record for the caller.
struct ReglageCalcul {
    std::optional<Uuid> produit_id;
    std::optional<Groupe> groupe;
    std::optional<Coefficient> alpha_15c;
    std::optional<DensiteKgm3> densite_min_kgm3;
    std::optional<DensiteKgm3> densite_max_kgm3;
    std::optional<Celsius> temperature_min_c;
    std::optional<Celsius> temperature_max_c;
    std::optional<Uuid> depot_id;
    std::optional<Edition> edition;
    std::optional<bool> areometre;
    std::optional<Litres> arrondi_reception_l;
    std::optional<Litres> arrondi_sortie_l;
};
BOOST_DESCRIBE_STRUCT(ReglageCalcul, (),
                      (produit_id, groupe, alpha_15c, densite_min_kgm3, densite_max_kgm3,
                       temperature_min_c, temperature_max_c, depot_id, edition, areometre,
                       arrondi_reception_l, arrondi_sortie_l))

// The official figures first, then every intermediate that this edition produced.
struct Calcul {
    std::string moteur_version;
    Edition edition{};
    Groupe groupe{};
    std::optional<Coefficient> alpha_15c;
    bool areometre = true;
    ArrondiFacteur mode_vcf{};
    Litres volume_ambiant;
    DensiteKgm3 densite_a_15_kgm3;
    Vcf vcf;
    Litres volume_15c_exact;
    Litres volume_15c_reception; // rounded as receptions of the depot are
    Litres volume_15c_sortie;    // rounded as sorties of the depot are
    volumetrie::Zone zone{};
    double temperature_c = 0;
    double temperature_retenue_c = 0;
    double densite_observee_kgm3 = 0;
    std::optional<double> facteur_areometre;
    double densite_corrigee_kgm3 = 0;
    std::optional<double> densite_a_60f_kgm3;
    std::optional<double> densite_etoile_kgm3;
    std::optional<double> densite_a_base_kgm3; // not rounded
    double densite_a_temperature_kgm3 = 0;
    std::optional<double> temperature_etoile_f;
    std::optional<double> pression_psi;
    std::optional<double> alpha_60_par_f;
    std::optional<double> alpha_15_par_c;
    std::optional<double> ctl_60;
    std::optional<double> ctl_base;
    std::optional<double> ctl;
    std::optional<double> fp_par_psi;
    std::optional<double> cpl;
    std::optional<double> ctpl_60;
    double vcf_non_arrondi = 0;
    std::int32_t iterations = 0;
    bool accepte_au_bord = false;
};
BOOST_DESCRIBE_STRUCT(Calcul, (),
                      (moteur_version, edition, groupe, alpha_15c, areometre, mode_vcf,
                       volume_ambiant, densite_a_15_kgm3, vcf, volume_15c_exact,
                       volume_15c_reception, volume_15c_sortie, zone, temperature_c,
                       temperature_retenue_c, densite_observee_kgm3, facteur_areometre,
                       densite_corrigee_kgm3, densite_a_60f_kgm3, densite_etoile_kgm3,
                       densite_a_base_kgm3, densite_a_temperature_kgm3, temperature_etoile_f,
                       pression_psi, alpha_60_par_f, alpha_15_par_c, ctl_60, ctl_base, ctl,
                       fp_par_psi, cpl, ctpl_60, vcf_non_arrondi, iterations, accepte_au_bord))

} // namespace mlpp::correction
