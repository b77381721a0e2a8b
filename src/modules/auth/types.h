// Signing in, the session document, own profile and tokens.
#pragma once

#include "modules/utilisateurs/types.h"
#include "platform/json/rules.h"
#include "platform/json/type.h"
#include "platform/list/list.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace mlpp::auth {

struct DemandeSession {
    std::string email;
    std::string mot_de_passe;

    BOOST_DESCRIBE_CLASS(DemandeSession, (), (email, mot_de_passe), (), ())
};

struct Moi {
    Uuid id;
    std::string email;
    std::string nom_complet;
    utilisateurs::Langue langue{};

    BOOST_DESCRIBE_CLASS(Moi, (), (id, email, nom_complet, langue), (), ())
};

struct DepotDeSession {
    Uuid id;
    std::string nom;
    std::string code;
    std::string fuseau;

    BOOST_DESCRIBE_CLASS(DepotDeSession, (), (id, nom, code, fuseau), (), ())
};

// tous: in all depots; depot: in the own one.
enum class Portee { tous, depot };
BOOST_DESCRIBE_ENUM(Portee, tous, depot)

struct Permission {
    std::string action;
    Portee portee{};

    BOOST_DESCRIBE_CLASS(Permission, (), (action, portee), (), ())
};

struct EntreeNavigation {
    std::string cle;
    std::string groupe;
    std::string chemin;

    BOOST_DESCRIBE_CLASS(EntreeNavigation, (), (cle, groupe, chemin), (), ())
};

enum class Environnement { dev, staging, prod };
BOOST_DESCRIBE_ENUM(Environnement, dev, staging, prod)

// What the interface needs to know of who is signed in. Permissions and menu come from the same
// table of rights.
struct SessionCourante {
    Moi utilisateur;
    utilisateurs::Role role{};
    std::optional<DepotDeSession> depot;
    std::vector<Permission> permissions;
    std::vector<EntreeNavigation> navigation;
    Environnement environnement{};

    BOOST_DESCRIBE_CLASS(SessionCourante, (),
                         (utilisateur, role, depot, permissions, navigation, environnement), (), ())
};

// What a visitor is told before signing in.
struct Installation {
    Environnement environnement{};
    bool comptes_demo = false; // may the demonstration accounts be offered?

    BOOST_DESCRIBE_CLASS(Installation, (), (environnement, comptes_demo), (), ())
};

// The row behind it: `corps` is a SessionCourante as JSON.
struct LigneSession {
    std::string corps;
    int duree_minutes = 0;

    BOOST_DESCRIBE_CLASS(LigneSession, (), (corps, duree_minutes), (), ())
};

struct ModificationProfil {
    json::Champ<std::string> nom_complet;
    json::Champ<utilisateurs::Langue> langue;
    json::Champ<std::string> email;

    BOOST_DESCRIBE_CLASS(ModificationProfil, (), (nom_complet, langue, email), (), ())
};

struct DemandeMotDePasse {
    std::string ancien;
    std::string nouveau;

    BOOST_DESCRIBE_CLASS(DemandeMotDePasse, (), (ancien, nouveau), (), ())
};

struct Jeton {
    Uuid id;
    std::string nom;
    Instant created_at;
    std::optional<Instant> vu_le;
    std::optional<Instant> expire_le;

    BOOST_DESCRIBE_CLASS(Jeton, (), (id, nom, created_at, vu_le, expire_le), (), ())
};

// `jeton` is shown this once.
struct JetonCree : Jeton {
    std::string jeton;

    BOOST_DESCRIBE_CLASS(JetonCree, (Jeton), (jeton), (), ())
};

struct DemandeJeton {
    std::string nom;
    std::optional<Instant> expire_le;

    BOOST_DESCRIBE_CLASS(DemandeJeton, (), (nom, expire_le), (), ())
};

struct FiltreJetons : list::Paging {
    BOOST_DESCRIBE_CLASS(FiltreJetons, (list::Paging), (), (), ())
};

constexpr auto rules(const DemandeSession*) {
    return std::array{json::rule("email").length(1, 254),
                      json::rule("mot_de_passe").length(1, 200).verbatim()};
}

constexpr auto rules(const ModificationProfil*) {
    return std::array{json::rule("nom_complet").length(1, 120).not_null(),
                      json::rule("langue").not_null(),
                      json::rule("email").length(3, 254).not_null()};
}

// The strength of the new one is judged in mot_de_passe/.
constexpr auto rules(const DemandeMotDePasse*) {
    return std::array{json::rule("ancien").length(1, 200).verbatim(),
                      json::rule("nouveau").length(1, 200).verbatim()};
}

constexpr auto rules(const DemandeJeton*) {
    return std::array{json::rule("nom").length(1, 80)};
}

constexpr auto rules(const FiltreJetons*) {
    return rules(static_cast<const list::Paging*>(nullptr));
}

} // namespace mlpp::auth
