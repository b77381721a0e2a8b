#include "modules/auth/routes.h"
#include "modules/utilisateurs/routes.h"
#include "modules/utilisateurs/types.h"
#include "pg/api.h"

#include <gmock/gmock.h>

#include <set>

namespace mlpp::pgtest {

namespace {

using testing::ElementsAre;

constexpr std::string_view password = "quatre citernes pleines";

class Utilisateurs : public testing::Test {
public:
    Answer sign_in(std::string_view email, std::string_view secret) {
        return api.visitor().post("/session", R"({"email":")" + std::string(email) +
                                                  R"(","mot_de_passe":")" + std::string(secret) +
                                                  R"("})");
    }

    static std::string awa(std::string_view more = {}) {
        return R"({"email":"Awa@Exemple.org","nom_complet":"Awa Kabila","role":"operateur","depot_id":")" +
               std::string(depot_a) + '"' + std::string(more) + '}';
    }

    Api api{{auth::declare_routes, utilisateurs::declare_routes}};
    Caller admin = api.as("admin");
};

TEST_F(Utilisateurs, are_opened_with_a_made_up_password_that_is_shown_once) {
    const auto made = admin.post("/utilisateurs", awa(), {{"Idempotency-Key", "une-cle-de-trop"}});
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.text("email"), "awa@exemple.org");
    EXPECT_EQ(made.text("depot_nom"), "Dépôt A");
    EXPECT_EQ(made.text("mot_de_passe").size(), 20U);
    EXPECT_EQ(sign_in("awa@exemple.org", made.text("mot_de_passe")).status, 200);
    const auto read = admin.get("/utilisateurs/" + made.text("id"));
    EXPECT_EQ(read.header("ETag"), "\"1\"");
    EXPECT_EQ(read.text("mot_de_passe"), "");
    EXPECT_EQ(made.header("Location"), "/api/v1/utilisateurs/" + made.text("id"));
    EXPECT_EQ(api.value("select count(*)::text from cles_idempotence"), "0")
        << "a stored answer would keep the password readable";
}

TEST_F(Utilisateurs, may_get_a_chosen_password) {
    const auto made =
        admin.post("/utilisateurs", awa(R"(,"mot_de_passe":"quatre citernes pleines")"));
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.text("mot_de_passe"), "null");
    EXPECT_EQ(sign_in("awa@exemple.org", password).status, 200);
}

TEST_F(Utilisateurs, are_refused_with_every_wrong_field) {
    EXPECT_THAT(admin
                    .post("/utilisateurs", R"({"email":"awa","nom_complet":"Awa","role":"admin",
                                              "mot_de_passe":"court"})")
                    .fields(),
                ElementsAre("email FORMAT_INVALIDE", "mot_de_passe MOT_DE_PASSE_FAIBLE"));
    EXPECT_THAT(
        admin.post("/utilisateurs", R"({"email":"a@b","nom_complet":" ","role":"chef"})").fields(),
        ElementsAre("nom_complet TEXTE_TROP_COURT", "role VALEUR_INCONNUE"));
    EXPECT_THAT(admin.post("/utilisateurs", R"({"email":"a@b","nom_complet":"A","role":"lecture"})")
                    .fields(),
                ElementsAre("depot_id DEPOT_REQUIS"));
    EXPECT_THAT(admin
                    .post("/utilisateurs", R"({"email":"a@b","nom_complet":"A","role":"lecture",
                        "depot_id":"99999999-1111-1111-1111-111111111111"})")
                    .fields(),
                ElementsAre("depot_id REFERENCE_INTROUVABLE"));
    ASSERT_EQ(admin.post("/utilisateurs", awa()).status, 201);
    const auto twice = admin.post("/utilisateurs", awa());
    EXPECT_EQ(twice.status, 409);
    EXPECT_EQ(twice.code(), "EMAIL_DEJA_PRIS");
    EXPECT_THAT(twice.fields(), ElementsAre("email EMAIL_DEJA_PRIS"));
}

