#include "modules/volumetrie/rules.h"

#include "platform/base/assert.h"
#include "volumetrie/intermediaires.h"
#include "volumetrie/volume.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mlpp::correction {

namespace {

constexpr int decimales_vcf = Vcf::scale;

volumetrie::Options options_of(const Methode& methode) {
    volumetrie::Options options;
    options.edition = methode.edition;
    options.arrondi = methode.mode_vcf;
    options.areometre = methode.areometre;
    options.unite_coefficient = volumetrie::UniteCoefficient::PAR_C;
    if (methode.alpha_15c) options.coefficient_c = methode.alpha_15c->to_double();
    return options;
}

// The factor at the decimals that are stored; exact for every rounding that is posted.
Vcf stored(volumetrie::FacteurDecimal factor) {
    if (factor.decimales <= decimales_vcf)
        return Vcf::from_units(factor.mantisse *
                               volumetrie::power_of_ten(decimales_vcf - factor.decimales));
    return Vcf::from_units(volumetrie::divide_half_away(
        factor.mantisse, volumetrie::power_of_ten(factor.decimales - decimales_vcf)));
}

std::optional<volumetrie::ArrondiVolume> arrondi_of(Litres arrondi_l) {
    if (arrondi_l.units() == 1) return volumetrie::ArrondiVolume::MILLILITRE;
    if (arrondi_l.units() == 100) return volumetrie::ArrondiVolume::DECILITRE;
    if (arrondi_l.units() != 1000) return std::nullopt;
    return volumetrie::ArrondiVolume::LITRE;
}

std::string figure(double value) {
    return fmt::format("{:.8g}", value);
}

template <class T>
std::optional<T> where(bool produced, T value) {
    return produced ? std::optional<T>(value) : std::nullopt;
}

bool outside(auto value, auto least, auto most) {
    return value < least || value > most;
}

} // namespace

ArrondiFacteur mode_of(Edition edition) {
    return edition == Edition::D1250_1980 ? ArrondiFacteur::TABLE_4 : ArrondiFacteur::CALCULE_5;
}

std::expected<volumetrie::Correction, volumetrie::Refus>
corriger(const Methode& methode, Celsius temperature_c, DensiteKgm3 densite_observee_kgm3) {
    return volumetrie::correct_densite_observee(methode.groupe, densite_observee_kgm3.to_double(),
                                                temperature_c.to_double(), options_of(methode));
}

bool admet_arrondi(Litres arrondi_l) {
    return arrondi_of(arrondi_l).has_value();
}

MesureCorrigee appliquer(const volumetrie::Correction& correction, Litres volume_ambiant,
                         Litres arrondi_l) {
    const auto vcf = stored(correction.vcf);
    const auto arrondi = arrondi_of(arrondi_l);
    MLPP_ASSERT(arrondi.has_value()); // settings of depots have no other step
    const auto volume =
        volumetrie::correct_volume(volume_ambiant.units(), {vcf.units(), decimales_vcf}, *arrondi);
    MLPP_ASSERT(volume.has_value()); // callers limit volumes, the engine its factors
    return {.densite_a_15_kgm3 = DensiteKgm3::from_units(
                volumetrie::scale_half_away(correction.densite_a_15_kgm3, DensiteKgm3::scale)),
            .vcf = vcf,
            .volume_15c_exact = Litres::from_units(volume->volume_ml),
            .volume_15c = Litres::from_units(volume->volume_arrondi_ml)};
}

Problem refus(Erreurs erreurs) {
    MLPP_ASSERT(!erreurs.empty());
    const auto first = erreurs.front();
    const bool alike = std::ranges::all_of(
        erreurs, [&](const FieldProblem& erreur) { return erreur.code == first.code; });
    auto problem = invalid_fields(std::move(erreurs));
    if (alike && first.code != Code::CHAMP_REQUIS) {
        problem.code = first.code;
        problem.parametres = first.parametres;
    }
    return problem;
}

Result<> sans(Erreurs erreurs) {
    if (erreurs.empty()) return {};
    return refuse(refus(std::move(erreurs)));
}

