#include "modules/referentiels/routes.h"
#include "modules/referentiels/types.h"
#include "pg/api.h"

#include <gmock/gmock.h>

#include <set>
#include <vector>

namespace mlpp::pgtest {

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;

// One of the six tables: what makes a record beside its name, and a field to change.
struct Table {
    const char* path;
    const char* more;      // further members of a creation
    const char* change;    // a patch
    const char* changed;   // the member it changes …
    const char* new_value; // … and its value after
    const char* log_prefix;
    std::vector<const char*> sorts;
    bool open_to_all = true; // every role reads it
};

void PrintTo(const Table& table, std::ostream* out) {
    *out << table.path;
}

const Table tables[] = {
    {"/depots",
     R"(,"code":"DC")",
     R"({"jours_retro":7})",
     "jours_retro",
     "7",
     "DEPOT",
     {"nom", "code", "fuseau", "edition", "jours_retro", "actif", "-created_at"}},
    {"/produits",
     R"(,"densite_min_kgm3":780,"densite_max_kgm3":900)",
     R"({"code":"G.O"})",
     "code",
     "G.O",
     "PRODUIT",
     {"nom", "code", "groupe", "densite_min_kgm3", "-densite_max_kgm3", "actif", "created_at"}},
    {"/clients",
     "",
     R"({"telephone":"+243 1"})",
     "telephone",
     "+243 1",
     "CLIENT",
     {"nom", "contact_personne", "email", "telephone", "-pays", "actif", "created_at"}},
    {"/fournisseurs",
     "",
     R"({"pays":"Zambie"})",
     "pays",
     "Zambie",
     "FOURNISSEUR",
     {"nom", "contact_personne", "email", "telephone", "-pays", "actif", "created_at"},
     false},
    {"/partenaires",
     "",
     R"({"contact":"Jo"})",
     "contact",
     "Jo",
     "PARTENAIRE",
     {"nom", "contact", "email", "telephone", "actif", "created_at"}},
    {"/transporteurs",
     "",
     R"({"note":"deux\nlignes"})",
     "note",
     "deux\nlignes",
     "TRANSPORTEUR",
     {"nom", "-contact_personne", "email", "telephone", "actif", "created_at"}},
};

class ChaqueReferentiel : public testing::TestWithParam<Table> {
public:
    std::string body(std::string_view name) const {
        return R"({"nom":")" + std::string(name) + '"' + GetParam().more + '}';
    }

    std::string path() const { return GetParam().path; }

    std::string table_name() const { return path().substr(1); }

    Api api{referentiels::declare_routes};
    Caller admin = api.as("admin");
};

INSTANTIATE_TEST_SUITE_P(Six, ChaqueReferentiel, testing::ValuesIn(tables),
                         [](const auto& info) { return std::string(info.param.path).substr(1); });

TEST_P(ChaqueReferentiel, T_REG_18_loads_its_list_with_an_empty_table) {
    if (path() != "/depots")
        EXPECT_EQ(api.value("select count(*)::text from " + table_name()), "0");
    const auto answer = admin.get(path() + "?q=rien&actif=true&total=true");
    EXPECT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.body, R"({"elements":[],"curseur_suivant":null,"total":0,"fenetre":null})");
}

TEST_P(ChaqueReferentiel, creates_reads_and_changes_a_record) {
    const auto made = admin.post(path(), body(" Premier "));
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.text("nom"), "Premier");
    EXPECT_EQ(made.text("actif"), "true");
    EXPECT_EQ(made.header("Location"), "/api/v1" + path() + '/' + made.text("id"));
    const auto one = path() + '/' + made.text("id");
    const auto read = admin.get(one);
    EXPECT_EQ(read.body, made.body) << "the record as stored";
    EXPECT_EQ(read.header("ETag"), "\"1\"");
    const auto changed = admin.patch(one, 1, GetParam().change);
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed.text(GetParam().changed), GetParam().new_value);
    EXPECT_EQ(changed.text("nom"), "Premier") << "what is not given stays";
    EXPECT_EQ(changed.header("ETag"), "\"2\"");
    EXPECT_EQ(admin.get(one).body, changed.body);
    EXPECT_EQ(api.value("select string_agg(action, ',' order by created_at) from log_actions where "
                        "cible_id = '" +
                        made.text("id") + "'"),
              std::string(GetParam().log_prefix) + "_CREE," + GetParam().log_prefix + "_MODIFIE")
        << "W-37";
    EXPECT_EQ(api.value("select details -> 'apres' ->> '" + std::string(GetParam().changed) +
                        "' from log_actions where action like '%_MODIFIE' and cible_id = '" +
                        made.text("id") + "'"),
              GetParam().new_value);
}