TEST_F(Utilisateurs, are_listed_with_filters_and_in_any_order) {
    static_cast<void>(api.as("operateur"));
    static_cast<void>(api.as("lecture", depot_b));
    ASSERT_EQ(admin.post("/utilisateurs", awa()).status, 201);
    EXPECT_THAT(admin.get("/utilisateurs?tri=role").column("role"),
                ElementsAre("admin", "lecture", "operateur", "operateur"));
    EXPECT_THAT(admin.get("/utilisateurs?q=kabil").column("nom_complet"),
                ElementsAre("Awa Kabila"));
    EXPECT_THAT(admin.get("/utilisateurs?q=EXEMPLE.org").column("nom_complet"),
                ElementsAre("Awa Kabila"));
    EXPECT_THAT(admin.get("/utilisateurs?role=lecture").column("role"), ElementsAre("lecture"));
    EXPECT_THAT(admin.get("/utilisateurs?depot_id=" + std::string(depot_b)).column("role"),
                ElementsAre("lecture"));
    EXPECT_THAT(admin.get("/utilisateurs?actif=false").column("role"), ElementsAre())
        << "the system account has no profile and is nobody's to manage";
    for (const auto* const sort :
         {"nom_complet", "-email", "role", "depot_nom", "actif", "created_at"}) {
        const auto first = admin.get(std::string("/utilisateurs?limite=3&total=true&tri=") + sort);
        ASSERT_EQ(first.status, 200) << sort << first.body;
        EXPECT_EQ(first.text("total"), "4");
        const auto rest = admin.get("/utilisateurs?limite=3&tri=" + std::string(sort) +
                                    "&curseur=" + first.text("curseur_suivant"));
        auto ids = first.column("id");
        for (const auto& id : rest.column("id"))
            ids.push_back(id);
        EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), 4U) << sort;
    }
}

TEST_F(Utilisateurs, are_changed_field_by_field) {
    const auto made = admin.post("/utilisateurs", awa());
    const auto path = "/utilisateurs/" + made.text("id");
    const auto changed =
        admin.patch(path, 1, R"({"nom_complet":"Awa K.","email":"AK@exemple.org"})");
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed.text("nom_complet"), "Awa K.");
    EXPECT_EQ(changed.text("email"), "ak@exemple.org");
    EXPECT_EQ(changed.text("role"), "operateur");
    EXPECT_EQ(changed.header("ETag"), '"' + changed.text("version") + '"');
    const auto promoted =
        admin.patch(path, changed.integer("version"), R"({"role":"pca","depot_id":null})");
    EXPECT_EQ(promoted.text("depot_id"), "null");
    EXPECT_EQ(admin.patch(path, promoted.integer("version"), R"({"role":"gerant"})").code(),
              "DEPOT_REQUIS");
    EXPECT_EQ(admin.get(path).text("role"), "pca") << "T-PERM-03: no partial write";
    EXPECT_THAT(admin.patch(path, 1, R"({"email":"x","role":null})").fields(),
                ElementsAre("email TEXTE_TROP_COURT", "role TYPE_INVALIDE"));
    EXPECT_EQ(
        api.value("select count(*)::text from log_actions where action = 'UTILISATEUR_MODIFIE' "
                  "and niveau = 'CRITICAL'"),
        "2");
}

