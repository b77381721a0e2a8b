// Receptions: what a request brings, what is posted, what lists and details show. Field names are
// the columns'.
#pragma once

#include "modules/mouvements/types.h"
#include "modules/volumetrie/types.h"
#include "platform/list/list.h"

#include <vector>

namespace mlpp::receptions {

using mouvements::Proprietaire;

struct DemandeReception {
    Proprietaire proprietaire_type{};
    std::optional<Uuid> partenaire_id;
    std::optional<Uuid> cours_de_route_id;
    std::optional<Date> date_reception; // the depot's day when absent
    std::optional<std::string> note;
    std::vector<correction::LigneDemandee> lignes;
};
BOOST_DESCRIBE_STRUCT(DemandeReception, (),
                      (proprietaire_type, partenaire_id, cours_de_route_id, date_reception, note,
                       lignes))

constexpr auto rules(const DemandeReception*) {
    return std::array{json::rule("note").length(1, 2000).lines(),
                      json::rule("lignes").items(1, 20)};
}

// The argument of app.enregistrer_reception.
struct ReceptionCalculee {
    Proprietaire proprietaire_type{};
    std::optional<Uuid> partenaire_id;
    std::optional<Uuid> cours_de_route_id;
    std::optional<Date> date_reception;
    std::optional<std::string> note;
    std::vector<correction::LignePostee> lignes;
};
BOOST_DESCRIBE_STRUCT(ReceptionCalculee, (),
                      (proprietaire_type, partenaire_id, cours_de_route_id, date_reception, note,
                       lignes))

// A row of the table.
struct ReceptionPostee {
    Uuid id;
    std::string numero;
    Uuid operation_id;
    std::int32_t ligne = 1;
    Uuid depot_id;
    Uuid citerne_id;
    Uuid produit_id;
    Proprietaire proprietaire_type{};
    std::optional<Uuid> partenaire_id;
    std::optional<Uuid> cours_de_route_id;
    std::optional<std::int32_t> dechargement;
    Date date_reception;
    Litres index_avant;
    Litres index_apres;
    Litres volume_ambiant;
    Celsius temperature_ambiante_c;
    DensiteKgm3 densite_observee_kgm3;
    correction::Edition edition{};
    correction::Groupe groupe{};
    std::optional<correction::Coefficient> alpha_15c;
    bool areometre = true;
    correction::ArrondiFacteur mode_vcf{};
    Litres arrondi_l;
    std::string moteur_version;
    DensiteKgm3 densite_a_15_kgm3;
    Decimal<7> densite_a_15_g_cm3;
    Vcf vcf;
    Litres volume_15c_exact;
    Litres volume_15c;
    std::string statut;
    std::optional<std::string> note;
    Uuid created_by;
    Uuid validated_by;
    Instant created_at;
};
BOOST_DESCRIBE_STRUCT(ReceptionPostee, (),
                      (id, numero, operation_id, ligne, depot_id, citerne_id, produit_id,
                       proprietaire_type, partenaire_id, cours_de_route_id, dechargement,
                       date_reception, index_avant, index_apres, volume_ambiant,
                       temperature_ambiante_c, densite_observee_kgm3, edition, groupe, alpha_15c,
                       areometre, mode_vcf, arrondi_l, moteur_version, densite_a_15_kgm3,
                       densite_a_15_g_cm3, vcf, volume_15c_exact, volume_15c, statut, note,
                       created_by, validated_by, created_at))

// Answer of POST: one reception a tank.
struct OperationReception {
    Uuid operation_id;
    std::vector<ReceptionPostee> receptions;
};
BOOST_DESCRIBE_STRUCT(OperationReception, (), (operation_id, receptions))

// A row of the list. `source_nom` is the supplier of the cours de route, else the partner
// (T-REC-15).
struct Reception {
    Uuid id;
    std::string numero;
    Uuid operation_id;
    std::int32_t ligne = 1;
    Uuid depot_id;
    std::optional<std::string> depot_nom;
    Uuid citerne_id;
    std::optional<std::string> citerne_nom;
    Uuid produit_id;
    std::optional<std::string> produit_nom;
    Proprietaire proprietaire_type{};
    std::optional<Uuid> partenaire_id;
    std::optional<Uuid> fournisseur_id;
    std::optional<std::string> source_nom;
    std::optional<Uuid> cours_de_route_id;
    std::optional<std::string> cdr_numero;
    std::optional<std::string> plaque_camion;
    Date date_reception;
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
BOOST_DESCRIBE_STRUCT(Reception, (),
                      (id, numero, operation_id, ligne, depot_id, depot_nom, citerne_id,
                       citerne_nom, produit_id, produit_nom, proprietaire_type, partenaire_id,
                       fournisseur_id, source_nom, cours_de_route_id, cdr_numero, plaque_camion,
                       date_reception, index_avant, index_apres, volume_ambiant,
                       temperature_ambiante_c, densite_observee_kgm3, densite_a_15_kgm3, vcf,
                       volume_15c, note, created_at, nb_ajustements, compensee))

// The file of one reception: the row, its names, what it counts today (net), its corrections and
// the other tanks of the same discharge.
struct DetailReception : ReceptionPostee {
    std::optional<std::string> depot_nom;
    std::optional<std::string> citerne_nom;
    std::optional<std::string> produit_nom;
    std::optional<std::string> partenaire_nom;
    std::optional<std::string> cdr_numero;
    std::optional<std::string> plaque_camion;
    std::optional<std::string> fournisseur_nom;
    std::optional<std::string> auteur_nom;
    std::optional<std::string> valideur_nom;
    Litres net_ambiant;
    Litres net_15c;
    bool compensee = false;
    std::vector<mouvements::AjustementDuMouvement> ajustements;
    std::vector<mouvements::AutreLigne> autres_lignes;
};
BOOST_DESCRIBE_STRUCT(DetailReception, (ReceptionPostee),
                      (depot_nom, citerne_nom, produit_nom, partenaire_nom, cdr_numero,
                       plaque_camion, fournisseur_nom, auteur_nom, valideur_nom, net_ambiant,
                       net_15c, compensee, ajustements, autres_lignes))

constexpr auto rules(const DetailReception*) {
    return std::array{json::rule("note").lines(), json::rule("ajustements").items(0, 1000)};
}

struct FiltreReceptions : list::Paging {
    std::optional<Uuid> depot_id;
    std::optional<Uuid> citerne_id;
    std::optional<Uuid> produit_id;
    std::optional<Proprietaire> proprietaire_type;
    std::optional<Uuid> partenaire_id;
    std::optional<Uuid> fournisseur_id;
    std::optional<Uuid> cours_de_route_id;
    std::optional<Uuid> operation_id;
    std::optional<Date> du;
    std::optional<Date> au;
    std::optional<std::string> q; // number, plate, source, note
};
BOOST_DESCRIBE_STRUCT(FiltreReceptions, (list::Paging),
                      (depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id,
                       fournisseur_id, cours_de_route_id, operation_id, du, au, q))

constexpr auto rules(const FiltreReceptions*) {
    return list::paging_rules(std::array{json::rule("q").length(1, 100)});
}

} // namespace mlpp::receptions
