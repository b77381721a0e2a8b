#include "modules/citernes/routes.h"
#include "modules/citernes/types.h"
#include "pg/api.h"

#include <gmock/gmock.h>

namespace mlpp::pgtest {

namespace {

using testing::ElementsAre;

class Citernes : public testing::Test {
public:
    explicit Citernes(std::string_view environnement = "dev")
        : api(citernes::declare_routes, environnement) {
        api.run("insert into produits (id, nom, code, densite_min_kgm3, densite_max_kgm3) values "
                "('22222222-2222-2222-2222-222222222222', 'Gasoil', 'G.O', 780, 900), "
                "('640cf7ec-1616-4503-a484-0a61afb20005', 'Essence', 'ESS', 680, 790)");
    }

    static std::string tank(std::string_view name, std::string_view depot = depot_a,
                            std::string_view more = {}) {
        return R"({"depot_id":")" + std::string(depot) + R"(","nom":")" + std::string(name) +
               R"(","produit_id":")" + std::string(gasoil) +
               R"(","capacite_totale":500000,"localisation":"Parc")" + std::string(more) + '}';
    }

    // Stock as a posted movement leaves it.
    void fill(const std::string& citerne, int litres) {
        api.run("set role mlpp_moteur; insert into stocks_snapshot (depot_id, citerne_id, "
                "produit_id, proprietaire_type, "
                "stock_ambiant, stock_15c) select depot_id, id, produit_id, 'MONALUXE', " +
                std::to_string(litres) + ", " + std::to_string(litres) +
                " from citernes where id = '" + citerne + "'; reset role");
    }

    Api api;
    Caller admin = api.as("admin");
};

TEST_F(Citernes, are_added_with_the_names_of_depot_and_product) {
    const auto made = admin.post("/citernes", tank("TANK1"), {{"Idempotency-Key", "cle-0001"}});
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(made.text("depot_nom"), "Dépôt A");
    EXPECT_EQ(made.text("produit_nom"), "Gasoil");
    EXPECT_EQ(made.text("statut"), "active");
    EXPECT_EQ(made.text("logique"), "false");
    EXPECT_NE(made.body.find(R"("capacite_totale":500000.000,"creux_securite":0.000)"),
              std::string::npos);
    const auto one = "/citernes/" + made.text("id");
    EXPECT_EQ(made.header("Location"), "/api/v1" + one);
    EXPECT_EQ(admin.get(one).body, made.body);
    EXPECT_EQ(admin.post("/citernes", tank("TANK1"), {{"Idempotency-Key", "cle-0001"}}).body,
              made.body);
}

TEST_F(Citernes, T_REG_18_load_their_list_with_an_empty_table) {
    EXPECT_EQ(admin.get("/citernes?total=true").body,
              R"({"elements":[],"curseur_suivant":null,"total":0,"fenetre":null})");
}

TEST_F(Citernes, T_TNK_01_are_all_listed_in_the_order_people_count) {
    for (const auto* const name : {"TANK10", "TANK2", "TANK1"})
        ASSERT_EQ(admin.post("/citernes", tank(name)).status, 201);
    EXPECT_THAT(admin.get("/citernes").column("nom"), ElementsAre("TANK1", "TANK2", "TANK10"))
        << "empty ones too";
    const auto page = admin.get("/citernes?limite=2");
    EXPECT_THAT(page.column("nom"), ElementsAre("TANK1", "TANK2"));
    EXPECT_THAT(
        admin.get("/citernes?limite=2&curseur=" + page.text("curseur_suivant")).column("nom"),
        ElementsAre("TANK10"));
}

TEST_F(Citernes, are_filtered_and_sorted_by_what_is_shown) {
    ASSERT_EQ(admin.post("/citernes", tank("TANK1")).status, 201);
    ASSERT_EQ(admin.post("/citernes", tank("TANK2", depot_b, R"(,"statut":"maintenance")")).status,
              201);
    ASSERT_EQ(admin.post("/citernes", tank("SEP CONGO", depot_b, R"(,"logique":true)")).status,
              201);
    EXPECT_THAT(admin.get("/citernes?depot_id=" + std::string(depot_b)).column("nom"),
                ElementsAre("SEP CONGO", "TANK2"));
    EXPECT_THAT(admin.get("/citernes?statut=maintenance").column("nom"), ElementsAre("TANK2"));
    EXPECT_THAT(admin.get("/citernes?logique=true").column("nom"), ElementsAre("SEP CONGO"));
    EXPECT_THAT(admin.get("/citernes?q=ank1").column("nom"), ElementsAre("TANK1"));
    EXPECT_THAT(admin.get("/citernes?produit_id=" + std::string(essence)).column("nom"),
                ElementsAre());
    for (const auto* const sort :
         {"nom", "depot_nom", "produit_nom", "-capacite_totale", "creux_securite", "stock_minimum",
          "localisation", "statut", "logique", "created_at"}) {
        const auto first = admin.get(std::string("/citernes?limite=2&tri=") + sort);
        ASSERT_EQ(first.status, 200) << sort << first.body;
        const auto rest = admin.get("/citernes?limite=2&tri=" + std::string(sort) +
                                    "&curseur=" + first.text("curseur_suivant"));
        EXPECT_EQ(rest.column("id").size(), 1U) << sort;
        EXPECT_THAT(first.column("id"), testing::Not(testing::Contains(rest.column("id").at(0))))
            << sort;
    }
}

