// Tanks. A tank holds one product; `logique` is a bookkeeping tank for stock held at a friend
// depot.
#pragma once

#include "platform/json/rules.h"
#include "platform/json/type.h"
#include "platform/list/list.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <array>
#include <optional>
#include <string>

namespace mlpp::citernes {

enum class StatutCiterne { active, inactive, maintenance };
BOOST_DESCRIBE_ENUM(StatutCiterne, active, inactive, maintenance)

struct Citerne {
    Uuid id;
    Uuid depot_id;
    std::string depot_nom;
    std::string nom;
    Uuid produit_id;
    std::string produit_nom;
    Litres capacite_totale;
    Litres creux_securite; // headroom kept free
    Litres stock_minimum;  // volume to keep in the tank
    std::string localisation;
    StatutCiterne statut{};
    bool logique = false;
    int version = 0;
    Instant created_at;
    Instant updated_at;

    BOOST_DESCRIBE_CLASS(Citerne, (),
                         (id, depot_id, depot_nom, nom, produit_id, produit_nom, capacite_totale,
                          creux_securite, stock_minimum, localisation, statut, logique, version,
                          created_at, updated_at),
                         (), ())
};

struct DemandeCiterne {
    Uuid depot_id;
    std::string nom;
    Uuid produit_id;
    Litres capacite_totale;
    std::optional<Litres> creux_securite;
    std::optional<Litres> stock_minimum;
    std::string localisation;
    std::optional<StatutCiterne> statut;
    std::optional<bool> logique;

    BOOST_DESCRIBE_CLASS(DemandeCiterne, (),
                         (depot_id, nom, produit_id, capacite_totale, creux_securite, stock_minimum,
                          localisation, statut, logique),
                         (), ())
};

// A tank does not move to another depot.
struct ModificationCiterne {
    json::Champ<std::string> nom;
    json::Champ<Uuid> produit_id;
    json::Champ<Litres> capacite_totale;
    json::Champ<Litres> creux_securite;
    json::Champ<Litres> stock_minimum;
    json::Champ<std::string> localisation;
    json::Champ<StatutCiterne> statut;
    json::Champ<bool> logique;

    BOOST_DESCRIBE_CLASS(ModificationCiterne, (),
                         (nom, produit_id, capacite_totale, creux_securite, stock_minimum,
                          localisation, statut, logique),
                         (), ())
};

struct FiltreCiternes : list::Paging {
    std::optional<std::string> q;
    std::optional<Uuid> depot_id;
    std::optional<Uuid> produit_id;
    std::optional<StatutCiterne> statut;
    std::optional<bool> actif; // whether the status is active
    std::optional<bool> logique;

    BOOST_DESCRIBE_CLASS(FiltreCiternes, (list::Paging),
                         (q, depot_id, produit_id, statut, actif, logique), (), ())
};

// As citernes_capacites_check says it.
inline constexpr double capacite_max_l = 1'000'000'000;

inline constexpr std::array citerne_limits{
    json::rule("nom").length(1, 60).not_null(),
    json::rule("produit_id").not_null(),
    json::rule("capacite_totale").between(0.001, capacite_max_l).not_null(),
    json::rule("creux_securite").between(0, capacite_max_l).not_null(),
    json::rule("stock_minimum").between(0, capacite_max_l).not_null(),
    json::rule("localisation").length(1, 200).not_null(),
    json::rule("statut").not_null(),
    json::rule("logique").not_null(),
};

constexpr auto rules(const DemandeCiterne*) {
    return citerne_limits;
}

constexpr auto rules(const ModificationCiterne*) {
    return citerne_limits;
}

constexpr auto rules(const FiltreCiternes*) {
    return list::paging_rules(std::array{json::rule("q").length(1, 100)});
}

} // namespace mlpp::citernes
