#include "modules/auth/routes.h"
#include "modules/auth/types.h"
#include "modules/referentiels/routes.h"
#include "modules/utilisateurs/routes.h"
#include "pg/api.h"
#include "platform/base/clock.h"
#include "platform/json/json.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace mlpp::pgtest {

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

constexpr std::string_view password = "quatre citernes pleines";

class Connexion : public testing::Test {
public:
    Connexion() { awa = api.add_account("awa@exemple.org", "operateur", depot_a, password); }

    Answer sign_in(std::string_view email, std::string_view secret) {
        return api.visitor().post("/session", R"({"email":")" + std::string(email) +
                                                  R"(","mot_de_passe":")" + std::string(secret) +
                                                  R"("})");
    }

    // A signed-in Awa.
    Caller caller() { return api.with_cookie(sign_in("awa@exemple.org", password).cookie()); }

    // The wait in whole seconds that the account's or the address's failures have earned.
    std::string wait_s(std::string_view key) {
        return api.value(
            "select greatest(0, ceil(extract(epoch from libre_le - "
            "clock_timestamp())))::integer::text from tentatives_connexion where cle = '" +
            std::string(key) + "'");
    }

    Api api{{auth::declare_routes, utilisateurs::declare_routes, referentiels::declare_routes}};
    Uuid awa;
};

TEST_F(Connexion, opens_a_session_and_says_who_may_do_what) {
    const auto answer = sign_in(" AWA@exemple.org ", password);
    ASSERT_EQ(answer.status, 200) << answer.body;
    const auto session = json::parse<auth::SessionCourante>(answer.body);
    ASSERT_TRUE(session) << "the document is the declared one, no more and no less";
    EXPECT_EQ(session->utilisateur.id, awa);
    EXPECT_EQ(session->utilisateur.email, "awa@exemple.org");
    EXPECT_EQ(session->role, utilisateurs::Role::operateur);
    ASSERT_TRUE(session->depot);
    EXPECT_EQ(session->depot->nom, "Dépôt A");
    EXPECT_EQ(session->environnement, auth::Environnement::dev);
    EXPECT_EQ(api.with_cookie(answer.cookie()).get("/session").body, answer.body);
    EXPECT_EQ(api.value("select hash = '\\x" + hex(hash256(answer.cookie())) +
                        "' and adresse = '192.0.2.7' and agent = 'essai' from sessions"),
              "t")
        << "only the hash is kept";
}

TEST_F(Connexion, sets_a_cookie_that_lasts_as_long_as_the_session) {
    api.run("update parametres set valeur = '60' where cle = 'session_duree_minutes'");
    const auto set = sign_in("awa@exemple.org", password).header("Set-Cookie");
    EXPECT_THAT(set, testing::EndsWith("; Path=/; HttpOnly; SameSite=Strict; Max-Age=3600"));
}

TEST_F(Connexion, gives_a_new_secret_each_time_and_ends_the_session_sent_along) {
    const auto first = sign_in("awa@exemple.org", password).cookie();
    const auto second =
        api.with_cookie(first).post("/session", R"({"email":"awa@exemple.org","mot_de_passe":")" +
                                                    std::string(password) + R"("})");
    ASSERT_EQ(second.status, 200);
    EXPECT_NE(second.cookie(), first);
    EXPECT_EQ(api.with_cookie(first).get("/session").code(), "SESSION_EXPIREE");
    EXPECT_EQ(api.with_cookie(second.cookie()).get("/session").status, 200);
}

TEST_F(Connexion, answers_a_wrong_password_and_an_unknown_email_alike) {
    const auto wrong = sign_in("awa@exemple.org", "pas celui-là");
    const auto unknown = sign_in("inconnue@exemple.org", password);
    EXPECT_EQ(wrong.status, 401);
    EXPECT_EQ(wrong.code(), "IDENTIFIANTS_INVALIDES");
    EXPECT_EQ(unknown.status, wrong.status);
    EXPECT_EQ(unknown.code(), wrong.code());
    EXPECT_EQ(wrong.cookie() + unknown.cookie(), "");
    EXPECT_EQ(api.value("select count(*)::text from sessions"), "0");
}

