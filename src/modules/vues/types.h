// Views of lists that a person saved. Field names are the columns'.
#pragma once

#include "platform/json/rules.h"
#include "platform/list/list.h"

#include <array>
#include <optional>
#include <string>

namespace mlpp::vues {

struct Vue {
    Uuid id;
    std::string ecran;
    std::string nom;
    std::string parametres; // the query string of the screen
    Instant created_at;
};
BOOST_DESCRIBE_STRUCT(Vue, (), (id, ecran, nom, parametres, created_at))

struct DemandeVue {
    std::string ecran; // a list, as its path below /api/v1
    std::string nom;
    std::string parametres;
};
BOOST_DESCRIBE_STRUCT(DemandeVue, (), (ecran, nom, parametres))

constexpr auto rules(const DemandeVue*) {
    return std::array{json::rule("ecran").length(1, 80), json::rule("nom").length(1, 40),
                      json::rule("parametres").length(1, 2000)};
}

struct FiltreVues : list::Paging {
    std::optional<std::string> ecran;
};
BOOST_DESCRIBE_STRUCT(FiltreVues, (list::Paging), (ecran))

constexpr auto rules(const FiltreVues*) {
    return list::paging_rules(std::array{json::rule("ecran").length(1, 80)});
}

} // namespace mlpp::vues
