#include "modules/utilisateurs/rules.h"

#include <gtest/gtest.h>

namespace mlpp::utilisateurs {

namespace {

std::vector<std::string> fields_of(const Result<>& checked) {
    std::vector<std::string> fields;
    if (!checked)
        for (const auto& error : checked.error().erreurs)
            fields.push_back(error.champ + ' ' + std::string(name_of(error.code)));
    return fields;
}

using Fields = std::vector<std::string>;

TEST(Utilisateurs, know_an_email_as_the_database_does) {
    for (const auto* const good : {"a@b", "awa.kabila@exemple.org", "é@à.fr"})
        EXPECT_TRUE(is_email(good)) << good;
    for (const auto* const bad : {"", "a", "@", "a@", "@b", "a@b@c", "a b@c", "a@b c"})
        EXPECT_FALSE(is_email(bad)) << bad;
    EXPECT_TRUE(is_email(std::string(64, 'a') + '@' + std::string(190, 'b')));
    EXPECT_FALSE(is_email(std::string(65, 'a') + "@b"));
    EXPECT_FALSE(is_email("a@" + std::string(191, 'b')));
}

TEST(Utilisateurs, show_every_wrong_field_of_a_new_account_at_once) {
    DemandeUtilisateur demande{.email = "awa",
                               .nom_complet = "Awa Kabila",
                               .role = Role::pca,
                               .depot_id = {},
                               .mot_de_passe = "court"};
    EXPECT_EQ(fields_of(verifier(demande)),
              (Fields{"email FORMAT_INVALIDE", "mot_de_passe MOT_DE_PASSE_FAIBLE"}));
    demande.email = "awa@exemple.org";
    demande.mot_de_passe.reset();
    EXPECT_TRUE(verifier(demande));
}

TEST(Utilisateurs, compare_a_set_password_with_the_present_and_the_new_name) {
    Utilisateur courant;
    courant.email = "awa@exemple.org";
    courant.nom_complet = "Awa Kabila";
    ModificationUtilisateur modification;
    EXPECT_TRUE(verifier(modification, nullptr));
    for (const auto* const weak : {"awa@exemple.org", "AWA KABILA", "Awa Mwamba 2"}) {
        modification.nom_complet = {true, "Awa Mwamba 2"};
        modification.mot_de_passe = {true, weak};
        EXPECT_EQ(fields_of(verifier(modification, &courant)),
                  (Fields{"mot_de_passe MOT_DE_PASSE_FAIBLE"}))
            << weak;
    }
    modification.mot_de_passe = {true, "quatre citernes pleines"};
    EXPECT_TRUE(verifier(modification, &courant));
}

} // namespace

} // namespace mlpp::utilisateurs
