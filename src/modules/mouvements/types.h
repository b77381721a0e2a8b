// What receptions, sorties, adjustments and initial stock share. Plain values.
#pragma once

#include "platform/base/date.h"
#include "platform/base/decimal.h"
#include "platform/base/uuid.h"
#include "platform/json/rules.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace mlpp::mouvements {

enum class Proprietaire : std::uint8_t { MONALUXE, PARTENAIRE };
BOOST_DESCRIBE_ENUM(Proprietaire, MONALUXE, PARTENAIRE)

enum class TypeMouvement : std::uint8_t { RECEPTION, SORTIE };
BOOST_DESCRIBE_ENUM(TypeMouvement, RECEPTION, SORTIE)

enum class TypeCorrection : std::uint8_t {
    VOLUME,
    TEMPERATURE,
    DENSITE,
    MIXTE,
    COMPENSATION,
    MANUEL
};
BOOST_DESCRIBE_ENUM(TypeCorrection, VOLUME, TEMPERATURE, DENSITE, MIXTE, COMPENSATION, MANUEL)

// A reason is prefixed with its type before it is stored in 600 characters.
inline constexpr std::size_t raison_min = 10;
inline constexpr std::size_t raison_max = 500;

// Body of a compensation or a re-opening. That a reason is too short has a code of its own, hence
// no minimum here.
struct DemandeRaison {
    std::string raison;
};
BOOST_DESCRIBE_STRUCT(DemandeRaison, (), (raison))

constexpr auto rules(const DemandeRaison*) {
    return std::array{json::rule("raison").length(0, raison_max).lines()};
}

// What a movement counts, before or after a correction; nothing for a manual adjustment.
struct MesureMouvement {
    std::optional<Litres> volume_ambiant;
    std::optional<Celsius> temperature_ambiante_c;
    std::optional<DensiteKgm3> densite_observee_kgm3;
    std::optional<DensiteKgm3> densite_a_15_kgm3;
    std::optional<Vcf> vcf;
    std::optional<Litres> volume_15c;
};
BOOST_DESCRIBE_STRUCT(MesureMouvement, (),
                      (volume_ambiant, temperature_ambiante_c, densite_observee_kgm3,
                       densite_a_15_kgm3, vcf, volume_15c))

// An adjustment as a row of stocks_adjustments: the answer of whatever makes one. The deltas are
// stock deltas (+ adds stock) whatever the movement; the measure is the movement as corrected,
// `avant` what it was before.
struct AjustementPoste {
    Uuid id;
    std::string numero;
    std::optional<TypeMouvement> mouvement_type;
    std::optional<Uuid> mouvement_id;
    std::int32_t rang = 1;
    TypeCorrection type_correction{};
    Uuid depot_id;
    Uuid citerne_id;
    Uuid produit_id;
    Proprietaire proprietaire_type{};
    std::optional<Uuid> partenaire_id;
    Litres delta_ambiant;
    Litres delta_15c;
    std::optional<Litres> volume_ambiant;
    std::optional<Celsius> temperature_ambiante_c;
    std::optional<DensiteKgm3> densite_observee_kgm3;
    std::optional<DensiteKgm3> densite_a_15_kgm3;
    std::optional<Vcf> vcf;
    std::optional<Litres> volume_15c;
    MesureMouvement avant;
    Date date_effet;
    std::string reason;
    Uuid created_by;
    std::optional<Uuid> validated_by; // the second person, where one was due
    Instant created_at;
};
BOOST_DESCRIBE_STRUCT(AjustementPoste, (),
                      (id, numero, mouvement_type, mouvement_id, rang, type_correction, depot_id,
                       citerne_id, produit_id, proprietaire_type, partenaire_id, delta_ambiant,
                       delta_15c, volume_ambiant, temperature_ambiante_c, densite_observee_kgm3,
                       densite_a_15_kgm3, vcf, volume_15c, avant, date_effet, reason, created_by,
                       validated_by, created_at))

enum class StatutProposition : std::uint8_t { EN_ATTENTE, VALIDEE, REFUSEE, RETIREE };
BOOST_DESCRIBE_ENUM(StatutProposition, EN_ATTENTE, VALIDEE, REFUSEE, RETIREE)

// What is posted when a proposal is validated; `rang` as in AjustementPoste.
struct AjustementDemande {
    std::int32_t rang = 1;
    MesureMouvement avant;
    MesureMouvement apres;
};
BOOST_DESCRIBE_STRUCT(AjustementDemande, (), (rang, avant, apres))

// A row of propositions_ajustement: the answer instead of an adjustment when its volume asks for a
// second person (202).
struct PropositionAjustement {
    Uuid id;
    std::string numero;
    StatutProposition statut{};
    std::optional<TypeMouvement> mouvement_type;
    std::optional<Uuid> mouvement_id;
    TypeCorrection type_correction{};
    Uuid depot_id;
    Uuid citerne_id;
    Uuid produit_id;
    Proprietaire proprietaire_type{};
    std::optional<Uuid> partenaire_id;
    Litres delta_ambiant;
    Litres delta_15c;
    AjustementDemande demande;
    std::string reason;
    Uuid created_by;
    Instant created_at;
    std::optional<Uuid> decide_par;
    std::optional<Instant> decide_le;
    std::optional<std::string> motif;
    std::optional<Uuid> ajustement_id;
};
BOOST_DESCRIBE_STRUCT(PropositionAjustement, (),
                      (id, numero, statut, mouvement_type, mouvement_id, type_correction, depot_id,
                       citerne_id, produit_id, proprietaire_type, partenaire_id, delta_ambiant,
                       delta_15c, demande, reason, created_by, created_at, decide_par, decide_le,
                       motif, ajustement_id))

// What a statement that adjusts answers: 201 and an AjustementPoste, or 202 and a
// PropositionAjustement.
struct Reponse {
    std::int32_t statut = 0;
    std::string corps;
};
BOOST_DESCRIBE_STRUCT(Reponse, (), (statut, corps))

// One adjustment in the file of its movement.
struct AjustementDuMouvement {
    Uuid id;
    std::string numero;
    std::int32_t rang = 1;
    TypeCorrection type_correction{};
    Litres delta_ambiant;
    Litres delta_15c;
    std::string reason;
    std::optional<std::string> auteur_nom;
    Instant created_at;
};
BOOST_DESCRIBE_STRUCT(AjustementDuMouvement, (),
                      (id, numero, rang, type_correction, delta_ambiant, delta_15c, reason,
                       auteur_nom, created_at))

constexpr auto rules(const AjustementDuMouvement*) {
    return std::array{json::rule("reason").lines()};
}

// Another tank of the same operation.
struct AutreLigne {
    Uuid id;
    std::string numero;
    std::int32_t ligne = 1;
    Uuid citerne_id;
    std::optional<std::string> citerne_nom;
    Litres volume_ambiant;
    Litres volume_15c;
};
BOOST_DESCRIBE_STRUCT(AutreLigne, (),
                      (id, numero, ligne, citerne_id, citerne_nom, volume_ambiant, volume_15c))

} // namespace mlpp::mouvements
