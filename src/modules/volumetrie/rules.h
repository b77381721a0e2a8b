// From readings to official figures: one path for receptions, sorties, adjustments and previews
// (T-REG-10). Pure functions, any thread; nothing here knows the database.
#pragma once

#include "modules/volumetrie/types.h"
#include "platform/base/result.h"

#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace mlpp::correction {

// How the factor of an edition is rounded when it is posted: the printed table's 4 decimals for
// 1980, the published 5 decimals for 2004.
ArrondiFacteur mode_of(Edition edition);

// The engine on one measure. Temperature in °C, density in kg/m³ at that temperature. Refusal: the
// limit crossed.
std::expected<volumetrie::Correction, volumetrie::Refus>
corriger(const Methode& methode, Celsius temperature_c, DensiteKgm3 densite_observee_kgm3);

// Is it a step that volumes are rounded to: 0.001, 0.1 or 1?
bool admet_arrondi(Litres arrondi_l);

// The official figures of `volume_ambiant`, at most 1e12 L: the rounded factor is the one applied,
// and each volume is rounded once from the exact product, halves away from zero. `arrondi_l` is
// admitted.
MesureCorrigee appliquer(const volumetrie::Correction& correction, Litres volume_ambiant,
                         Litres arrondi_l);

// --- Field errors -----------------------------------------------------------------------------

using Erreurs = std::vector<FieldProblem>;

// All field errors as one problem. Its code is theirs when they agree; DONNEES_INVALIDES otherwise,
// and when fields are only missing, as everywhere.
Problem refus(Erreurs erreurs);

// Nothing, or the refusal of what was noted.
Result<> sans(Erreurs erreurs);

// Readings, those that there are, outside the product's plausible domain (T-VOL-04).
// `champ_densite`, `champ_temperature`: their JSON paths.
void verifier_domaine(const Domaine& domaine, std::optional<Celsius> temperature_c,
                      std::optional<DensiteKgm3> densite_observee_kgm3,
                      std::string_view champ_temperature, std::string_view champ_densite,
                      Erreurs& erreurs);

// What the engine refused, as a field error with the limit and its bounds.
FieldProblem refus_moteur(Code code, const volumetrie::Refus& refus, std::string champ);

// --- Lines of a movement ----------------------------------------------------------------------

// Codes and rounding of one direction.
struct Sens {
    Code citerne_absente;
    Code citerne_inconnue;
    Code citerne_repetee;
    Code produit_autre;
    Code index_avant_negatif;
    Code index_apres_negatif;
    Code index_incoherents;
    Code volume_absent;
    Code temperature_absente;
    Code densite_absente;
    Code moteur;
    Litres ReglageCiterne::* arrondi_l;
};

inline constexpr Sens entree{.citerne_absente = Code::CHAMP_REQUIS,
                             .citerne_inconnue = Code::RECEPTION_CITERNE_INTROUVABLE,
                             .citerne_repetee = Code::RECEPTION_CITERNE_REPETEE,
                             .produit_autre = Code::RECEPTION_PRODUIT_INCOMPATIBLE,
                             .index_avant_negatif = Code::RECEPTION_INDEX_NEGATIF,
                             .index_apres_negatif = Code::RECEPTION_INDEX_NEGATIF,
                             .index_incoherents = Code::RECEPTION_INDEX_INCOHERENT,
                             .volume_absent = Code::RECEPTION_INPUT_MISSING,
                             .temperature_absente = Code::RECEPTION_INPUT_MISSING,
                             .densite_absente = Code::RECEPTION_INPUT_MISSING,
                             .moteur = Code::RECEPTION_VOLUMETRICS_FAILED,
                             .arrondi_l = &ReglageCiterne::arrondi_reception_l};

inline constexpr Sens sortie{.citerne_absente = Code::SORTIE_CITERNE_OBLIGATOIRE,
                             .citerne_inconnue = Code::SORTIE_CITERNE_INVALIDE,
                             .citerne_repetee = Code::SORTIE_CITERNE_REPETEE,
                             .produit_autre = Code::PRODUIT_CITERNE_MISMATCH,
                             .index_avant_negatif = Code::INDEX_AVANT_NEGATIF,
                             .index_apres_negatif = Code::INDEX_APRES_NEGATIF,
                             .index_incoherents = Code::INDEX_INCOHERENTS,
                             .volume_absent = Code::VOLUME_AMBIANT_REQUIRED,
                             .temperature_absente = Code::TEMPERATURE_REQUIRED,
                             .densite_absente = Code::DENSITE_OBSERVEE_REQUIRED,
                             .moteur = Code::SORTIE_VOLUMETRICS_FAILED,
                             .arrondi_l = &ReglageCiterne::arrondi_sortie_l};

inline constexpr std::size_t lignes_max = 20;

// Settings of tanks, by id. Immutable once made.
class TableReglages {
public:
    explicit TableReglages(std::vector<ReglageCiterne> reglages);

    // Null when there is no such tank.
    const ReglageCiterne* find(const Uuid& citerne_id) const;

    // With the tanks that only `others` has.
    TableReglages with(const TableReglages& others) const;

private:
    std::vector<ReglageCiterne> reglages_; // in the order of citerne_id
};

// The lines with the engine's results. Every fault is noted in `erreurs` with its path; the lines
// count only when nothing was noted.
std::vector<LignePostee> calculer_lignes(std::span<const LigneDemandee> lignes,
                                         const TableReglages& reglages, const Sens& sens,
                                         Erreurs& erreurs);

// --- Preview ----------------------------------------------------------------------------------

// POST /volumetrie/calcul: GROUPE_OU_PRODUIT, and the coefficient of group C.
Result<> verifier(const DemandeCalcul& demande);

// `reglage` answers the demande's product and depot.
Result<Calcul> calculer(const DemandeCalcul& demande, const ReglageCalcul& reglage);

} // namespace mlpp::correction
