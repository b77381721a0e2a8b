// Exports: a list as a file. Described structs only. Any thread.
#pragma once

#include "platform/base/uuid.h"

#include <boost/describe/class.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mlpp::exports {

// Filters as they were asked for: name and text.
using Filtres = std::vector<std::pair<std::string, std::string>>;

struct Auteur {
    std::string nom_complet;
    std::string role;
    std::string fuseau;
};
BOOST_DESCRIBE_STRUCT(Auteur, (), (nom_complet, role, fuseau))

struct Nom {
    Uuid id;
    std::string nom;
};
BOOST_DESCRIBE_STRUCT(Nom, (), (id, nom))

struct Texte {
    std::string_view fr;
    std::string_view en;
};

} // namespace mlpp::exports