void verifier_domaine(const Domaine& domaine, std::optional<Celsius> temperature_c,
                      std::optional<DensiteKgm3> densite_observee_kgm3,
                      std::string_view champ_temperature, std::string_view champ_densite,
                      Erreurs& erreurs) {
    const auto verifier = [&](Code code, std::string_view champ, auto value, auto least,
                              auto most) {
        if (value && outside(*value, least, most))
            erreurs.push_back({std::string(champ),
                               code,
                               {{"valeur", figure(value->to_double())},
                                {"min", figure(least.to_double())},
                                {"max", figure(most.to_double())}}});
    };
    verifier(Code::ASTM_LOOKUP_OUT_OF_DOMAIN_DENS, champ_densite, densite_observee_kgm3,
             domaine.densite_min_kgm3, domaine.densite_max_kgm3);
    verifier(Code::ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP, champ_temperature, temperature_c,
             domaine.temperature_min_c, domaine.temperature_max_c);
}

FieldProblem refus_moteur(Code code, const volumetrie::Refus& refus, std::string champ) {
    return {std::move(champ),
            code,
            {{"raison", std::string(volumetrie::name_of(refus.limite))},
             {"valeur", figure(refus.valeur)},
             {"min", figure(refus.borne_inf)},
             {"max", figure(refus.borne_sup)}}};
}

// ---------------------------------------------------------------------------------------------------------------
// Lines of a movement
// ---------------------------------------------------------------------------------------------------------------

TableReglages::TableReglages(std::vector<ReglageCiterne> reglages)
    : reglages_(std::move(reglages)) {
    std::ranges::sort(reglages_, {}, &ReglageCiterne::citerne_id);
}

const ReglageCiterne* TableReglages::find(const Uuid& citerne_id) const {
    const auto found =
        std::ranges::lower_bound(reglages_, citerne_id, {}, &ReglageCiterne::citerne_id);
    return found != reglages_.end() && found->citerne_id == citerne_id ? &*found : nullptr;
}

TableReglages TableReglages::with(const TableReglages& others) const {
    auto all = reglages_;
    std::ranges::copy_if(
        others.reglages_, std::back_inserter(all),
        [this](const ReglageCiterne& other) { return find(other.citerne_id) == nullptr; });
    return TableReglages(std::move(all));
}

namespace {

// One line at work: what it asks, where it stands, what is wrong with it.
class Ligne {
public:
    Ligne(const LigneDemandee& demande, std::size_t index, const Sens& sens, Erreurs& erreurs)
        : demande_(demande), index_(index), sens_(sens), erreurs_(erreurs) {}

    void verifier_index() {
        require(demande_.index_avant, sens_.volume_absent, "index_avant");
        require(demande_.index_apres, sens_.volume_absent, "index_apres");
        const auto avant = demande_.index_avant.value_or(Litres{});
        const auto apres = demande_.index_apres.value_or(Litres{});
        if (avant < Litres{}) note(sens_.index_avant_negatif, "index_avant");
        if (apres < Litres{}) note(sens_.index_apres_negatif, "index_apres");
        const bool both = demande_.index_avant && demande_.index_apres;
        if (both && avant >= Litres{} && apres >= Litres{} && apres <= avant)
            note(sens_.index_incoherents, "index_apres");
    }

    void verifier_mesures() {
        require(demande_.temperature_ambiante_c, sens_.temperature_absente,
                "temperature_ambiante_c");
        require(demande_.densite_observee_kgm3, sens_.densite_absente, "densite_observee_kgm3");
    }

    // Null when the tank is missing or unknown.
    const ReglageCiterne* trouver_reglage(std::span<const LigneDemandee> before,
                                          const TableReglages& reglages) {
        if (!require(demande_.citerne_id, sens_.citerne_absente, "citerne_id")) return nullptr;
        const auto* reglage = reglages.find(*demande_.citerne_id);
        if (reglage == nullptr) {
            note(sens_.citerne_inconnue, "citerne_id");
            return nullptr;
        }
        if (std::ranges::find(before, demande_.citerne_id, &LigneDemandee::citerne_id) !=
            before.end())
            note(sens_.citerne_repetee, "citerne_id");
        if (demande_.produit_id && *demande_.produit_id != reglage->produit_id)
            note(sens_.produit_autre, "produit_id");
        return reglage;
    }