TEST_P(ChaqueReferentiel, refuses_an_older_version_and_shows_the_present_record) {
    const auto one = path() + '/' + admin.post(path(), body("Premier")).text("id");
    ASSERT_EQ(admin.patch(one, 1, R"({"nom":"Second"})").status, 200);
    const auto stale = admin.patch(one, 1, GetParam().change);
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.code(), "VERSION_PERIMEE");
    EXPECT_EQ(stale.json().at("actuel").at("nom"), "Second");
    EXPECT_EQ(stale.json().at("actuel").at("version"), 2);
    EXPECT_EQ(admin.get(one).integer("version"), 2) << "nothing was written";
    EXPECT_EQ(admin.patch(one, GetParam().change).code(), "VERSION_REQUISE");
    EXPECT_EQ(admin.patch(path() + "/99999999-1111-1111-1111-111111111111", 1, "{}").code(),
              "RESSOURCE_INTROUVABLE");
    EXPECT_EQ(admin.get(path() + "/99999999-1111-1111-1111-111111111111").code(),
              "RESSOURCE_INTROUVABLE");
}

TEST_P(ChaqueReferentiel, refuses_a_name_that_is_taken) {
    ASSERT_EQ(admin.post(path(), body("Premier")).status, 201);
    const auto twice = admin.post(path(), body("Premier"));
    EXPECT_EQ(twice.status, 409);
    EXPECT_EQ(twice.code(), "NOM_DEJA_PRIS") << twice.body;
    EXPECT_THAT(twice.fields(), ElementsAre("nom NOM_DEJA_PRIS"));
}

TEST_P(ChaqueReferentiel, refuses_fields_it_does_not_know_and_shows_the_wrong_ones) {
    EXPECT_EQ(admin.post(path(), R"({"nom":"X","id":"y"})").code(), "CHAMP_INCONNU");
    EXPECT_THAT(admin.post(path(), R"({"nom":"","actif":"oui"})").fields(),
                testing::AllOf(Contains("nom TEXTE_TROP_COURT"), Contains("actif TYPE_INVALIDE")));
    EXPECT_EQ(admin.get(path() + "?inconnu=1").code(), "PARAMETRE_INCONNU");
    EXPECT_EQ(admin.get(path() + "?tri=inconnu").code(), "DONNEES_INVALIDES");
}

TEST_P(ChaqueReferentiel, answers_a_repeated_request_as_before) {
    const Headers key{{"Idempotency-Key", "cle-0001-x"}};
    const auto first = admin.post(path(), body("Premier"), key);
    const auto again = admin.post(path(), body("Premier"), key);
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
    EXPECT_EQ(admin.post(path(), body("Autre"), key).code(), "CLE_IDEMPOTENCE_REUTILISEE");
}

