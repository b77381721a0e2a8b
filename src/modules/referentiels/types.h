// The referentials: depots, products, clients, suppliers, partners, carriers. Each has a row, what
// creates it and what changes it; absent fields of a creation take the database's usual value.
// Limits equal the CHECKs of the tables.
#pragma once

#include "platform/json/rules.h"
#include "platform/json/type.h"
#include "platform/list/list.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <array>
#include <optional>
#include <string>

namespace mlpp::referentiels {

// What all lists of referentials take; `q` is looked for in the name, and in the code, or contact
// and country, where there are any.
struct FiltreReferentiel : list::Paging {
    std::optional<std::string> q;
    std::optional<bool> actif;

    BOOST_DESCRIBE_CLASS(FiltreReferentiel, (list::Paging), (q, actif), (), ())
};

constexpr auto rules(const FiltreReferentiel*) {
    return list::paging_rules(std::array{json::rule("q").length(1, 100)});
}

// --- Depots
// ----------------------------------------------------------------------------------------------

// Editions of the volume correction standard.
enum class EditionDepot { MPMS_11_1_2004, D1250_1980 };
BOOST_DESCRIBE_ENUM(EditionDepot, MPMS_11_1_2004, D1250_1980)

struct Depot {
    Uuid id;
    std::string nom;
    std::string code;
    std::optional<std::string> adresse;
    std::string fuseau;
    EditionDepot edition{};
    bool areometre = false;
    Litres arrondi_reception_l;
    Litres arrondi_sortie_l;
    int jours_retro = 0;
    bool actif = false;
    int version = 0;
    Instant created_at;
    Instant updated_at;

    BOOST_DESCRIBE_CLASS(Depot, (),
                         (id, nom, code, adresse, fuseau, edition, areometre, arrondi_reception_l,
                          arrondi_sortie_l, jours_retro, actif, version, created_at, updated_at),
                         (), ())
};

struct DemandeDepot {
    std::string nom;
    std::string code;
    std::optional<std::string> adresse;
    std::optional<std::string> fuseau;
    std::optional<EditionDepot> edition;
    std::optional<bool> areometre;
    std::optional<Litres> arrondi_reception_l;
    std::optional<Litres> arrondi_sortie_l;
    std::optional<int> jours_retro;
    std::optional<bool> actif;

    BOOST_DESCRIBE_CLASS(DemandeDepot, (),
                         (nom, code, adresse, fuseau, edition, areometre, arrondi_reception_l,
                          arrondi_sortie_l, jours_retro, actif),
                         (), ())
};

struct ModificationDepot {
    json::Champ<std::string> nom;
    json::Champ<std::string> code;
    json::Champ<std::string> adresse;
    json::Champ<std::string> fuseau;
    json::Champ<EditionDepot> edition;
    json::Champ<bool> areometre;
    json::Champ<Litres> arrondi_reception_l;
    json::Champ<Litres> arrondi_sortie_l;
    json::Champ<int> jours_retro;
    json::Champ<bool> actif;

    BOOST_DESCRIBE_CLASS(ModificationDepot, (),
                         (nom, code, adresse, fuseau, edition, areometre, arrondi_reception_l,
                          arrondi_sortie_l, jours_retro, actif),
                         (), ())
};

inline constexpr std::array depot_limits{
    json::rule("nom").length(1, 120).not_null(),
    json::rule("code").length(2, 10).not_null(),
    json::rule("adresse").length(1, 500).lines(),
    json::rule("fuseau").length(1, 60).not_null(),
    json::rule("edition").not_null(),
    json::rule("areometre").not_null(),
    json::rule("arrondi_reception_l").not_null(),
    json::rule("arrondi_sortie_l").not_null(),
    json::rule("jours_retro").between(0, 366).not_null(),
    json::rule("actif").not_null(),
};

constexpr auto rules(const DemandeDepot*) {
    return depot_limits;
}

constexpr auto rules(const ModificationDepot*) {
    return depot_limits;
}

// --- Products
// --------------------------------------------------------------------------------------------

// Commodity group of the standard: A crude, B refined, C special (alpha_15c), D lubricant.
enum class GroupeProduit { A, B, C, D };
BOOST_DESCRIBE_ENUM(GroupeProduit, A, B, C, D)

using AlphaParDegre = Decimal<8>;

struct Produit {
    Uuid id;
    std::string nom;
    std::optional<std::string> code;
    std::optional<std::string> description;
    GroupeProduit groupe{};
    std::optional<AlphaParDegre> alpha_15c;
    DensiteKgm3 densite_min_kgm3;
    DensiteKgm3 densite_max_kgm3;
    Celsius temperature_min_c;
    Celsius temperature_max_c;
    bool actif = false;
    int version = 0;
    Instant created_at;
    Instant updated_at;