    // The domain first, then, with complete readings, the engine.
    void calculer(const ReglageCiterne& r, std::vector<LignePostee>& calculees) {
        const auto& temperature = demande_.temperature_ambiante_c;
        const auto& densite = demande_.densite_observee_kgm3;
        const auto before = erreurs_.size();
        verifier_domaine(r.domaine(), temperature, densite, path("temperature_ambiante_c"),
                         path("densite_observee_kgm3"), erreurs_);
        if (erreurs_.size() != before || !temperature || !densite) return;
        const Methode methode{.edition = r.edition,
                              .groupe = r.groupe,
                              .alpha_15c = r.alpha_15c,
                              .areometre = r.areometre,
                              .mode_vcf = mode_of(r.edition)};
        const auto correction = corriger(methode, *temperature, *densite);
        if (!correction) {
            erreurs_.push_back(
                refus_moteur(sens_.moteur, correction.error(),
                             path(correction.error().limite == volumetrie::Limite::TEMPERATURE
                                      ? "temperature_ambiante_c"
                                      : "densite_observee_kgm3")));
            return;
        }
        if (erreurs_.empty()) calculees.push_back(assemble(r, methode, *correction));
    }

private:
    std::string path(std::string_view field) const {
        return fmt::format("lignes[{}].{}", index_, field);
    }

    void note(Code code, std::string_view field) { erreurs_.push_back({path(field), code, {}}); }

    template <class T>
    bool require(const std::optional<T>& value, Code code, std::string_view field) {
        if (!value) note(code, field);
        return value.has_value();
    }

    LignePostee assemble(const ReglageCiterne& r, const Methode& methode,
                         const volumetrie::Correction& correction) const {
        const auto arrondi_l = r.*sens_.arrondi_l;
        const auto figures =
            appliquer(correction, *demande_.index_apres - *demande_.index_avant, arrondi_l);
        return {{.index_avant = *demande_.index_avant,
                 .index_apres = *demande_.index_apres,
                 .temperature_ambiante_c = *demande_.temperature_ambiante_c,
                 .densite_observee_kgm3 = *demande_.densite_observee_kgm3,
                 .edition = methode.edition,
                 .areometre = methode.areometre,
                 .groupe = methode.groupe,
                 .alpha_15c = methode.alpha_15c,
                 .mode_vcf = methode.mode_vcf,
                 .arrondi_l = arrondi_l,
                 .moteur_version = std::string(volumetrie::moteur_version),
                 .densite_a_15_kgm3 = figures.densite_a_15_kgm3,
                 .vcf = figures.vcf,
                 .volume_15c_exact = figures.volume_15c_exact,
                 .volume_15c = figures.volume_15c},
                r.citerne_id,
                r.produit_id,
                demande_.produit_id};
    }

    const LigneDemandee& demande_;
    std::size_t index_;
    const Sens& sens_;
    Erreurs& erreurs_;
};

} // namespace

std::vector<LignePostee> calculer_lignes(std::span<const LigneDemandee> lignes,
                                         const TableReglages& reglages, const Sens& sens,
                                         Erreurs& erreurs) {
    std::vector<LignePostee> calculees;
    calculees.reserve(lignes.size());
    for (std::size_t i = 0; i < lignes.size(); ++i) {
        Ligne ligne(lignes[i], i, sens, erreurs);
        const auto* reglage = ligne.trouver_reglage(lignes.first(i), reglages);
        ligne.verifier_index();
        ligne.verifier_mesures();
        if (reglage != nullptr) ligne.calculer(*reglage, calculees);
    }
    return calculees;
}

// ---------------------------------------------------------------------------------------------------------------
// Preview
// ---------------------------------------------------------------------------------------------------------------

