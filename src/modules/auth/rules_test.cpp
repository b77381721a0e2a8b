#include "modules/auth/rules.h"
#include "platform/json/json.h"

#include <gtest/gtest.h>

namespace mlpp::auth {

namespace {

TEST(Auth, keeps_a_user_agent_as_printable_text_of_bounded_length) {
    EXPECT_EQ(agent_text("Mozilla/5.0 (X11)"), "Mozilla/5.0 (X11)");
    EXPECT_EQ(agent_text("caf\xc3\xa9\t\x01"), "caf????");
    EXPECT_EQ(agent_text(std::string(5000, 'x')).size(), 300U);
    EXPECT_EQ(agent_text(""), "");
}

TEST(Auth, T_SEC_01_knows_the_fields_by_which_people_would_raise_their_rights) {
    for (const auto* const field : {"role", "depot_id", "user_id", "created_at"}) {
        const auto parsed = json::parse<ModificationProfil>(std::string(R"({"langue":"en",")") +
                                                            field + R"(":null})");
        ASSERT_FALSE(parsed) << field;
        EXPECT_TRUE(names_locked_field(parsed.error())) << field;
    }
    for (const auto* const body : {R"({"email":"a"})", R"({"rôle":"admin"})", R"({"langue":"de"})",
                                   "{", R"({"x":{"role":1}})"}) {
        const auto parsed = json::parse<ModificationProfil>(body);
        ASSERT_FALSE(parsed) << body;
        EXPECT_FALSE(names_locked_field(parsed.error())) << body;
    }
}

TEST(Auth, wants_a_token_to_end_in_the_future_if_it_ends) {
    const auto now = *Instant::parse("2026-02-05T10:00:00Z");
    EXPECT_TRUE(verifier({"caisse", std::nullopt}, now));
    EXPECT_TRUE(verifier({"caisse", Instant::parse("2026-02-05T10:00:01Z")}, now));
    const auto refused = verifier({"caisse", now}, now);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().erreurs.front().champ, "expire_le");
    EXPECT_EQ(refused.error().erreurs.front().code, Code::DATE_PASSEE);
}

TEST(Auth, takes_a_password_as_it_was_typed) {
    const auto demande =
        json::parse<DemandeSession>(R"({"email":" a@b.c ","mot_de_passe":"  deux blancs  "})");
    ASSERT_TRUE(demande);
    EXPECT_EQ(demande->email, "a@b.c");
    EXPECT_EQ(demande->mot_de_passe, "  deux blancs  ");
    EXPECT_FALSE(json::parse<DemandeSession>(R"({"email":"a@b.c","mot_de_passe":""})"));
    EXPECT_FALSE(json::parse<DemandeSession>(R"({"email":"a@b.c","mot_de_passe":")" +
                                             std::string(201, 'x') + R"("})"));
    EXPECT_FALSE(json::parse<DemandeSession>(R"({"email":")" + std::string(255, 'x') +
                                             R"(","mot_de_passe":"x"})"));
}

} // namespace

} // namespace mlpp::auth
