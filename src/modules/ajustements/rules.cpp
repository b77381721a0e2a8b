#include "modules/ajustements/rules.h"

#include "modules/volumetrie/store.h"

#include <algorithm>

namespace mlpp::ajustements {

namespace {

using correction::Erreurs;

// In characters; blanks at both ends are gone already.
void verifier_raison(const std::string& raison, Erreurs& erreurs) {
    const auto characters = std::ranges::count_if(
        raison, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
    if (static_cast<std::size_t>(characters) < mouvements::raison_min)
        erreurs.push_back({"raison", Code::RAISON_TROP_COURTE, {}});
}

void verifier_champ(Correction type, Correction own, bool given, const char* champ,
                    Erreurs& erreurs) {
    if (type == Correction::MIXTE) return;
    if (given && type != own) erreurs.push_back({champ, Code::AJUSTEMENT_CHAMP_INTERDIT, {}});
    if (!given && type == own) erreurs.push_back({champ, Code::CHAMP_REQUIS, {}});
}

// Only what is corrected must be plausible: the rest was posted.
void verifier_domaine(const DemandeAjustement& demande, const MouvementCorrige& m,
                      Erreurs& erreurs) {
    correction::verifier_domaine(
        {m.densite_min_kgm3, m.densite_max_kgm3, m.temperature_min_c, m.temperature_max_c},
        demande.temperature_ambiante_c.value_or(m.temperature_min_c),
        demande.densite_observee_kgm3.value_or(m.densite_min_kgm3), "temperature_ambiante_c",
        "densite_observee_kgm3", erreurs);
}

} // namespace

Result<> verifier(const DemandeAjustement& d) {
    Erreurs erreurs;
    const bool volume = d.volume_ambiant.has_value();
    const bool temperature = d.temperature_ambiante_c.has_value();
    const bool densite = d.densite_observee_kgm3.has_value();
    verifier_champ(d.type_correction, Correction::VOLUME, volume, "volume_ambiant", erreurs);
    verifier_champ(d.type_correction, Correction::TEMPERATURE, temperature,
                   "temperature_ambiante_c", erreurs);
    verifier_champ(d.type_correction, Correction::DENSITE, densite, "densite_observee_kgm3",
                   erreurs);
    if (!volume && !temperature && !densite && d.type_correction == Correction::MIXTE)
        erreurs.push_back({"volume_ambiant", Code::CHAMP_REQUIS, {}});
    verifier_raison(d.raison, erreurs);
    return correction::sans(std::move(erreurs));
}

Result<> verifier(const DemandeAjustementManuel& d) {
    Erreurs erreurs;
    const bool partenaire = d.proprietaire_type == Proprietaire::PARTENAIRE;
    if (partenaire && !d.partenaire_id)
        erreurs.push_back({"partenaire_id", Code::PARTENAIRE_REQUIS, {}});
    if (!partenaire && d.partenaire_id)
        erreurs.push_back({"partenaire_id", Code::PARTENAIRE_INTERDIT, {}});
    if (d.delta_ambiant == Litres{} && d.delta_15c == Litres{})
        erreurs.push_back({"delta_ambiant", Code::ADJUSTMENT_NO_IMPACT, {}});
    verifier_raison(d.raison, erreurs);
    return correction::sans(std::move(erreurs));
}

Result<AjustementCalcule> calculer(const DemandeAjustement& d, const MouvementCorrige& m) {
    if (m.compense) return refuse(Code::MOUVEMENT_DEJA_COMPENSE);
    Erreurs erreurs;
    verifier_domaine(d, m, erreurs);
    MLPP_CHECK_PLAIN(correction::sans(std::move(erreurs)));
    const auto volume = d.volume_ambiant.value_or(m.volume_ambiant);
    const auto temperature = d.temperature_ambiante_c.value_or(m.temperature_ambiante_c);
    const auto densite = d.densite_observee_kgm3.value_or(m.densite_observee_kgm3);
    const auto corrige = correction::corriger({.edition = m.edition,
                                               .groupe = m.groupe,
                                               .alpha_15c = m.alpha_15c,
                                               .areometre = m.areometre,
                                               .mode_vcf = m.mode_vcf},
                                              temperature, densite);
    if (!corrige) {
        const bool is_temperature = corrige.error().limite == volumetrie::Limite::TEMPERATURE;
        return refuse(correction::refus({correction::refus_moteur(
            Code::ASTM_INVALID_INPUT, corrige.error(),
            is_temperature ? "temperature_ambiante_c" : "densite_observee_kgm3")}));
    }
    const auto figures = correction::appliquer(*corrige, volume, m.arrondi_l);
    return AjustementCalcule{.mouvement_type = d.mouvement_type,
                             .mouvement_id = d.mouvement_id,
                             .type_correction = d.type_correction,
                             .raison = d.raison,
                             .rang = m.rang,
                             .apres = {.volume_ambiant = volume,
                                       .temperature_ambiante_c = temperature,
                                       .densite_observee_kgm3 = densite,
                                       .densite_a_15_kgm3 = figures.densite_a_15_kgm3,
                                       .vcf = figures.vcf,
                                       .volume_15c = figures.volume_15c},
                             .depot_id = d.depot_id,
                             .citerne_id = d.citerne_id,
                             .produit_id = d.produit_id,
                             .proprietaire_type = d.proprietaire_type,
                             .partenaire_id = d.partenaire_id};
}

} // namespace mlpp::ajustements
