#include "volumetrie/intermediaires.h"

namespace mlpp::volumetrie {

std::string_view name_of(Edition edition) noexcept {
    switch (edition) {
    case Edition::MPMS_11_1_2004:
        return "MPMS_11_1_2004";
    case Edition::D1250_1980:
        return "D1250_1980";
    }
    return "";
}

std::string_view name_of(Groupe groupe) noexcept {
    switch (groupe) {
    case Groupe::A:
        return "A";
    case Groupe::B:
        return "B";
    case Groupe::C:
        return "C";
    case Groupe::D:
        return "D";
    }
    return "";
}

std::string_view name_of(Zone zone) noexcept {
    switch (zone) {
    case Zone::BRUT:
        return "BRUT";
    case Zone::ESSENCE:
        return "ESSENCE";
    case Zone::TRANSITION:
        return "TRANSITION";
    case Zone::KEROSENE:
        return "KEROSENE";
    case Zone::GASOIL:
        return "GASOIL";
    case Zone::SPECIAL:
        return "SPECIAL";
    case Zone::LUBRIFIANT:
        return "LUBRIFIANT";
    }
    return "";
}

std::string_view name_of(ArrondiFacteur arrondi) noexcept {
    switch (arrondi) {
    case ArrondiFacteur::TABLE_4:
        return "TABLE_4";
    case ArrondiFacteur::CALCULE_5:
        return "CALCULE_5";
    case ArrondiFacteur::SANS:
        return "SANS";
    }
    return "";
}

std::string_view name_of(Limite limite) noexcept {
    switch (limite) {
    case Limite::TEMPERATURE:
        return "TEMPERATURE";
    case Limite::PRESSION:
        return "PRESSION";
    case Limite::DENSITE_OBSERVEE:
        return "DENSITE_OBSERVEE";
    case Limite::DENSITE_60F:
        return "DENSITE_60F";
    case Limite::DENSITE_15C:
        return "DENSITE_15C";
    case Limite::COEFFICIENT_C:
        return "COEFFICIENT_C";
    case Limite::ARRONDI:
        return "ARRONDI";
    case Limite::BASE:
        return "BASE";
    case Limite::LECTURE_TABLE:
        return "LECTURE_TABLE";
    case Limite::CONVERGENCE:
        return "CONVERGENCE";
    case Limite::VOLUME:
        return "VOLUME";
    case Limite::FACTEUR:
        return "FACTEUR";
    }
    return "";
}

std::string_view unit_of(Limite limite) noexcept {
    switch (limite) {
    case Limite::TEMPERATURE:
    case Limite::BASE:
        return "°C";
    case Limite::DENSITE_OBSERVEE:
    case Limite::DENSITE_60F:
    case Limite::DENSITE_15C:
    case Limite::CONVERGENCE:
        return "kg/m³";
    case Limite::VOLUME:
        return "L";
    case Limite::PRESSION:
    case Limite::COEFFICIENT_C:
    case Limite::ARRONDI:
    case Limite::LECTURE_TABLE:
    case Limite::FACTEUR:
        return "";
    }
    return "";
}

std::optional<Edition> edition_named(std::string_view name) noexcept {
    for (const Edition edition : {Edition::MPMS_11_1_2004, Edition::D1250_1980}) {
        if (name == name_of(edition)) return edition;
    }
    return std::nullopt;
}

std::optional<Groupe> groupe_named(char letter) noexcept {
    for (const Groupe groupe : {Groupe::A, Groupe::B, Groupe::C, Groupe::D}) {
        if (letter == name_of(groupe).front()) return groupe;
    }
    return std::nullopt;
}

namespace {

void add_reading(Intermediaires& list, const Correction& c) {
    list.add({"temperature_c", c.temperature_c});
    list.add({"temperature_retenue_c", c.temperature_retenue_c});
    if (c.edition == Edition::MPMS_11_1_2004) {
        list.add({"temperature_etoile_f", c.temperature_etoile_f});
        list.add({"pression_psi", c.pression_psi});
    }
    list.add({"areometre", c.areometre});
    if (c.densite_observee_kgm3 > 0.0) {
        list.add({"densite_observee_kgm3", c.densite_observee_kgm3});
        if (c.areometre) list.add({"facteur_areometre", c.facteur_areometre});
        list.add({"densite_corrigee_kgm3", c.densite_corrigee_kgm3});
    }
}

void add_densities(Intermediaires& list, const Correction& c) {
    if (!c.densite_connue) return;
    if (c.edition == Edition::MPMS_11_1_2004) {
        list.add({"densite_a_60f_kgm3", c.densite_a_60f_kgm3});
        list.add({"densite_etoile_kgm3", c.densite_etoile_kgm3});
        list.add({"densite_a_base_kgm3", c.densite_a_base_kgm3});
    }
    list.add({"densite_a_15_kgm3", c.densite_a_15_kgm3});
    list.add({"densite_a_temperature_kgm3", c.densite_a_temperature_kgm3});
}

void add_factors(Intermediaires& list, const Correction& c) {
    if (c.edition == Edition::MPMS_11_1_2004) {
        list.add({"alpha_60_par_f", c.alpha});
        list.add({"ctl_60", c.ctl_60});
        list.add({"ctl_base", c.ctl_base});
        list.add({"ctl", c.ctl});
        list.add({"fp_par_psi", c.fp_par_psi});
        list.add({"cpl", c.cpl});
        list.add({"ctpl_60", c.ctpl_60});
    } else {
        list.add({"alpha_15_par_c", c.alpha});
    }
    list.add({"vcf_non_arrondi", c.vcf_non_arrondi});
    list.add({"vcf", c.vcf});
}

} // namespace

Intermediaires list_intermediates(const Correction& c) noexcept {
    Intermediaires list;
    const std::int64_t base_c = c.base == TemperatureBase::C_20 ? 20 : 15;
    list.add({"moteur_version", moteur_version});
    list.add({"edition", name_of(c.edition)});
    list.add({"groupe", name_of(c.groupe)});
    list.add({"arrondi", name_of(c.arrondi)});
    list.add({"temperature_base_c", base_c});
    add_reading(list, c);
    list.add({"zone", name_of(c.zone)});
    if (c.iterations > 0) {
        list.add({"iterations", std::int64_t{c.iterations}});
        list.add({"accepte_au_bord", c.accepte_au_bord});
    }
    add_densities(list, c);
    add_factors(list, c);
    return list;
}

} // namespace mlpp::volumetrie