TEST_F(Connexion, makes_the_key_for_an_unknown_email_too) {
    const auto time = [&](std::string_view email) {
        const Stopwatch watch;
        sign_in(email, "pas celui-là");
        return watch.elapsed_ms();
    };
    // A key's cost at its quickest; a quarter of it leaves room for any machine.
    double key_ms = 1e9;
    for (int i = 0; i < 5; ++i) {
        const Stopwatch watch;
        password_key("x", std::array<std::uint8_t, 16>{});
        key_ms = std::min(key_ms, watch.elapsed_ms());
    }
    EXPECT_GT(time("inconnue@exemple.org"), key_ms / 4);
    EXPECT_GT(time("awa@exemple.org"), key_ms / 4);
}

TEST_F(Connexion, does_not_trim_a_password) {
    EXPECT_EQ(sign_in("awa@exemple.org", std::string(password) + " ").status, 401);
}

TEST_F(Connexion, shows_every_wrong_field_and_refuses_unknown_ones) {
    const auto answer = api.visitor().post("/session", "{}");
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.fields(), ElementsAre("email CHAMP_REQUIS", "mot_de_passe CHAMP_REQUIS"));
    EXPECT_EQ(
        api.visitor().post("/session", R"({"email":"a","mot_de_passe":"b","role":"admin"})").code(),
        "CHAMP_INCONNU");
}

TEST_F(Connexion, refuses_a_disabled_account_and_one_without_a_profile) {
    api.run("update utilisateurs set actif = false where email = 'awa@exemple.org'");
    EXPECT_EQ(sign_in("awa@exemple.org", password).code(), "COMPTE_INACTIF");
    EXPECT_EQ(sign_in("awa@exemple.org", "pas celui-là").code(), "IDENTIFIANTS_INVALIDES")
        << "only who knows the password learns that the account is disabled";
    api.run("update utilisateurs set actif = true; delete from profils");
    const auto answer = sign_in("awa@exemple.org", password);
    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(answer.code(), "PROFIL_ABSENT");
}

TEST_F(Connexion, waits_longer_after_each_failure_and_says_how_long) {
    for (int i = 0; i < 6; ++i)
        EXPECT_EQ(sign_in("awa@exemple.org", "pas celui-là").code(), "IDENTIFIANTS_INVALIDES");
    const auto refused = sign_in("awa@exemple.org", password);
    EXPECT_EQ(refused.status, 429) << "also with the right password";
    EXPECT_EQ(refused.code(), "TROP_DE_TENTATIVES");
    EXPECT_THAT(refused.header("Retry-After"), testing::AnyOf("1", "2"));
    for (const auto* const wait : {"4", "8", "16"}) {
        api.run("update tentatives_connexion set libre_le = now()");
        EXPECT_EQ(sign_in("awa@exemple.org", "pas celui-là").code(), "IDENTIFIANTS_INVALIDES");
        EXPECT_EQ(wait_s("compte:awa@exemple.org"), wait);
    }
    api.run("update parametres set valeur = '10' where cle = 'connexion_attente_max_s';"
            "update tentatives_connexion set libre_le = now()");
    sign_in("awa@exemple.org", "pas celui-là");
    EXPECT_EQ(wait_s("compte:awa@exemple.org"), "10") << "never beyond the limit";
    api.run("update tentatives_connexion set libre_le = now()");
    EXPECT_EQ(sign_in("awa@exemple.org", password).status, 200);
    EXPECT_EQ(
        api.value("select count(*)::text from tentatives_connexion where cle like 'compte:%'"), "0")
        << "a success forgives the account";
}

TEST_F(Connexion, throttles_an_unknown_email_like_a_known_one) {
    for (int i = 0; i < 6; ++i)
        sign_in("inconnue@exemple.org", "pas celui-là");
    EXPECT_EQ(sign_in("inconnue@exemple.org", "pas celui-là").code(), "TROP_DE_TENTATIVES");
    EXPECT_EQ(sign_in("awa@exemple.org", password).status, 200) << "others are not concerned";
}