namespace {

constexpr auto arrondi_reception_par_defaut = Litres::from_units(100);
constexpr auto arrondi_sortie_par_defaut = Litres::from_units(1000);

Methode methode_of(const DemandeCalcul& demande, const ReglageCalcul& reglage) {
    const auto edition =
        demande.edition.value_or(reglage.edition.value_or(Edition::MPMS_11_1_2004));
    const bool by_product = demande.produit_id.has_value();
    return {.edition = edition,
            .groupe = by_product ? *reglage.groupe : *demande.groupe,
            .alpha_15c = by_product ? reglage.alpha_15c : demande.alpha_15c,
            .areometre = demande.areometre.value_or(reglage.areometre.value_or(true)),
            .mode_vcf = mode_of(edition)};
}

Calcul show(const volumetrie::Correction& c, const Methode& methode) {
    const bool mpms = c.edition == Edition::MPMS_11_1_2004;
    return {.moteur_version = std::string(volumetrie::moteur_version),
            .edition = c.edition,
            .groupe = c.groupe,
            .alpha_15c = methode.alpha_15c,
            .areometre = c.areometre,
            .mode_vcf = methode.mode_vcf,
            .volume_ambiant = {},
            .densite_a_15_kgm3 = {},
            .vcf = {},
            .volume_15c_exact = {},
            .volume_15c_reception = {},
            .volume_15c_sortie = {},
            .zone = c.zone,
            .temperature_c = c.temperature_c,
            .temperature_retenue_c = c.temperature_retenue_c,
            .densite_observee_kgm3 = c.densite_observee_kgm3,
            .facteur_areometre = where(c.areometre, c.facteur_areometre),
            .densite_corrigee_kgm3 = c.densite_corrigee_kgm3,
            .densite_a_60f_kgm3 = where(mpms, c.densite_a_60f_kgm3),
            .densite_etoile_kgm3 = where(mpms, c.densite_etoile_kgm3),
            .densite_a_base_kgm3 = where(mpms, c.densite_a_base_kgm3),
            .densite_a_temperature_kgm3 = c.densite_a_temperature_kgm3,
            .temperature_etoile_f = where(mpms, c.temperature_etoile_f),
            .pression_psi = where(mpms, c.pression_psi),
            .alpha_60_par_f = where(mpms, c.alpha),
            .alpha_15_par_c = where(!mpms, c.alpha),
            .ctl_60 = where(mpms, c.ctl_60),
            .ctl_base = where(mpms, c.ctl_base),
            .ctl = where(mpms, c.ctl),
            .fp_par_psi = where(mpms, c.fp_par_psi),
            .cpl = where(mpms, c.cpl),
            .ctpl_60 = where(mpms, c.ctpl_60),
            .vcf_non_arrondi = c.vcf_non_arrondi,
            .iterations = c.iterations,
            .accepte_au_bord = c.accepte_au_bord};
}

void verifier_references(const DemandeCalcul& demande, const ReglageCalcul& reglage,
                         Erreurs& erreurs) {
    if (demande.produit_id && !reglage.produit_id)
        erreurs.push_back({"produit_id", Code::REFERENCE_INTROUVABLE, {}});
    if (demande.depot_id && !reglage.depot_id)
        erreurs.push_back({"depot_id", Code::REFERENCE_INTROUVABLE, {}});
    if (demande.produit_id && reglage.produit_id)
        verifier_domaine({*reglage.densite_min_kgm3, *reglage.densite_max_kgm3,
                          *reglage.temperature_min_c, *reglage.temperature_max_c},
                         demande.temperature_c, demande.densite_observee_kgm3, "temperature_c",
                         "densite_observee_kgm3", erreurs);
}

} // namespace

Result<> verifier(const DemandeCalcul& demande) {
    if (demande.produit_id.has_value() == demande.groupe.has_value())
        return refuse(refus({{"groupe", Code::GROUPE_OU_PRODUIT, {}}}));
    const bool special = demande.groupe == Groupe::C;
    if (special && !demande.alpha_15c)
        return refuse(refus({{"alpha_15c", Code::CHAMP_REQUIS, {}}}));
    if (!special && demande.alpha_15c)
        return refuse(refus({{"alpha_15c",
                              Code::ASTM_INVALID_INPUT,
                              {{"raison", "COEFFICIENT_C"},
                               {"valeur", demande.alpha_15c->text()},
                               {"min", "0"},
                               {"max", "0"}}}}));
    return {};
}

Result<Calcul> calculer(const DemandeCalcul& demande, const ReglageCalcul& reglage) {
    Erreurs erreurs;
    verifier_references(demande, reglage, erreurs);
    MLPP_CHECK_PLAIN(sans(std::move(erreurs)));
    const auto methode = methode_of(demande, reglage);
    const auto correction = corriger(methode, demande.temperature_c, demande.densite_observee_kgm3);
    if (!correction) {
        const bool temperature = correction.error().limite == volumetrie::Limite::TEMPERATURE;
        return refuse(
            refus({refus_moteur(Code::ASTM_INVALID_INPUT, correction.error(),
                                temperature ? "temperature_c" : "densite_observee_kgm3")}));
    }
    const auto reception =
        appliquer(*correction, demande.volume_ambiant,
                  reglage.arrondi_reception_l.value_or(arrondi_reception_par_defaut));
    const auto sortie_figures =
        appliquer(*correction, demande.volume_ambiant,
                  reglage.arrondi_sortie_l.value_or(arrondi_sortie_par_defaut));
    auto calcul = show(*correction, methode);
    calcul.volume_ambiant = demande.volume_ambiant;
    calcul.densite_a_15_kgm3 = reception.densite_a_15_kgm3;
    calcul.vcf = reception.vcf;
    calcul.volume_15c_exact = reception.volume_15c_exact;
    calcul.volume_15c_reception = reception.volume_15c;
    calcul.volume_15c_sortie = sortie_figures.volume_15c;
    return calcul;
}

} // namespace mlpp::correction
