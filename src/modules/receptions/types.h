// Receptions: what a request brings, what is posted, what lists and details show. Field names are
// the columns'.
#pragma once

#include "modules/mouvements/document.h"
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
struct ReceptionPostee : mouvements::DocumentPoste {
    std::optional<Uuid> cours_de_route_id;
    std::optional<std::int32_t> dechargement;
    Date date_reception;
};
BOOST_DESCRIBE_STRUCT(ReceptionPostee, (mouvements::DocumentPoste),
                      (cours_de_route_id, dechargement, date_reception))

// Answer of POST: one reception a tank.
struct OperationReception {
    Uuid operation_id;
    std::vector<ReceptionPostee> receptions;
};
BOOST_DESCRIBE_STRUCT(OperationReception, (), (operation_id, receptions))

// A row of the list. `source_nom` is the supplier of the cours de route, else the partner
// (T-REC-15).
struct Reception : mouvements::DocumentListe {
    std::optional<Uuid> fournisseur_id;
    std::optional<std::string> source_nom;
    std::optional<Uuid> cours_de_route_id;
    std::optional<std::string> cdr_numero;
    Date date_reception;
};
BOOST_DESCRIBE_STRUCT(Reception, (mouvements::DocumentListe),
                      (fournisseur_id, source_nom, cours_de_route_id, cdr_numero, date_reception))

// The file of one reception.
struct DetailReception : ReceptionPostee, mouvements::Dossier {
    std::optional<std::string> cdr_numero;
    std::optional<std::string> plaque_camion;
    std::optional<std::string> fournisseur_nom;
};
BOOST_DESCRIBE_STRUCT(DetailReception, (ReceptionPostee, mouvements::Dossier),
                      (cdr_numero, plaque_camion, fournisseur_nom))

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