TEST_F(Connexion, throttles_an_address_that_tries_many_accounts) {
    api.run("insert into tentatives_connexion values ('adresse:192.0.2.7', 119, now())");
    sign_in("inconnue@exemple.org", "pas celui-là");
    EXPECT_EQ(sign_in("awa@exemple.org", password).code(), "TROP_DE_TENTATIVES");
    api.address = "192.0.2.8";
    EXPECT_EQ(sign_in("awa@exemple.org", password).status, 200);
}

TEST_F(Connexion, journals_successes_and_failures_also_of_nobody) {
    sign_in("awa@exemple.org", "pas celui-là");
    sign_in("inconnue@exemple.org", "pas celui-là");
    sign_in("awa@exemple.org", password);
    EXPECT_EQ(api.value("select string_agg(action || ' ' || niveau, ', ' order by created_at) from "
                        "log_actions where action like 'LOGIN%'"),
              "LOGIN_KO WARNING, LOGIN_KO WARNING, LOGIN_OK INFO");
    EXPECT_EQ(
        api.value("select count(*)::text from log_actions where details::text like '%citernes "
                  "pleines%' or details::text like '%@%'"),
        "0")
        << "T-LOG-04: neither passwords nor e-mails";
}

TEST_F(Connexion, is_refused_from_another_site) {
    const auto answer = api.with_cookie("aaaaaaaaaaaaaaaaaaaa")
                            .post("/session", "{}", {{"Origin", "http://ailleurs"}});
    EXPECT_EQ(answer.code(), "ORIGINE_REFUSEE");
}

TEST_F(Connexion, ends_when_unused_for_too_long) {
    const auto awa_signed_in = caller();
    api.run("update sessions set vu_le = now() - interval '11 hours 59 minutes'");
    EXPECT_EQ(awa_signed_in.get("/session").status, 200);
    EXPECT_EQ(api.value("select (vu_le > now() - interval '1 minute')::text from sessions"), "true")
        << "use keeps it alive";
    api.run("update sessions set vu_le = now() - interval '12 hours 1 minute'");
    const auto answer = awa_signed_in.get("/session");
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(answer.code(), "SESSION_EXPIREE");
}

TEST_F(Connexion, ends_after_its_time_even_in_use) {
    const auto awa_signed_in = caller();
    api.run("update sessions set expire_le = now() - interval '1 second'");
    EXPECT_EQ(awa_signed_in.get("/session").code(), "SESSION_EXPIREE");
}

TEST_F(Connexion, ends_with_a_sign_out_that_also_works_when_it_is_over) {
    const auto awa_signed_in = caller();
    const auto answer = awa_signed_in.del("/session");
    EXPECT_EQ(answer.status, 204);
    EXPECT_THAT(answer.header("Set-Cookie"), testing::HasSubstr("mlpp_session=; "));
    EXPECT_THAT(answer.header("Set-Cookie"), testing::HasSubstr("Max-Age=0"));
    EXPECT_EQ(awa_signed_in.get("/session").code(), "SESSION_EXPIREE");
    EXPECT_EQ(awa_signed_in.del("/session").status, 204);
    EXPECT_EQ(api.visitor().del("/session").status, 204);
    EXPECT_EQ(api.visitor().get("/session").code(), "NON_AUTHENTIFIE");
}

TEST_F(Connexion, counts_a_changed_role_from_the_next_request_on) {
    const auto awa_signed_in = caller();
    EXPECT_EQ(awa_signed_in.get("/fournisseurs").code(), "ROLE_FORBIDDEN");
    const auto account = api.as("admin").get("/utilisateurs/" + awa.text());
    ASSERT_EQ(api.as("admin")
                  .patch("/utilisateurs/" + awa.text(), account.integer("version"),
                         R"({"role":"directeur","depot_id":null})")
                  .status,
              200);
    EXPECT_EQ(awa_signed_in.get("/fournisseurs").status, 200);
    EXPECT_EQ(awa_signed_in.get("/session").text("role"), "directeur");
}

