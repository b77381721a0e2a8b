// Sealed days. Nothing may be dated on or before the last one of a depot. Field names are the
// columns'.
#pragma once

#include "platform/list/list.h"

#include <boost/describe/class.hpp>

#include <array>
#include <optional>
#include <string>

namespace mlpp::clotures {

struct DemandeCloture {
    Uuid depot_id;
    Date jour;
    std::optional<std::string> note;
};
BOOST_DESCRIBE_STRUCT(DemandeCloture, (), (depot_id, jour, note))

constexpr auto rules(const DemandeCloture*) {
    return std::array{json::rule("note").length(0, 2000).lines()};
}

// A row of clotures_journalieres.
struct Cloture {
    Uuid id;
    Uuid depot_id;
    Date jour;
    std::optional<std::string> note;
    Uuid created_by;
    Instant created_at;
};
BOOST_DESCRIBE_STRUCT(Cloture, (), (id, depot_id, jour, note, created_by, created_at))

// A row of the list.
struct ClotureListee : Cloture {
    std::optional<std::string> depot_nom;
    std::optional<std::string> auteur_nom;
};
BOOST_DESCRIBE_STRUCT(ClotureListee, (Cloture), (depot_nom, auteur_nom))

struct FiltreClotures : list::Paging {
    std::optional<Uuid> depot_id;
    std::optional<Date> du; // days sealed
    std::optional<Date> au;
};
BOOST_DESCRIBE_STRUCT(FiltreClotures, (list::Paging), (depot_id, du, au))

constexpr auto rules(const FiltreClotures*) {
    return list::paging_rules(std::array<json::Rule, 0>{});
}

} // namespace mlpp::clotures