TEST_P(ChaqueReferentiel, sorts_names_as_people_do_and_pages_through_every_sort) {
    const char* const codes[] = {"C1", "C2", "C3"};
    const char* const names[] = {"Z Tank 10", "Z Tank 2", "Z école"};
    for (std::size_t i = 0; i < 3; ++i) {
        auto text = body(names[i]);
        if (path() == "/depots") text.replace(text.find("DC"), 2, codes[i]);
        ASSERT_EQ(admin.post(path(), text).status, 201);
    }
    EXPECT_THAT(admin.get(path() + "?q=z ").column("nom"),
                ElementsAre("Z école", "Z Tank 2", "Z Tank 10"));
    EXPECT_THAT(admin.get(path() + "?q=Z ECOLE").column("nom"), ElementsAre("Z école"));
    EXPECT_THAT(admin.get(path() + "?q=z t%C3%A1nk 2").column("nom"), ElementsAre("Z Tank 2"));
    EXPECT_THAT(admin.get(path() + "?q=z &tri=-nom").column("nom"),
                ElementsAre("Z Tank 10", "Z Tank 2", "Z école"));
    for (const std::string sort : GetParam().sorts) {
        const auto first = path() + "?q=z &limite=1&tri=" + sort;
        std::set<std::string> seen;
        std::string cursor;
        for (int page = 0; page < 5; ++page) {
            const auto answer = admin.get(first + cursor);
            ASSERT_EQ(answer.status, 200) << sort << answer.body;
            for (const auto& id : answer.column("id"))
                EXPECT_TRUE(seen.insert(id).second) << sort;
            if (answer.text("curseur_suivant") == "null") break;
            cursor = "&curseur=" + answer.text("curseur_suivant");
        }
        EXPECT_EQ(seen.size(), 3U) << sort;
    }
}

TEST_P(ChaqueReferentiel, filters_by_activity) {
    const auto one = path() + '/' + admin.post(path(), body("Fermé")).text("id");
    ASSERT_EQ(admin.patch(one, 1, R"({"actif":false})").status, 200);
    EXPECT_THAT(admin.get(path() + "?actif=false").column("nom"), ElementsAre("Fermé"));
    EXPECT_THAT(admin.get(path() + "?actif=true").column("nom"), Not(Contains("Fermé")));
}

TEST_P(ChaqueReferentiel, T_PERM_01_is_read_by_those_who_may_and_written_by_admin_alone) {
    const auto one = path() + '/' + admin.post(path(), body("Premier")).text("id");
    for (const auto role : all_roles) {
        const auto person = api.as(role);
        const bool reads = GetParam().open_to_all || (role != "operateur" && role != "lecture");
        EXPECT_EQ(person.get(path()).status, reads ? 200 : 403) << role;
        if (path() != "/depots") EXPECT_EQ(person.get(one).status, reads ? 200 : 403) << role;
        if (role == "admin") continue;
        EXPECT_EQ(person.post(path(), body("Second")).code(), "ROLE_FORBIDDEN") << role;
        EXPECT_EQ(person.patch(one, 1, R"({"nom":"Second"})").code(), "ROLE_FORBIDDEN") << role;
    }
    EXPECT_EQ(api.visitor().get(path()).code(), "NON_AUTHENTIFIE");
    EXPECT_EQ(admin.get(one).text("nom"), "Premier") << "T-PERM-03: no partial write";
}

class Referentiels : public testing::Test {
public:
    Api api{referentiels::declare_routes};
    Caller admin = api.as("admin");
};

TEST_F(Referentiels, T_SEC_02_show_who_is_bound_to_a_depot_that_one_only) {
    EXPECT_THAT(api.as("operateur").get("/depots").column("nom"), ElementsAre("Dépôt A"));
    EXPECT_THAT(api.as("lecture", depot_b).get("/depots").column("nom"), ElementsAre("Dépôt B"));
    EXPECT_THAT(api.as("pca").get("/depots").column("nom"), ElementsAre("Dépôt A", "Dépôt B"));
    EXPECT_EQ(api.as("operateur").get("/depots/" + std::string(depot_b)).code(),
              "RESSOURCE_INTROUVABLE");
}

TEST_F(Referentiels, give_the_names_of_suppliers_to_those_who_may_not_read_their_files) {
    ASSERT_EQ(
        admin.post("/fournisseurs", R"({"nom":"Augusta","email":"a@augusta.example"})").status,
        201);
    const auto names = api.as("operateur").get("/fournisseurs/noms?q=august");
    EXPECT_EQ(names.status, 200);
    EXPECT_THAT(names.column("nom"), ElementsAre("Augusta"));
    EXPECT_EQ(names.json().at("elements").at(0).as_object().size(), 3U) << "id, nom, actif";
    EXPECT_EQ(api.as("operateur").get("/fournisseurs").code(), "ROLE_FORBIDDEN");
    EXPECT_EQ(api.visitor().get("/fournisseurs/noms").code(), "NON_AUTHENTIFIE");
}

