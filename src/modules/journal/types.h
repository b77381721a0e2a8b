// The action log as it is read: who did what, when, to what. Described structs only. Any thread.
#pragma once

#include "platform/base/date.h"
#include "platform/base/uuid.h"
#include "platform/json/rules.h"
#include "platform/list/list.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <array>
#include <optional>
#include <string>

namespace mlpp::journal {

enum class Niveau { INFO, WARNING, CRITICAL };
BOOST_DESCRIBE_ENUM(Niveau, INFO, WARNING, CRITICAL)

struct FiltreJournal : list::Paging {
    std::optional<std::string> module;
    std::optional<std::string> action;
    std::optional<Niveau> niveau;
    std::optional<Uuid> utilisateur_id;
    std::optional<Uuid> depot_id;
    std::optional<Uuid> cible_id;
    std::optional<std::string> du; // a day of the entry's depot, or an instant
    std::optional<std::string> au; // the same; both ends are included
    std::optional<std::string> q;  // in details and action
};
BOOST_DESCRIBE_STRUCT(FiltreJournal, (list::Paging),
                      (module, action, niveau, utilisateur_id, depot_id, cible_id, du, au, q))

constexpr auto rules(const FiltreJournal*) {
    return list::paging_rules(
        std::array{json::rule("module").length(2, 40), json::rule("action").length(3, 60),
                   json::rule("du").length(10, 40), json::rule("au").length(10, 40),
                   json::rule("q").length(2, 100)});
}

// A row of log_actions. `jour` is the day at the entry's depot.
struct LigneJournal {
    Uuid id;
    Instant created_at;
    Date jour;
    Uuid user_id;
    std::optional<std::string> auteur_nom;
    std::string module;
    std::string action;
    Niveau niveau{};
    std::optional<Uuid> depot_id;
    std::optional<std::string> depot_nom;
    std::optional<Uuid> cible_id;
    json::Json details;
};
BOOST_DESCRIBE_STRUCT(LigneJournal, (),
                      (id, created_at, jour, user_id, auteur_nom, module, action, niveau, depot_id,
                       depot_nom, cible_id, details))

} // namespace mlpp::journal