TEST_F(Citernes, are_changed_field_by_field_and_logged_before_and_after) {
    const auto made = admin.post("/citernes", tank("TANK1"));
    const auto one = "/citernes/" + made.text("id");
    const auto changed =
        admin.patch(one, 1, R"({"capacite_totale":300000,"stock_minimum":1000.5})");
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_EQ(changed.text("nom"), "TANK1");
    EXPECT_EQ(changed.header("ETag"), "\"2\"");
    EXPECT_EQ(api.value("select (details -> 'avant' ->> 'capacite_totale') || ' ' || (details -> "
                        "'apres' ->> 'capacite_totale') from log_actions where action = "
                        "'CITERNE_MODIFIEE'"),
              "500000.000 300000.000")
        << "W-37: who changed a tank's capacity?";
    const auto stale = admin.patch(one, 1, R"({"nom":"TANK9"})");
    EXPECT_EQ(stale.status, 412);
    EXPECT_EQ(stale.json().at("actuel").at("version"), 2);
    EXPECT_EQ(admin.patch(one, R"({"nom":"TANK9"})").code(), "VERSION_REQUISE");
    EXPECT_EQ(admin.patch("/citernes/99999999-1111-1111-1111-111111111111", 1, "{}").code(),
              "RESSOURCE_INTROUVABLE");
    EXPECT_EQ(admin.patch(one, 2, R"({"depot_id":")" + std::string(depot_b) + R"("})").code(),
              "CHAMP_INCONNU")
        << "a tank does not move";
}

TEST_F(Citernes, keep_coherent_capacities) {
    const auto made = admin.post("/citernes", tank("TANK1"));
    const auto one = "/citernes/" + made.text("id");
    EXPECT_EQ(admin.patch(one, 1, R"({"creux_securite":300000,"stock_minimum":200000})").code(),
              "CITERNE_CAPACITES_INCOHERENTES");
    EXPECT_EQ(admin.post("/citernes", tank("TANK2", depot_a, R"(,"creux_securite":500000)")).code(),
              "CITERNE_CAPACITES_INCOHERENTES");
    EXPECT_THAT(
        admin.patch(one, 1, R"({"capacite_totale":0,"creux_securite":-1})").fields(),
        ElementsAre("capacite_totale VALEUR_HORS_LIMITES", "creux_securite VALEUR_HORS_LIMITES"));
    EXPECT_THAT(admin.patch(one, 1, R"({"capacite_totale":1.2345})").fields(),
                ElementsAre("capacite_totale TROP_DE_DECIMALES"));
    // The database holds tanks of at most 10^9 L: said as a limit, not as a contradiction.
    EXPECT_THAT(admin.patch(one, 1, R"({"capacite_totale":1000000000.001})").fields(),
                ElementsAre("capacite_totale VALEUR_HORS_LIMITES"));
    EXPECT_EQ(admin.patch(one, 1, R"({"capacite_totale":1000000000})").status, 200);
}

TEST_F(Citernes, are_listed_by_whether_they_are_active) {
    admin.post("/citernes", tank("TANK1"));
    admin.post("/citernes", tank("TANK2", depot_a, R"(,"statut":"inactive")"));
    admin.post("/citernes", tank("TANK3", depot_a, R"(,"statut":"maintenance")"));
    EXPECT_THAT(admin.get("/citernes?actif=true").column("nom"), ElementsAre("TANK1"));
    EXPECT_THAT(admin.get("/citernes?actif=false").column("nom"), ElementsAre("TANK2", "TANK3"));
    EXPECT_THAT(admin.get("/citernes?actif=false&statut=inactive").column("nom"),
                ElementsAre("TANK2"));
    EXPECT_THAT(admin.get("/citernes?actif=oui").fields(), ElementsAre("actif TYPE_INVALIDE"));
}

TEST_F(Citernes, have_one_name_each_in_a_depot) {
    ASSERT_EQ(admin.post("/citernes", tank("TANK1")).status, 201);
    EXPECT_EQ(admin.post("/citernes", tank("TANK1", depot_b)).status, 201);
    EXPECT_THAT(admin.post("/citernes", tank("TANK1")).fields(), ElementsAre("nom NOM_DEJA_PRIS"));
    EXPECT_THAT(
        admin.post("/citernes", tank("TANK2", "99999999-1111-1111-1111-111111111111")).fields(),
        ElementsAre("depot_id REFERENCE_INTROUVABLE"));
}