TEST_F(Connexion, T_PERM_04_shows_the_menu_of_what_the_role_may_do) {
    for (const auto role : all_roles) {
        const auto session = json::parse<auth::SessionCourante>(api.as(role).get("/session").body);
        ASSERT_TRUE(session) << role;
        std::vector<std::string> menu;
        for (const auto& entry : session->navigation)
            menu.push_back(entry.cle);
        const auto expected = api.value("select string_agg(n.cle, ',' order by n.ordre) from "
                                        "navigation n join role_permissions "
                                        "rp using (action) where rp.role = '" +
                                        std::string(role) + "'");
        std::string joined;
        for (const auto& entry : menu)
            joined.append(joined.empty() ? "" : ",").append(entry);
        EXPECT_EQ(joined, expected) << role;
        if (role != "admin") EXPECT_THAT(menu, Not(Contains("utilisateurs"))) << role;
        std::vector<std::string> rights;
        for (const auto& permission : session->permissions)
            rights.push_back(permission.action);
        EXPECT_EQ(std::ranges::count(rights, "referentiels.ecrire"), role == "admin" ? 1 : 0)
            << role;
    }
}

TEST_F(Connexion, T_PERM_02_gives_lecture_no_right_to_write) {
    const auto session = json::parse<auth::SessionCourante>(api.as("lecture").get("/session").body);
    ASSERT_TRUE(session);
    for (const auto& permission : session->permissions)
        EXPECT_TRUE(permission.action.ends_with(".lire") ||
                    permission.action == "volumetrie.calculer" ||
                    permission.action == "exports.generer")
            << permission.action;
}

TEST_F(Connexion, lets_people_change_their_own_name_and_language) {
    const auto answer =
        caller().patch("/session/profil", R"({"nom_complet":" Awa K. ","langue":"en"})");
    ASSERT_EQ(answer.status, 200) << answer.body;
    const auto session = json::parse<auth::SessionCourante>(answer.body);
    ASSERT_TRUE(session);
    EXPECT_EQ(session->utilisateur.nom_complet, "Awa K.");
    EXPECT_EQ(session->utilisateur.langue, utilisateurs::Langue::en);
    EXPECT_EQ(caller()
                  .patch("/session/profil", R"({"langue":"fr"})")
                  .json()
                  .at("utilisateur")
                  .at("nom_complet"),
              "Awa K.")
        << "what is not given stays";
    EXPECT_EQ(
        api.value("select count(*)::text from log_actions where action = 'PROFIL_MODIFIE' and "
                  "niveau = 'CRITICAL'"),
        "2");
    EXPECT_THAT(caller().patch("/session/profil", R"({"nom_complet":null,"langue":"de"})").fields(),
                ElementsAre("nom_complet TYPE_INVALIDE", "langue VALEUR_INCONNUE"));
}

TEST_F(Connexion, T_SEC_01_lets_people_change_their_own_email_and_never_take_another_s) {
    const auto answer = caller().patch("/session/profil", R"({"email":" Awa.K@Essai.local "})");
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.json().at("utilisateur").at("email"), "awa.k@essai.local");
    EXPECT_EQ(api.value("select details ->> 'email' from log_actions where action = "
                        "'PROFIL_MODIFIE'"),
              "…")
        << "T-LOG-04: no address in the log";
    const auto lecture = api.as("lecture");
    EXPECT_EQ(lecture.patch("/session/profil", R"({"email":"AWA.K@essai.local"})").code(),
              "EMAIL_DEJA_PRIS");
    EXPECT_EQ(lecture.patch("/session/profil", R"({"email":"sans arobase"})").code(),
              "FORMAT_INVALIDE");
    EXPECT_EQ(lecture.get("/session").json().at("utilisateur").at("email"), "lecture@essai.local");
}