    BOOST_DESCRIBE_CLASS(Produit, (),
                         (id, nom, code, description, groupe, alpha_15c, densite_min_kgm3,
                          densite_max_kgm3, temperature_min_c, temperature_max_c, actif, version,
                          created_at, updated_at),
                         (), ())
};

struct DemandeProduit {
    std::string nom;
    std::optional<std::string> code;
    std::optional<std::string> description;
    std::optional<GroupeProduit> groupe;
    std::optional<AlphaParDegre> alpha_15c;
    DensiteKgm3 densite_min_kgm3;
    DensiteKgm3 densite_max_kgm3;
    std::optional<Celsius> temperature_min_c;
    std::optional<Celsius> temperature_max_c;
    std::optional<bool> actif;

    BOOST_DESCRIBE_CLASS(DemandeProduit, (),
                         (nom, code, description, groupe, alpha_15c, densite_min_kgm3,
                          densite_max_kgm3, temperature_min_c, temperature_max_c, actif),
                         (), ())
};

struct ModificationProduit {
    json::Champ<std::string> nom;
    json::Champ<std::string> code;
    json::Champ<std::string> description;
    json::Champ<GroupeProduit> groupe;
    json::Champ<AlphaParDegre> alpha_15c;
    json::Champ<DensiteKgm3> densite_min_kgm3;
    json::Champ<DensiteKgm3> densite_max_kgm3;
    json::Champ<Celsius> temperature_min_c;
    json::Champ<Celsius> temperature_max_c;
    json::Champ<bool> actif;

    BOOST_DESCRIBE_CLASS(ModificationProduit, (),
                         (nom, code, description, groupe, alpha_15c, densite_min_kgm3,
                          densite_max_kgm3, temperature_min_c, temperature_max_c, actif),
                         (), ())
};

inline constexpr std::array produit_limits{
    json::rule("nom").length(1, 120).not_null(),
    json::rule("code").length(1, 10),
    json::rule("description").length(1, 500).lines(),
    json::rule("groupe").not_null(),
    json::rule("alpha_15c").between(0.0004, 0.002),
    json::rule("densite_min_kgm3").between(0.0001, 1300).not_null(),
    json::rule("densite_max_kgm3").between(0.0001, 1300).not_null(),
    json::rule("temperature_min_c").between(-50, 150).not_null(),
    json::rule("temperature_max_c").between(-50, 150).not_null(),
    json::rule("actif").not_null(),
};

constexpr auto rules(const DemandeProduit*) {
    return produit_limits;
}

constexpr auto rules(const ModificationProduit*) {
    return produit_limits;
}

// --- Clients and suppliers: the same file of a third party
// -------------------------------------------------

struct Tiers {
    Uuid id;
    std::string nom;
    std::optional<std::string> contact_personne;
    std::optional<std::string> email;
    std::optional<std::string> telephone;
    std::optional<std::string> adresse;
    std::optional<std::string> pays;
    std::optional<std::string> note_supplementaire;
    bool actif = false;
    int version = 0;
    Instant created_at;
    Instant updated_at;

    BOOST_DESCRIBE_CLASS(Tiers, (),
                         (id, nom, contact_personne, email, telephone, adresse, pays,
                          note_supplementaire, actif, version, created_at, updated_at),
                         (), ())
};

struct DemandeTiers {
    std::string nom;
    std::optional<std::string> contact_personne;
    std::optional<std::string> email;
    std::optional<std::string> telephone;
    std::optional<std::string> adresse;
    std::optional<std::string> pays;
    std::optional<std::string> note_supplementaire;
    std::optional<bool> actif;

    BOOST_DESCRIBE_CLASS(DemandeTiers, (),
                         (nom, contact_personne, email, telephone, adresse, pays,
                          note_supplementaire, actif),
                         (), ())
};

struct ModificationTiers {
    json::Champ<std::string> nom;
    json::Champ<std::string> contact_personne;
    json::Champ<std::string> email;
    json::Champ<std::string> telephone;
    json::Champ<std::string> adresse;
    json::Champ<std::string> pays;
    json::Champ<std::string> note_supplementaire;
    json::Champ<bool> actif;

