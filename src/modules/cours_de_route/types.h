// Cours de route: one inbound truck from a supplier to a depot. Field names are the columns'.
#pragma once

#include "modules/mouvements/types.h"
#include "platform/json/type.h"
#include "platform/list/list.h"

#include <vector>

namespace mlpp::cours_de_route {

enum class Statut : std::uint8_t { CHARGEMENT, TRANSIT, FRONTIERE, ARRIVE, DECHARGE };
BOOST_DESCRIBE_ENUM(Statut, CHARGEMENT, TRANSIT, FRONTIERE, ARRIVE, DECHARGE)

inline constexpr double volume_max_l = 1'000'000;

struct DemandeCoursDeRoute {
    Uuid fournisseur_id;
    Uuid depot_destination_id;
    Uuid produit_id;
    std::string plaque_camion;
    std::optional<std::string> plaque_remorque;
    std::string chauffeur_nom;
    std::optional<std::string> transporteur;
    std::optional<std::string> depart_pays;
    Date date_chargement;
    std::optional<Date> date_arrivee_prevue;
    Litres volume;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(DemandeCoursDeRoute, (),
                      (fournisseur_id, depot_destination_id, produit_id, plaque_camion,
                       plaque_remorque, chauffeur_nom, transporteur, depart_pays, date_chargement,
                       date_arrivee_prevue, volume, note))

// Only the fields given change; the status has its own route (T-CDR-04).
struct ModificationCoursDeRoute {
    json::Champ<Uuid> fournisseur_id;
    json::Champ<Uuid> depot_destination_id;
    json::Champ<Uuid> produit_id;
    json::Champ<std::string> plaque_camion;
    json::Champ<std::string> plaque_remorque;
    json::Champ<std::string> chauffeur_nom;
    json::Champ<std::string> transporteur;
    json::Champ<std::string> depart_pays;
    json::Champ<Date> date_chargement;
    json::Champ<Date> date_arrivee_prevue;
    json::Champ<Litres> volume;
    json::Champ<std::string> note;
};
BOOST_DESCRIBE_STRUCT(ModificationCoursDeRoute, (),
                      (fournisseur_id, depot_destination_id, produit_id, plaque_camion,
                       plaque_remorque, chauffeur_nom, transporteur, depart_pays, date_chargement,
                       date_arrivee_prevue, volume, note))

constexpr auto rules(const ModificationCoursDeRoute*) {
    return std::array{json::rule("fournisseur_id").not_null(),
                      json::rule("depot_destination_id").not_null(),
                      json::rule("produit_id").not_null(),
                      json::rule("plaque_camion").length(2, 20).not_null(),
                      json::rule("plaque_remorque").length(1, 20),
                      json::rule("chauffeur_nom").length(1, 120).not_null(),
                      json::rule("transporteur").length(1, 120),
                      json::rule("depart_pays").length(1, 80),
                      json::rule("date_chargement").not_null(),
                      json::rule("volume").between(0.001, volume_max_l).not_null(),
                      json::rule("note").length(1, 2000).lines()};
}

// The same limits; what is obligatory is so by its type.
constexpr auto rules(const DemandeCoursDeRoute*) {
    return rules(static_cast<const ModificationCoursDeRoute*>(nullptr));
}

struct DemandeStatut {
    Statut statut{};
};
BOOST_DESCRIBE_STRUCT(DemandeStatut, (), (statut))

// A row of the list, and the answer of every change.
struct CoursDeRoute {
    Uuid id;
    std::string numero;
    Uuid fournisseur_id;
    std::optional<std::string> fournisseur_nom;
    Uuid depot_destination_id;
    std::optional<std::string> depot_nom;
    Uuid produit_id;
    std::optional<std::string> produit_nom;
    std::string plaque_camion;
    std::string plaque_cle; // the plate without blanks, dashes and case
    std::optional<std::string> plaque_remorque;
    std::string chauffeur_nom;
    std::optional<std::string> transporteur;
    std::optional<std::string> depart_pays;
    Date date_chargement;
    std::optional<Date> date_arrivee_prevue;
    Litres volume;
    Statut statut{};
    std::optional<std::string> note;
    std::optional<Instant> arrive_at;
    std::int32_t nb_dechargements = 0;
    std::int64_t version = 1;
    Uuid created_by;
    Instant created_at;
    Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(CoursDeRoute, (),
                      (id, numero, fournisseur_id, fournisseur_nom, depot_destination_id, depot_nom,
                       produit_id, produit_nom, plaque_camion, plaque_cle, plaque_remorque,
                       chauffeur_nom, transporteur, depart_pays, date_chargement,
                       date_arrivee_prevue, volume, statut, note, arrive_at, nb_dechargements,
                       version, created_by, created_at, updated_at))

struct EtapeCours {
    Statut statut{};
    std::optional<std::string> utilisateur_nom;
    Instant change_le;
};
BOOST_DESCRIBE_STRUCT(EtapeCours, (), (statut, utilisateur_nom, change_le))

struct ReceptionDuCours {
    Uuid id;
    std::string numero;
    std::int32_t dechargement = 1;
    Date date_reception;
    Uuid citerne_id;
    std::optional<std::string> citerne_nom;
    Litres volume_ambiant;
    Litres volume_15c;
    bool compensee = false;
};
BOOST_DESCRIBE_STRUCT(ReceptionDuCours, (),
                      (id, numero, dechargement, date_reception, citerne_id, citerne_nom,
                       volume_ambiant, volume_15c, compensee))

struct DetailCoursDeRoute : CoursDeRoute {
    std::optional<std::string> auteur_nom;
    std::vector<EtapeCours> historique; // oldest first
    std::vector<ReceptionDuCours> receptions;
};
BOOST_DESCRIBE_STRUCT(DetailCoursDeRoute, (CoursDeRoute), (auteur_nom, historique, receptions))

struct FiltreCours : list::Paging {
    std::vector<Statut> statut;
    std::optional<bool> actifs; // true: not yet discharged; false: discharged (C-24)
    std::optional<Uuid> fournisseur_id;
    std::optional<Uuid> produit_id;
    std::optional<Uuid> depot_id;
    std::optional<Date> du; // of loading
    std::optional<Date> au;
    std::optional<Litres> volume_min;
    std::optional<Litres> volume_max;
    std::optional<std::string> q; // plates, driver, carrier, number
};
BOOST_DESCRIBE_STRUCT(FiltreCours, (list::Paging),
                      (statut, actifs, fournisseur_id, produit_id, depot_id, du, au, volume_min,
                       volume_max, q))

constexpr auto rules(const FiltreCours*) {
    return list::paging_rules(
        std::array{json::rule("statut").items(0, 5), json::rule("q").length(1, 100)});
}

// --- Statistics -------------------------------------------------------------------------------

struct FiltreStatistiques {
    std::optional<Uuid> depot_id;
    std::optional<Uuid> fournisseur_id;
    std::optional<Uuid> produit_id;
    std::optional<Date> du; // of loading
    std::optional<Date> au;
};
BOOST_DESCRIBE_STRUCT(FiltreStatistiques, (), (depot_id, fournisseur_id, produit_id, du, au))

struct PartStatut {
    Statut statut{};
    std::int64_t nombre = 0;
    Litres volume;
};
BOOST_DESCRIBE_STRUCT(PartStatut, (), (statut, nombre, volume))

struct PartNommee {
    Uuid id;
    std::optional<std::string> nom;
    std::int64_t nombre = 0;
    Litres volume;
};
BOOST_DESCRIBE_STRUCT(PartNommee, (), (id, nom, nombre, volume))

struct PartSemaine {
    Date semaine; // its Monday
    std::int64_t nombre = 0;
    Litres volume;
};
BOOST_DESCRIBE_STRUCT(PartSemaine, (), (semaine, nombre, volume))

// How long trips stayed in a status, from the recorded instants.
struct DureeStatut {
    Statut statut{};
    std::int64_t nombre = 0;
    Decimal<2> moyenne_h;
    Decimal<2> mediane_h;
};
BOOST_DESCRIBE_STRUCT(DureeStatut, (), (statut, nombre, moyenne_h, mediane_h))

struct StatistiquesCours {
    std::int64_t nombre = 0;
    Litres volume_total;
    std::optional<Litres> volume_moyen;
    std::vector<PartStatut> par_statut;
    std::vector<PartNommee> par_fournisseur; // the 50 largest
    std::vector<PartNommee> par_produit;
    std::vector<PartSemaine> par_semaine; // the last 53, oldest first
    std::vector<DureeStatut> durees;
};
BOOST_DESCRIBE_STRUCT(StatistiquesCours, (),
                      (nombre, volume_total, volume_moyen, par_statut, par_fournisseur, par_produit,
                       par_semaine, durees))

// The same as rows of a file, one part after the other: trips and litres, or how long they took.
enum class PartieStatistique { STATUT, FOURNISSEUR, PRODUIT, SEMAINE, DUREE };
BOOST_DESCRIBE_ENUM(PartieStatistique, STATUT, FOURNISSEUR, PRODUIT, SEMAINE, DUREE)

struct LigneStatistique {
    PartieStatistique partie{};
    std::string nom; // of the status, the supplier or the product; a week's Monday
    std::int64_t nombre = 0;
    std::optional<Litres> volume;
    std::optional<Decimal<2>> moyenne_h;
    std::optional<Decimal<2>> mediane_h;
};
BOOST_DESCRIBE_STRUCT(LigneStatistique, (), (partie, nom, nombre, volume, moyenne_h, mediane_h))

struct TotalStatistique {
    std::int64_t nombre = 0;
    Litres volume;
};
BOOST_DESCRIBE_STRUCT(TotalStatistique, (), (nombre, volume))

} // namespace mlpp::cours_de_route