TEST_F(Connexion, T_SEC_01_refuses_a_lecture_user_who_patches_the_own_role_and_logs_it_critical) {
    const auto lecture = api.as("lecture");
    for (const auto* const body :
         {R"({"role":"admin"})", R"({"depot_id":"11111111-1111-1111-1111-222222222222"})",
          R"({"nom_complet":"X","user_id":"11111111-1111-1111-1111-222222222222"})",
          R"({"created_at":"2020-01-01T00:00:00Z"})"}) {
        const auto answer = lecture.patch("/session/profil", body);
        EXPECT_EQ(answer.status, 403) << body;
        EXPECT_EQ(answer.code(), "ROLE_FORBIDDEN") << body;
    }
    EXPECT_EQ(
        api.value("select string_agg(action || ' ' || niveau || ' ' || (details ->> 'action') || "
                  "' ' || (details ->> 'role'), ',') from log_actions where niveau <> 'INFO' and "
                  "action = 'ACCES_REFUSE'"),
        "ACCES_REFUSE CRITICAL profil.role lecture")
        << "one row a minute, so that nobody floods the journal";
    EXPECT_EQ(lecture.get("/session").text("role"), "lecture");
    EXPECT_EQ(api.value("select nom_complet from profils where role = 'lecture'"),
              "lecture@essai.local")
        << "no partial write";
    EXPECT_EQ(lecture.patch("/session/profil", R"({"id":"x"})").code(), "CHAMP_INCONNU");
}

TEST_F(Connexion, T_REG_15_offers_no_other_way_to_raise_the_own_rights) {
    const auto own = awa.text();
    for (const auto role : all_roles) {
        if (role == "admin") continue;
        const auto person = api.as(role);
        EXPECT_EQ(person.patch("/utilisateurs/" + own, 1, R"({"role":"admin"})").code(),
                  "ROLE_FORBIDDEN")
            << role;
        EXPECT_EQ(person.get("/utilisateurs").code(), "ROLE_FORBIDDEN") << role;
    }
    auto application = api.database().as_application();
    const auto cookie = sign_in("awa@exemple.org", password).cookie();
    EXPECT_TRUE(application.run("begin; select app.ouvrir_contexte('\\x" + hex(hash256(cookie)) +
                                "', 'session', null, null)"));
    const auto refused = application.run("update profils set role = 'admin'");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::ROLE_FORBIDDEN);
}

class MonMotDePasse : public Connexion {
public:
    static std::string body(std::string_view old_one, std::string_view new_one) {
        return R"({"ancien":")" + std::string(old_one) + R"(","nouveau":")" + std::string(new_one) +
               R"("})";
    }
};

TEST_F(MonMotDePasse, changes_and_ends_the_persons_other_sessions) {
    const auto other = caller();
    const auto here = caller();
    const auto token = here.post("/jetons", R"({"nom":"balance"})").text("jeton");
    EXPECT_EQ(here.post("/session/mot-de-passe", body(password, "six camions en route")).status,
              204);
    EXPECT_EQ(api.with_token(token).get("/session").status, 200);
    EXPECT_EQ(here.get("/session").status, 200);
    EXPECT_EQ(other.get("/session").code(), "SESSION_EXPIREE");
    EXPECT_EQ(sign_in("awa@exemple.org", password).status, 401);
    EXPECT_EQ(sign_in("awa@exemple.org", "six camions en route").status, 200);
    EXPECT_EQ(
        api.value("select count(*)::text from log_actions where action = 'MOT_DE_PASSE_CHANGE' "
                  "and niveau = 'CRITICAL'"),
        "1");
}

TEST_F(MonMotDePasse, stays_when_the_old_one_is_wrong_and_the_failure_counts) {
    const auto here = caller();
    const auto answer =
        here.post("/session/mot-de-passe", body("pas celui-là", "six camions en route"));
    EXPECT_EQ(answer.status, 422) << "401 would say that the session is over";
    EXPECT_THAT(answer.fields(), ElementsAre("ancien IDENTIFIANTS_INVALIDES"));
    EXPECT_EQ(api.value("select echecs::text from tentatives_connexion where cle = "
                        "'compte:awa@exemple.org'"),
              "1");
    EXPECT_EQ(sign_in("awa@exemple.org", password).status, 200);
}

TEST_F(MonMotDePasse, must_be_strong) {
    const auto here = caller();
    for (const auto* const weak : {"court", "motdepasse123", "AWA@exemple.org"})
        EXPECT_THAT(here.post("/session/mot-de-passe", body(password, weak)).fields(),
                    ElementsAre("nouveau MOT_DE_PASSE_FAIBLE"))
            << weak;
}

class Jetons : public Connexion {};