    BOOST_DESCRIBE_CLASS(ModificationTiers, (),
                         (nom, contact_personne, email, telephone, adresse, pays,
                          note_supplementaire, actif),
                         (), ())
};

inline constexpr std::array tiers_limits{
    json::rule("nom").length(1, 120).not_null(),
    json::rule("contact_personne").length(1, 120),
    json::rule("email").length(1, 254),
    json::rule("telephone").length(1, 40),
    json::rule("adresse").length(1, 500).lines(),
    json::rule("pays").length(1, 80),
    json::rule("note_supplementaire").length(1, 2000).lines(),
    json::rule("actif").not_null(),
};

constexpr auto rules(const DemandeTiers*) {
    return tiers_limits;
}

constexpr auto rules(const ModificationTiers*) {
    return tiers_limits;
}

// A supplier as whoever enters a cours de route may see it.
struct NomFournisseur {
    Uuid id;
    std::string nom;
    bool actif = false;

    BOOST_DESCRIBE_CLASS(NomFournisseur, (), (id, nom, actif), (), ())
};

// --- Partners
// --------------------------------------------------------------------------------------------

struct Partenaire {
    Uuid id;
    std::string nom;
    std::optional<std::string> contact;
    std::optional<std::string> email;
    std::optional<std::string> telephone;
    bool actif = false;
    int version = 0;
    Instant created_at;
    Instant updated_at;

    BOOST_DESCRIBE_CLASS(Partenaire, (),
                         (id, nom, contact, email, telephone, actif, version, created_at,
                          updated_at),
                         (), ())
};

struct DemandePartenaire {
    std::string nom;
    std::optional<std::string> contact;
    std::optional<std::string> email;
    std::optional<std::string> telephone;
    std::optional<bool> actif;

    BOOST_DESCRIBE_CLASS(DemandePartenaire, (), (nom, contact, email, telephone, actif), (), ())
};

struct ModificationPartenaire {
    json::Champ<std::string> nom;
    json::Champ<std::string> contact;
    json::Champ<std::string> email;
    json::Champ<std::string> telephone;
    json::Champ<bool> actif;

    BOOST_DESCRIBE_CLASS(ModificationPartenaire, (), (nom, contact, email, telephone, actif), (),
                         ())
};

inline constexpr std::array partenaire_limits{
    json::rule("nom").length(1, 120).not_null(),
    json::rule("contact").length(1, 120),
    json::rule("email").length(1, 254),
    json::rule("telephone").length(1, 40),
    json::rule("actif").not_null(),
};

constexpr auto rules(const DemandePartenaire*) {
    return partenaire_limits;
}

constexpr auto rules(const ModificationPartenaire*) {
    return partenaire_limits;
}

// --- Carriers
// --------------------------------------------------------------------------------------------

struct Transporteur {
    Uuid id;
    std::string nom;
    std::optional<std::string> contact_personne;
    std::optional<std::string> email;
    std::optional<std::string> telephone;
    std::optional<std::string> note;
    bool actif = false;
    int version = 0;
    Instant created_at;
    Instant updated_at;

    BOOST_DESCRIBE_CLASS(Transporteur, (),
                         (id, nom, contact_personne, email, telephone, note, actif, version,
                          created_at, updated_at),
                         (), ())
};

struct DemandeTransporteur {
    std::string nom;
    std::optional<std::string> contact_personne;
    std::optional<std::string> email;
    std::optional<std::string> telephone;
    std::optional<std::string> note;
    std::optional<bool> actif;

    BOOST_DESCRIBE_CLASS(DemandeTransporteur, (),
                         (nom, contact_personne, email, telephone, note, actif), (), ())
};

struct ModificationTransporteur {
    json::Champ<std::string> nom;
    json::Champ<std::string> contact_personne;
    json::Champ<std::string> email;
    json::Champ<std::string> telephone;
    json::Champ<std::string> note;
    json::Champ<bool> actif;

    BOOST_DESCRIBE_CLASS(ModificationTransporteur, (),
                         (nom, contact_personne, email, telephone, note, actif), (), ())
};

inline constexpr std::array transporteur_limits{
    json::rule("nom").length(1, 120).not_null(), json::rule("contact_personne").length(1, 120),
    json::rule("email").length(1, 254),          json::rule("telephone").length(1, 40),
    json::rule("note").length(1, 2000).lines(),  json::rule("actif").not_null(),
};

constexpr auto rules(const DemandeTransporteur*) {
    return transporteur_limits;
}

constexpr auto rules(const ModificationTransporteur*) {
    return transporteur_limits;
}

} // namespace mlpp::referentiels
