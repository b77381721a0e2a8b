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
        (long_text += "é") += static_cast<char>('a' + (i * i + 7 * i) % 26);
    EXPECT_TRUE(admitted(long_text));
    EXPECT_FALSE(admitted(long_text + "x"));
}

TEST(MotDePasse, refuses_the_short) {
    for (const auto* const weak : {"", "court", "neuf-lett"})
        EXPECT_FALSE(admitted(weak)) << weak;
}

TEST(MotDePasse, refuses_runs_of_figures_letters_and_keys) {
    for (const auto* const weak :
         {"1234567890", "123456789012", "0123456789", "09876543210", "9876543210", "abcdefghijkl",
          "zyxwvutsrq", "azertyuiop", "AzertyUiop123", "qwertyuiop", "poiuytreza", "qsdfghjklm",
          "1234512345", "12345azerty", "abc123456789", "123456789a", "1122334455"})
        EXPECT_FALSE(admitted(weak)) << weak;
    EXPECT_TRUE(admitted("1984 abc 2077 xyz"));
    EXPECT_TRUE(admitted("azer-pompe-12-qui"));
}

TEST(MotDePasse, refuses_a_short_block_repeated) {
    for (const auto* const weak : {"aaaaaaaaaaaa", "123123123123", "adminadmin", "x7-Kpx7-Kpx7",
                                   "...........", "éééééééééé", "CUVE9cuve9Cuve9"})
        EXPECT_FALSE(admitted(weak)) << weak;
    EXPECT_TRUE(admitted("trois pompes, trois pompes"));
}

TEST(MotDePasse, refuses_common_words_with_figures_behind) {
    for (const auto* const weak :
         {"MotDePasse123", "Lubumbashi", "PASSWORD123", "p@ssw0rd2026!", "kinshasa 2026",
          "1q2w3e4r5t6y", "administrateur", "Bienvenue!!", "gasoil-2026"})
        EXPECT_FALSE(admitted(weak)) << weak;
    EXPECT_TRUE(admitted("gasoil et pluie"));
    EXPECT_TRUE(admitted("le motdepasse du coq"));
}

TEST(MotDePasse, refuses_the_names_of_the_house) {
    for (const auto* const weak :
         {"monaluxe2026", "Vive MonaLuxe !", "demo-mlpp-1", "ml_pp-MLPP-9"})
        EXPECT_FALSE(admitted(weak)) << weak;
    EXPECT_TRUE(admitted("mona aime le luxe"));
}

TEST(MotDePasse, refuses_the_persons_own_name_and_address) {
    for (const auto* const weak : {"awa.kabila@exemple.org", "AWA.KABILA", "Awa.Kabila-2026",
                                   "mon-awa.kabila", "awa kabila mwamba", "Awa Kabila Mwamba 7"})
        EXPECT_FALSE(admitted(weak)) << weak;
    EXPECT_TRUE(admitted("exemple.org/pompe"));
    EXPECT_TRUE(verifier("m", "le bac numero 7", {"bac@exemple.org"}))
        << "three letters are no clue";
    EXPECT_TRUE(verifier("m", "quatre citernes pleines", {"", "@"}));
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
    for (int i = 0; i < 100'000; ++i) {
        const auto password = generate();
        EXPECT_EQ(password.size(), 20U);
        EXPECT_TRUE(admitted(password));
        EXPECT_TRUE(seen.insert(password).second);
    }
}

} // namespace

} // namespace mlpp::mot_de_passe
