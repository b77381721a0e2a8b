// Sorties: what a request brings, what is posted, what lists and details show. Field names are the
// columns'.
#pragma once

#include "modules/mouvements/types.h"
#include "modules/volumetrie/types.h"
#include "platform/list/list.h"

#include <vector>

namespace mlpp::sorties {

using mouvements::Proprietaire;

struct DemandeSortie {
    std::optional<Proprietaire> proprietaire_type; // required; absence has a code of its own
    std::optional<Uuid> client_id;
    std::optional<Uuid> partenaire_id;
    std::optional<Date> date_sortie; // the depot's day when absent
    std::optional<std::string> chauffeur_nom;
    std::optional<std::string> plaque_camion;
    std::optional<std::string> plaque_remorque;
    std::optional<Uuid> transporteur_id;
    std::optional<std::string> note;
    std::vector<correction::LigneDemandee> lignes;
};
BOOST_DESCRIBE_STRUCT(DemandeSortie, (),
                      (proprietaire_type, client_id, partenaire_id, date_sortie, chauffeur_nom,
                       plaque_camion, plaque_remorque, transporteur_id, note, lignes))

constexpr auto rules(const DemandeSortie*) {
    return std::array{
        json::rule("chauffeur_nom").length(1, 120), json::rule("plaque_camion").length(1, 20),
        json::rule("plaque_remorque").length(1, 20), json::rule("note").length(1, 2000).lines(),
        json::rule("lignes").items(1, 20)};
}

// The argument of app.enregistrer_sortie.
struct SortieCalculee {
    Proprietaire proprietaire_type{};
    std::optional<Uuid> client_id;
    std::optional<Uuid> partenaire_id;
    std::optional<Date> date_sortie;
    std::optional<std::string> chauffeur_nom;
    std::optional<std::string> plaque_camion;
    std::optional<std::string> plaque_remorque;
    std::optional<Uuid> transporteur_id;
    std::optional<std::string> note;
    std::vector<correction::LignePostee> lignes;
};
BOOST_DESCRIBE_STRUCT(SortieCalculee, (),
                      (proprietaire_type, client_id, partenaire_id, date_sortie, chauffeur_nom,
                       plaque_camion, plaque_remorque, transporteur_id, note, lignes))

// A row of the table.
struct SortiePostee {
    Uuid id;
    std::string numero;
    Uuid operation_id;
    std::int32_t ligne = 1;
    Uuid depot_id;
    Uuid citerne_id;
    Uuid produit_id;
    Proprietaire proprietaire_type{};
    std::optional<Uuid> client_id;
    std::optional<Uuid> partenaire_id;
    Date date_sortie;
    std::optional<std::string> chauffeur_nom;
    std::optional<std::string> plaque_camion;
    std::optional<std::string> plaque_remorque;
    std::optional<Uuid> transporteur_id;
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
BOOST_DESCRIBE_STRUCT(SortiePostee, (),
                      (id, numero, operation_id, ligne, depot_id, citerne_id, produit_id,
                       proprietaire_type, client_id, partenaire_id, date_sortie, chauffeur_nom,
                       plaque_camion, plaque_remorque, transporteur_id, index_avant, index_apres,
                       volume_ambiant, temperature_ambiante_c, densite_observee_kgm3, edition,
                       groupe, alpha_15c, areometre, mode_vcf, arrondi_l, moteur_version,
                       densite_a_15_kgm3, densite_a_15_g_cm3, vcf, volume_15c_exact, volume_15c,
                       statut, note, created_by, validated_by, created_at))

// Answer of POST: one sortie a tank.
struct OperationSortie {
    Uuid operation_id;
    std::vector<SortiePostee> sorties;
};
BOOST_DESCRIBE_STRUCT(OperationSortie, (), (operation_id, sorties))

// A row of the list. `beneficiaire_nom` is the client for MONALUXE, the partner otherwise.
struct Sortie {
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
    std::optional<Uuid> client_id;
    std::optional<Uuid> partenaire_id;
    std::optional<std::string> beneficiaire_nom;
    Date date_sortie;
    std::optional<std::string> chauffeur_nom;
    std::optional<std::string> plaque_camion;
    std::optional<Uuid> transporteur_id;
    std::optional<std::string> transporteur_nom;
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
BOOST_DESCRIBE_STRUCT(Sortie, (),
                      (id, numero, operation_id, ligne, depot_id, depot_nom, citerne_id,
                       citerne_nom, produit_id, produit_nom, proprietaire_type, client_id,
                       partenaire_id, beneficiaire_nom, date_sortie, chauffeur_nom, plaque_camion,
                       transporteur_id, transporteur_nom, index_avant, index_apres, volume_ambiant,
                       temperature_ambiante_c, densite_observee_kgm3, densite_a_15_kgm3, vcf,
                       volume_15c, note, created_at, nb_ajustements, compensee))

// The file of one sortie: the row, its names, what it counts today (net), its corrections and the
// other tanks of the same loading.
struct DetailSortie : SortiePostee {
    std::optional<std::string> depot_nom;
    std::optional<std::string> citerne_nom;
    std::optional<std::string> produit_nom;
    std::optional<std::string> client_nom;
    std::optional<std::string> partenaire_nom;
    std::optional<std::string> transporteur_nom;
    std::optional<std::string> auteur_nom;
    std::optional<std::string> valideur_nom;
    Litres net_ambiant;
    Litres net_15c;
    bool compensee = false;
    std::vector<mouvements::AjustementDuMouvement> ajustements;
    std::vector<mouvements::AutreLigne> autres_lignes;
};
BOOST_DESCRIBE_STRUCT(DetailSortie, (SortiePostee),
                      (depot_nom, citerne_nom, produit_nom, client_nom, partenaire_nom,
                       transporteur_nom, auteur_nom, valideur_nom, net_ambiant, net_15c, compensee,
                       ajustements, autres_lignes))

constexpr auto rules(const DetailSortie*) {
    return std::array{json::rule("note").lines(), json::rule("ajustements").items(0, 1000)};
}

struct FiltreSorties : list::Paging {
    std::optional<Uuid> depot_id;
    std::optional<Uuid> citerne_id;
    std::optional<Uuid> produit_id;
    std::optional<Proprietaire> proprietaire_type;
    std::optional<Uuid> partenaire_id;
    std::optional<Uuid> client_id;
    std::optional<Uuid> transporteur_id;
    std::optional<Uuid> operation_id;
    std::optional<Date> du;
    std::optional<Date> au;
    std::optional<std::string> q; // number, plate, driver, beneficiary, note
};
BOOST_DESCRIBE_STRUCT(FiltreSorties, (list::Paging),
                      (depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id,
                       client_id, transporteur_id, operation_id, du, au, q))

constexpr auto rules(const FiltreSorties*) {
    return list::paging_rules(std::array{json::rule("q").length(1, 100)});
}

} // namespace mlpp::sorties