TEST_F(Referentiels, keep_the_settings_of_a_depot) {
    const auto made = admin.post("/depots", R"({"nom":"Dépôt C","code":"DC"})");
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.text("fuseau"), "Africa/Lubumbashi");
    EXPECT_EQ(made.text("edition"), "MPMS_11_1_2004");
    EXPECT_EQ(made.text("areometre"), "true");
    EXPECT_EQ(made.text("arrondi_reception_l"), "1E-1");
    EXPECT_NE(made.body.find(R"("arrondi_reception_l":0.100,"arrondi_sortie_l":1.000)"),
              std::string::npos);
    EXPECT_EQ(made.text("jours_retro"), "30");
    const auto one = "/depots/" + made.text("id");
    const auto changed = admin.patch(one, 1,
                                     R"({"fuseau":"Africa/Kinshasa","edition":"D1250_1980",
                                         "areometre":false,"arrondi_sortie_l":0.001})");
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed.text("fuseau"), "Africa/Kinshasa");
    EXPECT_EQ(changed.text("edition"), "D1250_1980");
    EXPECT_THAT(admin.patch(one, 2, R"({"fuseau":"Lune/Mer"})").fields(),
                ElementsAre("fuseau VALEUR_INCONNUE"));
    EXPECT_THAT(admin.patch(one, 2, R"({"arrondi_sortie_l":0.5,"code":"dc"})").fields(),
                ElementsAre("code FORMAT_INVALIDE", "arrondi_sortie_l VALEUR_INCONNUE"));
    EXPECT_THAT(admin.patch(one, 2, R"({"jours_retro":367,"arrondi_sortie_l":null})").fields(),
                ElementsAre("jours_retro VALEUR_HORS_LIMITES", "arrondi_sortie_l TYPE_INVALIDE"));
    EXPECT_THAT(admin.patch(one, 2, R"({"code":"DA"})").fields(), ElementsAre("code DOUBLON"));
}

TEST_F(Referentiels, keep_a_products_domain_coherent) {
    const auto made = admin.post(
        "/produits", R"({"nom":"Gasoil","densite_min_kgm3":780,"densite_max_kgm3":900.5})");
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.text("groupe"), "B");
    EXPECT_NE(made.body.find(R"("temperature_min_c":0.00,"temperature_max_c":60.00)"),
              std::string::npos);
    const auto one = "/produits/" + made.text("id");
    EXPECT_EQ(admin.patch(one, 1, R"({"densite_min_kgm3":900.5})").code(),
              "PRODUIT_DOMAINE_INCOHERENT");
    EXPECT_EQ(admin.patch(one, 1, R"({"temperature_max_c":-1})").code(),
              "PRODUIT_DOMAINE_INCOHERENT");
    EXPECT_THAT(admin.patch(one, 1, R"({"groupe":"C"})").fields(),
                ElementsAre("alpha_15c PRODUIT_ALPHA_INCOHERENT"));
    const auto special = admin.patch(one, 1, R"({"groupe":"C","alpha_15c":0.00095})");
    ASSERT_EQ(special.status, 200) << special.body;
    EXPECT_NE(special.body.find(R"("alpha_15c":0.00095000)"), std::string::npos);
    EXPECT_EQ(admin.patch(one, 2, R"({"groupe":"B"})").code(), "PRODUIT_ALPHA_INCOHERENT");
    EXPECT_EQ(admin.patch(one, 2, R"({"groupe":"B","alpha_15c":null})").status, 200);
}

TEST_F(Referentiels, lose_no_optional_field_that_a_patch_does_not_name) {
    const auto made = admin.post(
        "/clients",
        R"({"nom":"Client A","email":"a@b.c","telephone":"1","note_supplementaire":"n"})");
    const auto one = "/clients/" + made.text("id");
    const auto changed = admin.patch(one, 1, R"({"email":null,"pays":""})");
    EXPECT_EQ(changed.text("email"), "null");
    EXPECT_EQ(changed.text("pays"), "null") << "an empty text is none";
    EXPECT_EQ(changed.text("telephone"), "1");
    EXPECT_EQ(changed.text("note_supplementaire"), "n");
}

} // namespace

} // namespace mlpp::pgtest
