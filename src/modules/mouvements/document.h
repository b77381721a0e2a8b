// What a reception and a sortie have in common: a row of the list, the row of the table, the file.
// Field names are the columns'. Plain values.
#pragma once

#include "modules/mouvements/types.h"
#include "modules/volumetrie/types.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mlpp::mouvements {

// Which movement it is: one tank of an operation.
struct Identite {
    Uuid id;
    std::string numero;
    Uuid operation_id;
    std::int32_t ligne = 1;
    Uuid depot_id;
    Uuid citerne_id;
    Uuid produit_id;
    Proprietaire proprietaire_type{};
    std::optional<Uuid> partenaire_id;
};
BOOST_DESCRIBE_STRUCT(Identite, (),
                      (id, numero, operation_id, ligne, depot_id, citerne_id, produit_id,
                       proprietaire_type, partenaire_id))

// A row of the table.
struct DocumentPoste : Identite, correction::LigneCorrigee {
    Litres volume_ambiant;
    Decimal<7> densite_a_15_g_cm3;
    std::string statut;
    std::optional<std::string> note;
    Uuid created_by;
    Uuid validated_by;
    Instant created_at;
};
BOOST_DESCRIBE_STRUCT(DocumentPoste, (Identite, correction::LigneCorrigee),
                      (volume_ambiant, densite_a_15_g_cm3, statut, note, created_by, validated_by,
                       created_at))

// What its file adds to it: names, what it counts today (net), its corrections and the other tanks
// of the same operation.
struct Dossier {
    std::optional<std::string> depot_nom;
    std::optional<std::string> citerne_nom;
    std::optional<std::string> produit_nom;
    std::optional<std::string> partenaire_nom;
    std::optional<std::string> auteur_nom;
    std::optional<std::string> valideur_nom;
    Litres net_ambiant;
    Litres net_15c;
    bool compensee = false;
    std::vector<AjustementDuMouvement> ajustements;
    std::vector<AutreLigne> autres_lignes;
};
BOOST_DESCRIBE_STRUCT(Dossier, (),
                      (depot_nom, citerne_nom, produit_nom, partenaire_nom, auteur_nom,
                       valideur_nom, net_ambiant, net_15c, compensee, ajustements, autres_lignes))

// A row of the list.
struct DocumentListe : Identite {
    std::optional<std::string> depot_nom;
    std::optional<std::string> citerne_nom;
    std::optional<std::string> produit_nom;
    std::optional<std::string> plaque_camion;
    Litres index_avant;
    Litres index_apres;
    Litres volume_ambiant;
    Celsius temperature_ambiante_c;
    DensiteKgm3 densite_observee_kgm3;
    DensiteKgm3 densite_a_15_kgm3;
    Vcf vcf;
    Litres volume_15c;
    std::optional<std::string> note;
    Instant created_at;
    std::int64_t nb_ajustements = 0;
    bool compensee = false;
};
BOOST_DESCRIBE_STRUCT(DocumentListe, (Identite),
                      (depot_nom, citerne_nom, produit_nom, plaque_camion, index_avant, index_apres,
                       volume_ambiant, temperature_ambiante_c, densite_observee_kgm3,
                       densite_a_15_kgm3, vcf, volume_15c, note, created_at, nb_ajustements,
                       compensee))

} // namespace mlpp::mouvements