TEST_F(Jetons, open_the_api_with_the_persons_rights_until_revoked) {
    const auto here = caller();
    const auto made = here.post("/jetons", R"({"nom":"balance"})");
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.header("Location"), "/api/v1/jetons/" + made.text("id"));
    const auto program = api.with_token(made.text("jeton"));
    EXPECT_EQ(program.get("/session").text("role"), "operateur");
    EXPECT_EQ(program.get("/fournisseurs").code(), "ROLE_FORBIDDEN");
    EXPECT_EQ(here.del("/jetons/" + made.text("id")).status, 204);
    EXPECT_EQ(program.get("/session").code(), "SESSION_EXPIREE");
    EXPECT_EQ(here.del("/jetons/" + made.text("id")).code(), "RESSOURCE_INTROUVABLE");
    EXPECT_EQ(here.get("/jetons").body,
              R"({"elements":[],"curseur_suivant":null,"total":null,"fenetre":null})");
}

TEST_F(Jetons, are_shown_once_and_kept_as_hashes) {
    const auto here = caller();
    const auto made =
        here.post("/jetons", R"({"nom":"balance","expire_le":"2099-01-01T00:00:00Z"})",
                  {{"Idempotency-Key", "une-cle-de-trop"}});
    ASSERT_EQ(made.status, 201) << made.body;
    const auto listed = here.get("/jetons?tri=nom&total=true");
    EXPECT_THAT(listed.column("nom"), ElementsAre("balance"));
    EXPECT_EQ(listed.text("total"), "1");
    EXPECT_EQ(listed.body.find(made.text("jeton")), std::string::npos);
    EXPECT_EQ(api.value("select (hash = '\\x" + hex(hash256(made.text("jeton"))) +
                        "')::text from jetons"),
              "true");
    EXPECT_EQ(api.value("select count(*)::text from cles_idempotence"), "0")
        << "a stored answer would keep the token readable";
}

TEST_F(Jetons, end_when_they_expire) {
    const auto here = caller();
    const auto made =
        here.post("/jetons", R"({"nom":"x","expire_le":"2099-01-01T00:00:00+02:00"})");
    const auto program = api.with_token(made.text("jeton"));
    EXPECT_EQ(program.get("/session").status, 200);
    api.run("update jetons set expire_le = now() - interval '1 second'");
    EXPECT_EQ(program.get("/session").code(), "SESSION_EXPIREE");
    EXPECT_THAT(here.post("/jetons", R"({"nom":"x","expire_le":"2020-01-01T00:00:00Z"})").fields(),
                ElementsAre("expire_le DATE_PASSEE"));
}

TEST_F(Jetons, are_not_made_with_a_token_nor_without_end) {
    const auto here = caller();
    const auto made = here.post("/jetons", R"({"nom":"premier"})");
    EXPECT_EQ(api.with_token(made.text("jeton")).post("/jetons", R"({"nom":"second"})").code(),
              "ROLE_FORBIDDEN");
    for (int i = 1; i < 20; ++i)
        ASSERT_EQ(here.post("/jetons", R"({"nom":"encore"})").status, 201);
    EXPECT_EQ(here.post("/jetons", R"({"nom":"de trop"})").code(), "TROP_D_ELEMENTS");
}

TEST_F(Jetons, of_others_are_neither_seen_nor_revoked) {
    const auto made = caller().post("/jetons", R"({"nom":"balance"})");
    const auto admin = api.as("admin");
    EXPECT_THAT(admin.get("/jetons").column("nom"), ElementsAre());
    EXPECT_EQ(admin.del("/jetons/" + made.text("id")).code(), "RESSOURCE_INTROUVABLE");
    EXPECT_EQ(api.with_token(made.text("jeton")).get("/session").status, 200);
}

TEST_F(Jetons, end_with_a_disabled_account) {
    const auto made = caller().post("/jetons", R"({"nom":"balance"})");
    api.run("update utilisateurs set actif = false where email = 'awa@exemple.org'");
    EXPECT_EQ(api.with_token(made.text("jeton")).get("/session").code(), "SESSION_EXPIREE");
}

} // namespace

} // namespace mlpp::pgtest
