// Accounts as administrators see them: the one place where e-mail addresses are shown.
#pragma once

#include "platform/json/rules.h"
#include "platform/json/type.h"
#include "platform/list/list.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <array>
#include <optional>
#include <string>

namespace mlpp::utilisateurs {

enum class Role { admin, directeur, gerant, operateur, pca, lecture, finance };
BOOST_DESCRIBE_ENUM(Role, admin, directeur, gerant, operateur, pca, lecture, finance)

enum class Langue { fr, en };
BOOST_DESCRIBE_ENUM(Langue, fr, en)

struct Utilisateur {
    Uuid id;
    std::string email;
    std::string nom_complet;
    Role role{};
    std::optional<Uuid> depot_id;
    std::optional<std::string> depot_nom;
    Langue langue{};
    bool actif = false;
    int version = 0;
    Instant created_at;
    Instant updated_at;

    BOOST_DESCRIBE_CLASS(Utilisateur, (),
                         (id, email, nom_complet, role, depot_id, depot_nom, langue, actif, version,
                          created_at, updated_at),
                         (), ())
};

// `mot_de_passe` only when it was made up here: it is shown this once.
struct UtilisateurCree : Utilisateur {
    std::optional<std::string> mot_de_passe;

    BOOST_DESCRIBE_CLASS(UtilisateurCree, (Utilisateur), (mot_de_passe), (), ())
};

struct DemandeUtilisateur {
    std::string email;
    std::string nom_complet;
    Role role{};
    std::optional<Uuid> depot_id;
    std::optional<std::string> mot_de_passe;

    BOOST_DESCRIBE_CLASS(DemandeUtilisateur, (), (email, nom_complet, role, depot_id, mot_de_passe),
                         (), ())
};

struct ModificationUtilisateur {
    json::Champ<std::string> email;
    json::Champ<std::string> nom_complet;
    json::Champ<Role> role;
    json::Champ<Uuid> depot_id;
    json::Champ<bool> actif;
    json::Champ<std::string> mot_de_passe;

    BOOST_DESCRIBE_CLASS(ModificationUtilisateur, (),
                         (email, nom_complet, role, depot_id, actif, mot_de_passe), (), ())
};

struct FiltreUtilisateurs : list::Paging {
    std::optional<std::string> q;
    std::optional<Role> role;
    std::optional<Uuid> depot_id;
    std::optional<bool> actif;

    BOOST_DESCRIBE_CLASS(FiltreUtilisateurs, (list::Paging), (q, role, depot_id, actif), (), ())
};

// The strength of a password is judged in mot_de_passe/.
constexpr auto rules(const DemandeUtilisateur*) {
    return std::array{json::rule("email").length(3, 254), json::rule("nom_complet").length(1, 120),
                      json::rule("mot_de_passe").length(1, 200).verbatim()};
}

constexpr auto rules(const ModificationUtilisateur*) {
    return std::array{json::rule("email").length(3, 254).not_null(),
                      json::rule("nom_complet").length(1, 120).not_null(),
                      json::rule("role").not_null(), json::rule("actif").not_null(),
                      json::rule("mot_de_passe").length(1, 200).verbatim().not_null()};
}

constexpr auto rules(const FiltreUtilisateurs*) {
    return list::paging_rules(std::array{json::rule("q").length(1, 100)});
}

} // namespace mlpp::utilisateurs