TEST_F(Utilisateurs, refuse_a_change_of_an_older_version_and_show_the_present_one) {
    const auto made = admin.post("/utilisateurs", awa());
    const auto path = "/utilisateurs/" + made.text("id");
    EXPECT_EQ(admin.patch(path, R"({"actif":false})").code(), "VERSION_REQUISE");
    for (const std::int64_t version :
         {std::int64_t{0}, std::int64_t{2}, std::int64_t{99'999'999'999}}) {
        const auto stale = admin.patch(path, version, R"({"actif":false})");
        EXPECT_EQ(stale.status, 412);
        EXPECT_EQ(stale.json().at("actuel").at("nom_complet"), "Awa Kabila");
    }
    EXPECT_EQ(admin.patch("/utilisateurs/99999999-1111-1111-1111-111111111111", 1, "{}").code(),
              "RESSOURCE_INTROUVABLE");
    EXPECT_EQ(
        admin.patch("/utilisateurs/00000000-0000-7000-8000-000000000001", 1, R"({"actif":true})")
            .code(),
        "RESSOURCE_INTROUVABLE")
        << "the system account is nobody's to change";
}

TEST_F(Utilisateurs, are_not_changed_by_who_has_not_seen_their_own_change) {
    const auto made =
        admin.post("/utilisateurs", awa(R"(,"mot_de_passe":"quatre citernes pleines")"));
    const auto path = "/utilisateurs/" + made.text("id");
    const auto awa_signed_in = api.with_cookie(sign_in("awa@exemple.org", password).cookie());
    ASSERT_EQ(awa_signed_in.patch("/session/profil", R"({"nom_complet":"Awa Mwamba"})").status,
              200);
    const auto stale = admin.patch(path, 1, R"({"nom_complet":"Awa K."})");
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.json().at("actuel").at("nom_complet"), "Awa Mwamba");
    EXPECT_EQ(admin.patch(path, 2, R"({"nom_complet":"Awa K."})").text("version"), "3");
}

TEST_F(Utilisateurs, are_signed_out_when_disabled) {
    const auto made =
        admin.post("/utilisateurs", awa(R"(,"mot_de_passe":"quatre citernes pleines")"));
    const auto awa_signed_in = api.with_cookie(sign_in("awa@exemple.org", password).cookie());
    const auto token = awa_signed_in.post("/jetons", R"({"nom":"x"})").text("jeton");
    ASSERT_EQ(admin.patch("/utilisateurs/" + made.text("id"), 1, R"({"actif":false})").status, 200);
    EXPECT_EQ(awa_signed_in.get("/session").code(), "SESSION_EXPIREE");
    EXPECT_EQ(api.with_token(token).get("/session").code(), "SESSION_EXPIREE");
    EXPECT_EQ(sign_in("awa@exemple.org", password).code(), "COMPTE_INACTIF");
}

TEST_F(Utilisateurs, are_signed_out_when_their_password_is_set) {
    const auto made =
        admin.post("/utilisateurs", awa(R"(,"mot_de_passe":"quatre citernes pleines")"));
    const auto path = "/utilisateurs/" + made.text("id");
    const auto awa_signed_in = api.with_cookie(sign_in("awa@exemple.org", password).cookie());
    EXPECT_THAT(admin.patch(path, 1, R"({"mot_de_passe":"awa kabila"})").fields(),
                ElementsAre("mot_de_passe MOT_DE_PASSE_FAIBLE"));
    EXPECT_EQ(awa_signed_in.get("/session").status, 200);
    ASSERT_EQ(admin.patch(path, 1, R"({"mot_de_passe":"six camions en route"})").status, 200);
    EXPECT_EQ(awa_signed_in.get("/session").code(), "SESSION_EXPIREE");
    EXPECT_EQ(sign_in("awa@exemple.org", "six camions en route").status, 200);
}

TEST_F(Utilisateurs, keep_one_active_administrator) {
    const auto own = admin.get("/utilisateurs?role=admin").column("id").front();
    for (const auto* const body : {R"({"role":"directeur"})", R"({"actif":false})"}) {
        const auto answer = admin.patch("/utilisateurs/" + own, 1, body);
        EXPECT_EQ(answer.status, 409);
        EXPECT_EQ(answer.code(), "DERNIER_ADMIN");
    }
    const auto second = admin.post("/utilisateurs",
                                   R"({"email":"b@exemple.org","nom_complet":"B","role":"admin"})");
    ASSERT_EQ(second.status, 201);
    EXPECT_EQ(admin.patch("/utilisateurs/" + own, 1, R"({"role":"directeur"})").status, 200);
    EXPECT_EQ(admin.get("/utilisateurs").code(), "ROLE_FORBIDDEN") << "from the next request on";
}

TEST_F(Utilisateurs, T_PERM_01_are_the_administrators_alone) {
    const auto made = admin.post("/utilisateurs", awa());
    const auto path = "/utilisateurs/" + made.text("id");
    for (const auto role : all_roles) {
        if (role == "admin") continue;
        const auto person = api.as(role);
        EXPECT_EQ(person.get("/utilisateurs").code(), "ROLE_FORBIDDEN") << role;
        EXPECT_EQ(person.get(path).code(), "ROLE_FORBIDDEN") << role;
        EXPECT_EQ(person.post("/utilisateurs", awa()).code(), "ROLE_FORBIDDEN") << role;
        EXPECT_EQ(person.patch(path, 1, R"({"mot_de_passe":"six camions en route"})").code(),
                  "ROLE_FORBIDDEN")
            << role;
    }
    EXPECT_EQ(api.visitor().get("/utilisateurs").code(), "NON_AUTHENTIFIE");
}

} // namespace

} // namespace mlpp::pgtest
