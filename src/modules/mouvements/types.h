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

// An adjustment as a row of stocks_adjustments: the answer of whatever makes one. The deltas are
// stock deltas (+ adds stock) whatever the movement; the measure is the movement as corrected,
// `avant` what it was before.
struct MesureAvant {
    std::optional<Litres> volume_ambiant;
    std::optional<Celsius> temperature_ambiante_c;
    std::optional<DensiteKgm3> densite_observee_kgm3;
    std::optional<DensiteKgm3> densite_a_15_kgm3;
    std::optional<Vcf> vcf;
    std::optional<Litres> volume_15c;
};
BOOST_DESCRIBE_STRUCT(MesureAvant, (),
                      (volume_ambiant, temperature_ambiante_c, densite_observee_kgm3,
                       densite_a_15_kgm3, vcf, volume_15c))

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
    MesureAvant avant;
    Date date_effet;
    std::string reason;
    Uuid created_by;
    Instant created_at;
};
BOOST_DESCRIBE_STRUCT(AjustementPoste, (),
                      (id, numero, mouvement_type, mouvement_id, rang, type_correction, depot_id,
                       citerne_id, produit_id, proprietaire_type, partenaire_id, delta_ambiant,
                       delta_15c, volume_ambiant, temperature_ambiante_c, densite_observee_kgm3,
                       densite_a_15_kgm3, vcf, volume_15c, avant, date_effet, reason, created_by,
                       created_at))

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
