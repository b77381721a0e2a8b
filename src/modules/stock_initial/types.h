// Opening stock of a tank and owner (section 7.4). Field names are the columns'.
#pragma once

#include "modules/mouvements/types.h"

namespace mlpp::stock_initial {

using mouvements::Proprietaire;

struct DemandeStockInitial {
    Uuid citerne_id;
    Proprietaire proprietaire_type{};
    std::optional<Uuid> partenaire_id;
    Date date;
    Litres volume_ambiant;
    Litres volume_15c;
};
BOOST_DESCRIBE_STRUCT(DemandeStockInitial, (),
                      (citerne_id, proprietaire_type, partenaire_id, date, volume_ambiant,
                       volume_15c))

constexpr auto rules(const DemandeStockInitial*) {
    return std::array{json::rule("volume_ambiant").between(0.001, 99'999'999.999),
                      json::rule("volume_15c").between(0.001, 99'999'999.999)};
}

// A row of stocks_initiaux.
struct StockInitial {
    Uuid id;
    std::string numero;
    Uuid depot_id;
    Uuid citerne_id;
    Uuid produit_id;
    Proprietaire proprietaire_type{};
    std::optional<Uuid> partenaire_id;
    Date date;
    Litres volume_ambiant;
    Litres volume_15c;
    Uuid created_by;
    Instant created_at;
};
BOOST_DESCRIBE_STRUCT(StockInitial, (),
                      (id, numero, depot_id, citerne_id, produit_id, proprietaire_type,
                       partenaire_id, date, volume_ambiant, volume_15c, created_by, created_at))

} // namespace mlpp::stock_initial
