// Sorties: what a request brings, what is posted, what lists and details show. Field names are the
// columns'.
#pragma once

#include "modules/mouvements/document.h"
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
    std::optional<Proprietaire> proprietaire_type;
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
struct SortiePostee : mouvements::DocumentPoste {
    std::optional<Uuid> client_id;
    Date date_sortie;
    std::optional<std::string> chauffeur_nom;
    std::optional<std::string> plaque_camion;
    std::optional<std::string> plaque_remorque;
    std::optional<Uuid> transporteur_id;
};
BOOST_DESCRIBE_STRUCT(SortiePostee, (mouvements::DocumentPoste),
                      (client_id, date_sortie, chauffeur_nom, plaque_camion, plaque_remorque,
                       transporteur_id))

// Answer of POST: one sortie a tank.
struct OperationSortie {
    Uuid operation_id;
    std::vector<SortiePostee> sorties;
};
BOOST_DESCRIBE_STRUCT(OperationSortie, (), (operation_id, sorties))

// A row of the list. `beneficiaire_nom` is the client for MONALUXE, the partner otherwise.
struct Sortie : mouvements::DocumentListe {
    std::optional<Uuid> client_id;
    std::optional<std::string> beneficiaire_nom;
    Date date_sortie;
    std::optional<std::string> chauffeur_nom;
    std::optional<Uuid> transporteur_id;
    std::optional<std::string> transporteur_nom;
};
BOOST_DESCRIBE_STRUCT(Sortie, (mouvements::DocumentListe),
                      (client_id, beneficiaire_nom, date_sortie, chauffeur_nom, transporteur_id,
                       transporteur_nom))

// The file of one sortie.
struct DetailSortie : SortiePostee, mouvements::Dossier {
    std::optional<std::string> client_nom;
    std::optional<std::string> transporteur_nom;
};
BOOST_DESCRIBE_STRUCT(DetailSortie, (SortiePostee, mouvements::Dossier),
                      (client_nom, transporteur_nom))

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