TEST_F(Citernes, T_OWN_06_are_not_deactivated_while_they_hold_stock) {
    const auto made = admin.post("/citernes", tank("TANK1"));
    const auto one = "/citernes/" + made.text("id");
    fill(made.text("id"), 1200);
    const auto refused = admin.patch(one, 1, R"({"statut":"inactive"})");
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.code(), "CITERNE_NON_VIDE");
    EXPECT_THAT(refused.fields(), ElementsAre("statut CITERNE_NON_VIDE"));
    EXPECT_EQ(admin.patch(one, 1, R"({"statut":"maintenance"})").status, 200);
    api.run("set role mlpp_moteur; update stocks_snapshot set stock_ambiant = 0; reset role");
    EXPECT_EQ(admin.patch(one, 2, R"({"statut":"inactive"})").status, 200);
    EXPECT_EQ(
        api.value("select count(*)::text from log_actions where action = 'CITERNE_DESACTIVEE'"),
        "1");
}

TEST_F(Citernes, keep_their_product_once_they_have_moved) {
    const auto made = admin.post("/citernes", tank("TANK1"));
    const auto one = "/citernes/" + made.text("id");
    const auto to_essence = R"({"produit_id":")" + std::string(essence) + R"("})";
    EXPECT_EQ(admin.patch(one, 1, to_essence).text("produit_nom"), "Essence");
    fill(made.text("id"), 0);
    const auto refused = admin.patch(one, 2, R"({"produit_id":")" + std::string(gasoil) + R"("})");
    EXPECT_EQ(refused.status, 409);
    EXPECT_THAT(refused.fields(), ElementsAre("produit_id CITERNE_PRODUIT_FIGE"));
    EXPECT_EQ(admin.patch(one, 2, to_essence).status, 200) << "the same one is no change";
}

TEST_F(Citernes, T_SEC_02_of_another_depot_do_not_exist_for_who_is_bound_to_one) {
    const auto in_b = admin.post("/citernes", tank("TANK1", depot_b)).text("id");
    for (const auto* const role : {"operateur", "lecture"}) {
        EXPECT_THAT(api.as(role).get("/citernes").column("nom"), ElementsAre()) << role;
        EXPECT_EQ(api.as(role).get("/citernes/" + in_b).code(), "RESSOURCE_INTROUVABLE") << role;
        EXPECT_THAT(api.as(role, depot_b).get("/citernes").column("nom"), ElementsAre("TANK1"))
            << role;
    }
}

TEST_F(Citernes, T_PERM_01_are_read_by_all_roles_and_written_by_admin_alone) {
    const auto one = "/citernes/" + admin.post("/citernes", tank("TANK1")).text("id");
    for (const auto role : all_roles) {
        const auto person = api.as(role);
        EXPECT_EQ(person.get(one).status, 200) << role;
        if (role == "admin") continue;
        EXPECT_EQ(person.post("/citernes", tank("TANK2")).code(), "ROLE_FORBIDDEN") << role;
        EXPECT_EQ(person.patch(one, 1, R"({"nom":"TANK2"})").code(), "ROLE_FORBIDDEN") << role;
    }
    EXPECT_EQ(api.visitor().get("/citernes").code(), "NON_AUTHENTIFIE");
}

TEST_F(Citernes, may_be_test_tanks_in_dev) {
    EXPECT_EQ(admin.post("/citernes", tank("TANK TEST")).status, 201);
}

class CiternesDeStaging : public Citernes {
public:
    CiternesDeStaging() : Citernes("staging") {}
};

TEST_F(CiternesDeStaging, T_REG_22_refuse_phantom_tanks) {
    for (const auto* const name : {"TANK STAGING 1", "TANK TEST", "tank test 2"}) {
        const auto refused = admin.post("/citernes", tank(name));
        EXPECT_EQ(refused.status, 422) << name;
        EXPECT_EQ(refused.code(), "NOM_INTERDIT") << name;
    }
    const auto one = "/citernes/" + admin.post("/citernes", tank("TANK1")).text("id");
    EXPECT_THAT(admin.patch(one, 1, R"({"nom":"TANK TEST"})").fields(),
                ElementsAre("nom NOM_INTERDIT"));
    EXPECT_EQ(admin.patch(one, 1, R"({"nom":"TANK TESTEUR"})").status, 200);
    // A seed or an import, as the owner of the database.
    EXPECT_EQ(api.database()
                  .as_owner()
                  .run("insert into citernes (depot_id, nom, produit_id, capacite_totale, "
                       "localisation) select depot_id, 'TANK TEST', produit_id, 1, 'Parc' from "
                       "citernes")
                  .error()
                  .code,
              Code::NOM_INTERDIT);
}

} // namespace

} // namespace mlpp::pgtest
