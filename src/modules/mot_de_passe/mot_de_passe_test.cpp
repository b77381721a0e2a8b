#include "modules/mot_de_passe/mot_de_passe.h"

#include <gtest/gtest.h>

#include <set>

namespace mlpp::mot_de_passe {

namespace {

bool admitted(std::string_view password) {
    return verifier("mot_de_passe", password, {"awa.kabila@exemple.org", "Awa Kabila Mwamba"})
        .has_value();
}

TEST(MotDePasse, admits_a_long_uncommon_text) {
    EXPECT_TRUE(admitted("quatre citernes pleines"));
    EXPECT_TRUE(admitted("x7-Kp2_qLz"));
    EXPECT_TRUE(admitted("  blancs autour  "));
}

TEST(MotDePasse, counts_characters_and_not_bytes) {
    EXPECT_TRUE(admitted("éàùçôîêüëï")) << "ten characters, twenty bytes";
    EXPECT_FALSE(admitted("éàùçôîêüë"));
    std::string long_text;
    for (std::size_t i = 0; i < length_max / 2; ++i)
        long_text += "éa";
    EXPECT_TRUE(admitted(long_text));
    EXPECT_FALSE(admitted(long_text + "x"));
}

TEST(MotDePasse, refuses_the_short_the_repeated_and_the_common) {
    for (const auto* const weak : {"", "court", "neuf-lett", "aaaaaaaaaaaa", "1234567890",
                                   "MotDePasse123", "azertyuiop", "Lubumbashi", "PASSWORD123"})
        EXPECT_FALSE(admitted(weak)) << weak;
}

TEST(MotDePasse, refuses_the_persons_own_name_and_address) {
    EXPECT_FALSE(admitted("awa.kabila@exemple.org"));
    EXPECT_FALSE(admitted("AWA.KABILA"));
    EXPECT_FALSE(admitted("awa kabila mwamba"));
}

TEST(MotDePasse, says_which_field_is_weak_and_what_is_wanted) {
    const auto refused = verifier("nouveau", "court", {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::DONNEES_INVALIDES);
    ASSERT_EQ(refused.error().erreurs.size(), 1U);
    EXPECT_EQ(refused.error().erreurs.front().champ, "nouveau");
    EXPECT_EQ(refused.error().erreurs.front().code, Code::MOT_DE_PASSE_FAIBLE);
    EXPECT_EQ(refused.error().erreurs.front().parametres,
              (Parameters{{"min", "10"}, {"max", "200"}}));
}

TEST(MotDePasse, makes_up_passwords_that_pass_and_never_repeat) {
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) {
        const auto password = generate();
        EXPECT_EQ(password.size(), 20U);
        EXPECT_TRUE(admitted(password));
        EXPECT_TRUE(seen.insert(password).second);
    }
}

} // namespace

} // namespace mlpp::mot_de_passe
