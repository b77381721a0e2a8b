// The dashboard: what one statement read (Releve) and what the caller is shown (TableauDeBord). A
// part that the caller may not see is null, never zero. Litres everywhere. Described structs only.
// Any thread.
#pragma once

#include "modules/cours_de_route/types.h"
#include "modules/integrite/types.h"
#include "modules/journal/types.h"
#include "modules/stock/types.h"
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
#include <vector>

namespace mlpp::tableau_de_bord {

// Absent: every depot that the caller may see.
struct FiltreTableau {
    std::optional<Uuid> depot_id;
};
BOOST_DESCRIBE_STRUCT(FiltreTableau, (), (depot_id))

// --- What is read
// ----------------------------------------------------------------------------------------

struct DepotDuJour {
    Uuid id;
    std::string nom;
    Date jour; // the business day, in the depot's time zone
};
BOOST_DESCRIBE_STRUCT(DepotDuJour, (), (id, nom, jour))

struct CamionsParStatut {
    cours_de_route::Statut statut{};
    std::int64_t nombre = 0;
    Litres volume;
};
BOOST_DESCRIBE_STRUCT(CamionsParStatut, (), (statut, nombre, volume))

// Ledger entries of the business day.
struct FluxDuJour {
    stock::TypeEntree type{};
    stock::Proprietaire proprietaire_type{};
    std::int64_t nombre = 0;
    Litres delta_ambiant;
    Litres delta_15c;
};
BOOST_DESCRIBE_STRUCT(FluxDuJour, (), (type, proprietaire_type, nombre, delta_ambiant, delta_15c))

// How many movements of the day have been taken back since.
struct Compensees {
    std::int64_t receptions = 0;
    std::int64_t sorties = 0;
};
BOOST_DESCRIBE_STRUCT(Compensees, (), (receptions, sorties))

struct CamionADecharger {
    Uuid id;
    std::string numero;
    Uuid depot_id;
    std::string plaque_camion;
    std::string chauffeur_nom;
    std::string produit_nom;
    Litres volume;
    std::optional<Instant> arrive_at;
};
BOOST_DESCRIBE_STRUCT(CamionADecharger, (),
                      (id, numero, depot_id, plaque_camion, chauffeur_nom, produit_nom, volume,
                       arrive_at))

struct Activite {
    Uuid id;
    Instant created_at;
    std::string module;
    std::string action;
    journal::Niveau niveau{};
    std::optional<std::string> auteur_nom;
    std::optional<Uuid> depot_id;
    std::optional<Uuid> cible_id;
    std::optional<std::string> numero;
};
BOOST_DESCRIBE_STRUCT(Activite, (),
                      (id, created_at, module, action, niveau, auteur_nom, depot_id, cible_id,
                       numero))

// What the caller is warned of: how the program fares, how the business does.
struct AlertesVoulues {
    bool technique = false;
    bool gestion = false;
};
BOOST_DESCRIBE_STRUCT(AlertesVoulues, (), (technique, gestion))

struct Releve {
    Instant genere_le;
    std::string role;
    AlertesVoulues alertes;
    std::vector<DepotDuJour> depots;
    std::vector<CamionsParStatut> camions;
    std::vector<FluxDuJour> flux;
    std::optional<Compensees> compensees;
    std::vector<stock::LigneStock> lignes;
    std::vector<stock::TotalJour> courbe;
    std::int64_t produits_actifs = 0;
    std::optional<integrite::CompteursIntegrite> integrite;
    std::optional<std::int64_t> erreurs_24h;
    std::optional<std::vector<Activite>> activite;
    std::optional<std::vector<CamionADecharger>> a_decharger;
};
BOOST_DESCRIBE_STRUCT(Releve, (),
                      (genere_le, role, alertes, depots, camions, flux, compensees, lignes, courbe,
                       produits_actifs, integrite, erreurs_24h, activite, a_decharger))

constexpr auto rules(const Releve*) {
    return std::array{json::rule("depots").items(0, 10'000),
                      json::rule("lignes").items(0, stock::lines_max)};
}

// --- What is shown
// ---------------------------------------------------------------------------------------

struct NombreVolume {
    std::int64_t nombre = 0;
    Litres volume;
};
BOOST_DESCRIBE_STRUCT(NombreVolume, (), (nombre, volume))

// Open shipments with their planned volume: T-KPI-04.
struct Camions {
    NombreVolume total;
    NombreVolume au_chargement;
    NombreVolume en_route; // in transit or at the border
    NombreVolume arrives;
};
BOOST_DESCRIBE_STRUCT(Camions, (), (total, au_chargement, en_route, arrives))

// Receptions or sorties dated on the business day, as posted; `compensees` of them have been taken
// back.
struct MouvementsDuJour {
    std::int64_t nombre = 0;
    std::int64_t nombre_monaluxe = 0;
    std::int64_t nombre_partenaire = 0;
    Litres volume_ambiant;
    Litres volume_15c;
    std::optional<std::int64_t> compensees;
};
BOOST_DESCRIBE_STRUCT(MouvementsDuJour, (),
                      (nombre, nombre_monaluxe, nombre_partenaire, volume_ambiant, volume_15c,
                       compensees))

// Receptions − sorties + adjustments of the day, signed: what compensation took back is out of it.
struct BalanceDuJour {
    Litres ambiant;
    Litres a_15c;
    Litres ajustements_ambiant;
    Litres ajustements_15c;
};
BOOST_DESCRIBE_STRUCT(BalanceDuJour, (), (ambiant, a_15c, ajustements_ambiant, ajustements_15c))

struct CiterneSousMinimum {
    Uuid citerne_id;
    std::string citerne_nom;
    Uuid depot_id;
    Litres stock_ambiant;
    Litres stock_minimum;
    stock::Pourcentage ratio_pct; // stock / minimum
};
BOOST_DESCRIBE_STRUCT(CiterneSousMinimum, (),
                      (citerne_id, citerne_nom, depot_id, stock_ambiant, stock_minimum, ratio_pct))

enum class CodeAlerte {
    ERREURS_NOMBREUSES,
    CITERNES_SOUS_MINIMUM,
    UTILISATION_ELEVEE,
    SORTIES_SUPERIEURES,
    AUCUNE_RECEPTION
};
BOOST_DESCRIBE_ENUM(CodeAlerte, ERREURS_NOMBREUSES, CITERNES_SOUS_MINIMUM, UTILISATION_ELEVEE,
                    SORTIES_SUPERIEURES, AUCUNE_RECEPTION)

// `valeur`: how many, per cent or litres, as the code says.
struct Alerte {
    CodeAlerte code{};
    std::optional<Litres> valeur;
};
BOOST_DESCRIBE_STRUCT(Alerte, (), (code, valeur))

struct TableauDeBord {
    Instant genere_le;
    std::string role;
    std::vector<DepotDuJour> depots;
    Camions camions;
    MouvementsDuJour receptions;
    MouvementsDuJour sorties;
    BalanceDuJour balance;
    stock::TotauxStock stock;
    std::vector<CiterneSousMinimum> citernes_sous_minimum;
    std::vector<stock::TotalJour> courbe; // end of each of the last 30 days
    std::int64_t produits_actifs = 0;
    std::vector<Alerte> alertes;
    std::optional<integrite::CompteursIntegrite> integrite;   // of the depots shown
    std::optional<std::int64_t> erreurs_24h;                  // WARNING and CRITICAL in the journal
    std::optional<std::vector<Activite>> activite;            // last 24 hours, at most 50
    std::optional<std::vector<CamionADecharger>> a_decharger; // longest waiting first, at most 20
};
BOOST_DESCRIBE_STRUCT(TableauDeBord, (),
                      (genere_le, role, depots, camions, receptions, sorties, balance, stock,
                       citernes_sous_minimum, courbe, produits_actifs, alertes, integrite,
                       erreurs_24h, activite, a_decharger))

constexpr auto rules(const TableauDeBord*) {
    return std::array{json::rule("depots").items(0, 10'000),
                      json::rule("citernes_sous_minimum").items(0, stock::lines_max)};
}

} // namespace mlpp::tableau_de_bord
