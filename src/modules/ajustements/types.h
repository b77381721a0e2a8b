// Adjustments: compensating entries on posted movements, and manual ones. Field names are the
// columns'.
#pragma once

#include "modules/mouvements/types.h"
#include "modules/volumetrie/types.h"
#include "platform/list/list.h"

#include <vector>

namespace mlpp::ajustements {

using mouvements::AjustementPoste;
using mouvements::PropositionAjustement;
using mouvements::Proprietaire;
using mouvements::Reponse;
using mouvements::StatutProposition;
using mouvements::TypeCorrection;
using mouvements::TypeMouvement;

// The corrections that a person asks for by their new measure.
enum class Correction : std::uint8_t { VOLUME, TEMPERATURE, DENSITE, MIXTE };
BOOST_DESCRIBE_ENUM(Correction, VOLUME, TEMPERATURE, DENSITE, MIXTE)

// The corrected values, not differences. The fields of the context may be sent along to be compared
// with the movement's own.
struct DemandeAjustement {
    TypeMouvement mouvement_type{};
    Uuid mouvement_id;
    Correction type_correction{};
    std::optional<Litres> volume_ambiant;
    std::optional<Celsius> temperature_ambiante_c;
    std::optional<DensiteKgm3> densite_observee_kgm3;
    std::string raison;
    std::optional<Uuid> depot_id;
    std::optional<Uuid> citerne_id;
    std::optional<Uuid> produit_id;
    std::optional<Proprietaire> proprietaire_type;
    std::optional<Uuid> partenaire_id;
};
BOOST_DESCRIBE_STRUCT(DemandeAjustement, (),
                      (mouvement_type, mouvement_id, type_correction, volume_ambiant,
                       temperature_ambiante_c, densite_observee_kgm3, raison, depot_id, citerne_id,
                       produit_id, proprietaire_type, partenaire_id))

constexpr auto rules(const DemandeAjustement*) {
    return std::array{json::rule("volume_ambiant").between(0.001, correction::litres_max),
                      json::rule("temperature_ambiante_c").between(-999.99, 999.99),
                      json::rule("densite_observee_kgm3").between(0, 9999),
                      json::rule("raison").length(0, mouvements::raison_max).lines()};
}

// A movement as it counts today, how its volume was corrected, and its product's plausible
// readings. `rang`: how many adjustments it has.
struct MouvementCorrige {
    std::int32_t rang = 0;
    bool compense = false;
    correction::Edition edition{};
    correction::Groupe groupe{};
    std::optional<correction::Coefficient> alpha_15c;
    bool areometre = true;
    correction::ArrondiFacteur mode_vcf{};
    Litres arrondi_l;
    Litres volume_ambiant;
    Celsius temperature_ambiante_c;
    DensiteKgm3 densite_observee_kgm3;
    DensiteKgm3 densite_min_kgm3;
    DensiteKgm3 densite_max_kgm3;
    Celsius temperature_min_c;
    Celsius temperature_max_c;
};
BOOST_DESCRIBE_STRUCT(MouvementCorrige, (),
                      (rang, compense, edition, groupe, alpha_15c, areometre, mode_vcf, arrondi_l,
                       volume_ambiant, temperature_ambiante_c, densite_observee_kgm3,
                       densite_min_kgm3, densite_max_kgm3, temperature_min_c, temperature_max_c))

struct MesureApres {
    Litres volume_ambiant;
    Celsius temperature_ambiante_c;
    DensiteKgm3 densite_observee_kgm3;
    DensiteKgm3 densite_a_15_kgm3;
    Vcf vcf;
    Litres volume_15c;
};
BOOST_DESCRIBE_STRUCT(MesureApres, (),
                      (volume_ambiant, temperature_ambiante_c, densite_observee_kgm3,
                       densite_a_15_kgm3, vcf, volume_15c))

// The argument of app.enregistrer_ajustement.
struct AjustementCalcule {
    TypeMouvement mouvement_type{};
    Uuid mouvement_id;
    Correction type_correction{};
    std::string raison;
    std::int32_t rang = 0;
    MesureApres apres;
    std::optional<Uuid> depot_id;
    std::optional<Uuid> citerne_id;
    std::optional<Uuid> produit_id;
    std::optional<Proprietaire> proprietaire_type;
    std::optional<Uuid> partenaire_id;
};
BOOST_DESCRIBE_STRUCT(AjustementCalcule, (),
                      (mouvement_type, mouvement_id, type_correction, raison, rang, apres, depot_id,
                       citerne_id, produit_id, proprietaire_type, partenaire_id))

// A correction that belongs to no movement. Stock deltas: + adds stock.
struct DemandeAjustementManuel {
    Uuid citerne_id;
    Proprietaire proprietaire_type{};
    std::optional<Uuid> partenaire_id;
    Litres delta_ambiant;
    Litres delta_15c;
    std::string raison;
};
BOOST_DESCRIBE_STRUCT(DemandeAjustementManuel, (),
                      (citerne_id, proprietaire_type, partenaire_id, delta_ambiant, delta_15c,
                       raison))

constexpr auto rules(const DemandeAjustementManuel*) {
    return std::array{
        json::rule("delta_ambiant").between(-correction::litres_max, correction::litres_max),
        json::rule("delta_15c").between(-correction::litres_max, correction::litres_max),
        json::rule("raison").length(0, mouvements::raison_max).lines()};
}

// A row of the list.
struct Ajustement {
    Uuid id;
    std::string numero;
    std::optional<TypeMouvement> mouvement_type;
    std::optional<Uuid> mouvement_id;
    std::optional<std::string> mouvement_numero;
    TypeCorrection type_correction{};
    Uuid depot_id;
    std::optional<std::string> depot_nom;
    Uuid citerne_id;
    std::optional<std::string> citerne_nom;
    Uuid produit_id;
    std::optional<std::string> produit_nom;
    Proprietaire proprietaire_type{};
    std::optional<Uuid> partenaire_id;
    Litres delta_ambiant;
    Litres delta_15c;
    Date date_effet;
    std::string reason;
    Uuid created_by;
    std::optional<std::string> auteur_nom;
    std::optional<Uuid> validated_by;
    std::optional<std::string> valideur_nom;
    Instant created_at;
};
BOOST_DESCRIBE_STRUCT(Ajustement, (),
                      (id, numero, mouvement_type, mouvement_id, mouvement_numero, type_correction,
                       depot_id, depot_nom, citerne_id, citerne_nom, produit_id, produit_nom,
                       proprietaire_type, partenaire_id, delta_ambiant, delta_15c, date_effet,
                       reason, created_by, auteur_nom, validated_by, valideur_nom, created_at))

struct DetailAjustement : AjustementPoste {
    std::optional<std::string> mouvement_numero;
    std::optional<std::string> depot_nom;
    std::optional<std::string> citerne_nom;
    std::optional<std::string> produit_nom;
    std::optional<std::string> partenaire_nom;
    std::optional<std::string> auteur_nom;
    std::optional<std::string> valideur_nom;
};
BOOST_DESCRIBE_STRUCT(DetailAjustement, (AjustementPoste),
                      (mouvement_numero, depot_nom, citerne_nom, produit_nom, partenaire_nom,
                       auteur_nom, valideur_nom))

struct FiltreAjustements : list::Paging {
    std::vector<TypeCorrection> type_correction;
    std::optional<TypeMouvement> mouvement_type;
    std::optional<Uuid> mouvement_id;
    std::optional<Uuid> depot_id;
    std::optional<Uuid> citerne_id;
    std::optional<Date> du; // of effect
    std::optional<Date> au;
    std::optional<std::string> q; // reason, numbers
};
BOOST_DESCRIBE_STRUCT(FiltreAjustements, (list::Paging),
                      (type_correction, mouvement_type, mouvement_id, depot_id, citerne_id, du, au,
                       q))

constexpr auto rules(const FiltreAjustements*) {
    return list::paging_rules(
        std::array{json::rule("type_correction").items(0, 6), json::rule("q").length(1, 100)});
}

// --- Proposals: adjustments that wait for a second person
// -----------------------------------------

// Why a proposal is refused, or what its validator adds. That a refusal says too little has a code
// of its own.
struct DemandeDecision {
    std::optional<std::string> motif;
};
BOOST_DESCRIBE_STRUCT(DemandeDecision, (), (motif))

constexpr auto rules(const DemandeDecision*) {
    return std::array{json::rule("motif").length(0, mouvements::raison_max).lines()};
}

// A row of the list.
struct Proposition {
    Uuid id;
    std::string numero;
    StatutProposition statut{};
    std::optional<TypeMouvement> mouvement_type;
    std::optional<Uuid> mouvement_id;
    std::optional<std::string> mouvement_numero;
    TypeCorrection type_correction{};
    Uuid depot_id;
    std::optional<std::string> depot_nom;
    Uuid citerne_id;
    std::optional<std::string> citerne_nom;
    Uuid produit_id;
    std::optional<std::string> produit_nom;
    Proprietaire proprietaire_type{};
    std::optional<Uuid> partenaire_id;
    Litres delta_ambiant;
    Litres delta_15c;
    std::string reason;
    Uuid created_by;
    std::optional<std::string> auteur_nom;
    Instant created_at;
    std::optional<Uuid> decide_par;
    std::optional<std::string> decideur_nom;
    std::optional<Instant> decide_le;
    std::optional<std::string> motif;
    std::optional<Uuid> ajustement_id;
};
BOOST_DESCRIBE_STRUCT(Proposition, (),
                      (id, numero, statut, mouvement_type, mouvement_id, mouvement_numero,
                       type_correction, depot_id, depot_nom, citerne_id, citerne_nom, produit_id,
                       produit_nom, proprietaire_type, partenaire_id, delta_ambiant, delta_15c,
                       reason, created_by, auteur_nom, created_at, decide_par, decideur_nom,
                       decide_le, motif, ajustement_id))

struct DetailProposition : PropositionAjustement {
    std::optional<std::string> mouvement_numero;
    std::optional<std::string> depot_nom;
    std::optional<std::string> citerne_nom;
    std::optional<std::string> produit_nom;
    std::optional<std::string> partenaire_nom;
    std::optional<std::string> auteur_nom;
    std::optional<std::string> decideur_nom;
    std::optional<std::string> ajustement_numero;
    bool perimee = false; // the movement was corrected since: it can only be refused
};
BOOST_DESCRIBE_STRUCT(DetailProposition, (PropositionAjustement),
                      (mouvement_numero, depot_nom, citerne_nom, produit_nom, partenaire_nom,
                       auteur_nom, decideur_nom, ajustement_numero, perimee))

struct FiltrePropositions : list::Paging {
    std::vector<StatutProposition> statut;
    std::optional<Uuid> depot_id;
    std::optional<Uuid> citerne_id;
};
BOOST_DESCRIBE_STRUCT(FiltrePropositions, (list::Paging), (statut, depot_id, citerne_id))

constexpr auto rules(const FiltrePropositions*) {
    return list::paging_rules(std::array{json::rule("statut").items(0, 4)});
}

} // namespace mlpp::ajustements
