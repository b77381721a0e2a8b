// One search over everything that has a name, a number or a plate. Described structs only. Any
// thread.
#pragma once

#include "modules/cours_de_route/types.h"
#include "platform/base/date.h"
#include "platform/base/uuid.h"
#include "platform/json/rules.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mlpp::recherche {

enum class Genre : std::uint8_t {
    cours_de_route,
    reception,
    sortie,
    ajustement,
    proposition,
    citerne,
    client,
    fournisseur,
    partenaire,
    transporteur,
    produit
};
BOOST_DESCRIBE_ENUM(Genre, cours_de_route, reception, sortie, ajustement, proposition, citerne,
                    client, fournisseur, partenaire, transporteur, produit)

inline constexpr int par_genre_max = 10;
inline constexpr int par_genre_usuel = 5;

struct FiltreRecherche {
    std::string q;
    std::optional<int> limite; // of each kind
};
BOOST_DESCRIBE_STRUCT(FiltreRecherche, (), (q, limite))

constexpr auto rules(const FiltreRecherche*) {
    return std::array{json::rule("q").length(2, 100),
                      json::rule("limite").between(1, par_genre_max)};
}

struct Trouve {
    Genre genre{};
    Uuid id;
    std::string libelle;               // number or name
    std::optional<std::string> detail; // what tells it from others of its kind
    std::optional<cours_de_route::Statut> statut;
    std::optional<Litres> volume_ambiant; // an adjustment's is what it adds to the stock
    std::optional<Date> jour;
};
BOOST_DESCRIBE_STRUCT(Trouve, (), (genre, id, libelle, detail, statut, volume_ambiant, jour))

struct Recherche {
    std::vector<Trouve> elements; // kind by kind; documents newest first
};
BOOST_DESCRIBE_STRUCT(Recherche, (), (elements))

} // namespace mlpp::recherche
