#include "modules/stock/routes.h"
#include "modules/tableau_de_bord/routes.h"
#include "modules/tableau_de_bord/types.h"
#include "pg/stocked_depot.h"

#include <gmock/gmock.h>

namespace mlpp::pgtest {

namespace {

using tableau_de_bord::TableauDeBord;

class Tableau : public testing::Test {
protected:
    TableauDeBord shown(std::string_view role = "admin", std::string_view depot_id = "") {
        return depot.read<TableauDeBord>(depot_id.empty()
                                             ? "/tableau-de-bord"
                                             : "/tableau-de-bord?depot_id=" + std::string(depot_id),
                                         role);
    }

    // A truck of 40 000 litres for depot A, as far as `status`.
    void truck(std::string_view plate, std::initializer_list<std::string_view> statuses) {
        depot.api.run(
            "insert into fournisseurs (id, nom) values "
            "('55555555-5555-5555-5555-555555555555', 'Fournisseur') on conflict do nothing");
        auto poster = depot.api.database().as_application();
        std::string script = fmt::format(
            "begin; select app.ouvrir_contexte(sha256('saisie'), 'cdr.creer', null, null);"
            "insert into cours_de_route (fournisseur_id, depot_destination_id, produit_id, "
            "plaque_camion, chauffeur_nom, date_chargement, volume) values "
            "('55555555-5555-5555-5555-555555555555', '{}', '{}', '{}', 'Jean', "
            "current_date, 40000);",
            depot_a, gasoil, plate);
        for (const auto status : statuses)
            script +=
                fmt::format("update cours_de_route set statut = '{}' where plaque_camion = '{}';",
                            status, plate);
        ASSERT_TRUE(poster.run(script + "commit")) << poster.last_error();
    }

    StockedDepot depot{tableau_de_bord::declare_routes, stock::declare_routes};
};

TEST_F(Tableau, shows_trucks_and_those_that_wait_to_be_unloaded) {
    truck("AA 1", {});
    truck("BB 2", {"TRANSIT"});
    truck("CC 3", {"TRANSIT", "FRONTIERE"});
    truck("DD 4", {"TRANSIT", "FRONTIERE", "ARRIVE"});
    const auto now = shown("operateur");
    EXPECT_EQ(now.camions.total.nombre, 4);
    EXPECT_EQ(now.camions.total.volume.text(), "160000.000");
    EXPECT_EQ(now.camions.en_route.nombre, 2);
    ASSERT_EQ(now.a_decharger->size(), 1U);
    EXPECT_EQ(now.a_decharger->at(0).plaque_camion, "DD 4");
    EXPECT_EQ(shown("lecture").a_decharger, std::nullopt);
    EXPECT_EQ(shown("admin", depot_b).camions.total.nombre, 0);
}

TEST_F(Tableau, T_KPI_07_counts_each_depot_s_own_business_day) {
    // Twenty-five hours apart: their days always differ.
    depot.api.run(
        fmt::format("update depots set fuseau = case id when '{}' then 'Pacific/Pago_Pago' else "
                    "'Pacific/Kiritimati' end",
                    depot_a));
    const auto west = depot.tank("TANK1", depot_a);
    const auto east = depot.tank("TANK1", depot_b);
    depot.reception(west, monaluxe, 1'000);
    depot.reception(east, monaluxe, 2'000);
    depot.reception(west, monaluxe, 64, 1);
    depot.sortie(east, monaluxe, 500);
    const auto now = shown();
    ASSERT_EQ(now.depots.size(), 2U);
    EXPECT_LT(now.depots[0].jour, now.depots[1].jour);
    EXPECT_EQ(now.receptions.nombre, 2);
    EXPECT_EQ(now.receptions.volume_ambiant.text(), "3000.000");
    EXPECT_EQ(now.sorties.volume_ambiant.text(), "500.000");
    EXPECT_EQ(now.balance.ambiant.text(), "2500.000");
    EXPECT_EQ(now.courbe.back().stock_ambiant, now.stock.stock_ambiant);
}

TEST_F(Tableau, flags_compensated_movements_and_leaves_them_out_of_the_balance) {
    const auto tank1 = depot.tank("TANK1");
    const auto wrong = depot.reception(tank1, monaluxe, 1'000);
    depot.reception(tank1, monaluxe, 500);
    depot.compensate("RECEPTION", wrong);
    const auto now = shown();
    EXPECT_EQ(now.receptions.nombre, 2);
    EXPECT_EQ(now.receptions.compensees, 1);
    EXPECT_EQ(now.sorties.compensees, 0);
    EXPECT_EQ(now.balance.ambiant.text(), "500.000");
    EXPECT_EQ(now.balance.ajustements_ambiant.text(), "-1000.000");
    EXPECT_EQ(now.stock.stock_ambiant.text(), "500.000");
    const auto reader = shown("pca");
    EXPECT_EQ(reader.receptions.compensees, std::nullopt) << "pca does not read adjustments";
    EXPECT_EQ(reader.balance.ambiant, now.balance.ambiant) << "one figure for every role";
}

TEST_F(Tableau, T_REG_04_T_KPI_08_shows_a_movement_at_the_next_look) {
    const auto tank1 = depot.tank("TANK1", depot_a, ", stock_minimum", ", 800");
    EXPECT_EQ(shown().citernes_sous_minimum.size(), 1U) << "an empty tank is under its minimum";
    depot.reception(tank1, monaluxe, 1'000);
    EXPECT_EQ(shown().stock.stock_ambiant.text(), "1000.000");
    EXPECT_TRUE(shown().citernes_sous_minimum.empty());
    depot.adjust(tank1, monaluxe, -300);
    const auto now = shown();
    EXPECT_EQ(now.stock.stock_ambiant.text(), "700.000");
    ASSERT_EQ(now.citernes_sous_minimum.size(), 1U);
    EXPECT_EQ(now.citernes_sous_minimum[0].ratio_pct.text(), "87.5");
}

TEST_F(Tableau, T_OWN_05_T_KPI_05_measures_utilisation_in_ambient_over_real_tanks) {
    const auto tank1 = depot.tank("TANK1");
    const auto friendly = depot.tank("SEP CONGO", depot_a, ", logique", ", true");
    depot.reception(tank1, monaluxe, 100'000);
    depot.reception(friendly, monaluxe, 50'000);
    const auto now = shown().stock;
    EXPECT_EQ(now.capacite.text(), "500000.000");
    EXPECT_EQ(now.capacite_logique.text(), "500000.000");
    EXPECT_EQ(now.utilisation_pct->text(), "20.0");
    EXPECT_EQ(now.stock_ambiant.text(), "150000.000");
}

TEST_F(Tableau, T_REG_03_curve_holds_thirty_days_and_ends_with_the_stock) {
    const auto tank1 = depot.tank("TANK1");
    depot.initial(tank1, monaluxe, 10'000, 40);
    depot.reception(tank1, partner_a, 1'000, 10);
    depot.sortie(tank1, monaluxe, 4'000, 5);
    const auto curve = shown().courbe;
    ASSERT_EQ(curve.size(), 30U);
    EXPECT_EQ(curve.front().stock_ambiant.text(), "10000.000");
    EXPECT_EQ(curve.front().date_jour.text(), depot.day_of(depot_a, 29));
    EXPECT_EQ(curve.at(19).stock_ambiant.text(), "11000.000");
    EXPECT_EQ(curve.back().stock_ambiant.text(), "7000.000");
}

TEST_F(Tableau, gives_each_role_what_it_may_see_and_null_for_the_rest) {
    const auto tank1 = depot.tank("TANK1");
    depot.reception(tank1, monaluxe, 1'000);
    for (const auto role : all_roles) {
        const auto now = shown(role);
        const bool governs = role == "admin" || role == "directeur" || role == "pca";
        EXPECT_EQ(now.role, role);
        EXPECT_EQ(now.integrite.has_value(), governs) << role;
        EXPECT_EQ(now.erreurs_24h.has_value(), governs) << role;
        EXPECT_EQ(now.activite.has_value(), governs) << role;
        EXPECT_EQ(now.stock.stock_ambiant.text(), "1000.000") << role;
    }
    EXPECT_THAT(shown().activite->at(0).action, testing::Not(testing::IsEmpty()));
}

TEST_F(Tableau, T_SEC_02_counts_the_findings_of_the_depot_shown_only) {
    for (const auto depot_id : {depot_a, depot_b}) {
        const auto tank = depot.tank("TANK1", depot_id, ", stock_minimum", ", 500");
        depot.reception(tank, monaluxe, 100);
    }
    const auto negative = depot.tank("TANK2", depot_b);
    depot.reception(negative, monaluxe, 100);
    depot.adjust(negative, monaluxe, -150);
    EXPECT_EQ(shown().integrite->total, 3);
    EXPECT_EQ(shown("admin", depot_a).integrite->total, 1);
    EXPECT_EQ(shown("admin", depot_a).integrite->critical, 0);
    EXPECT_EQ(shown("admin", depot_b).integrite->total, 2);
    EXPECT_EQ(shown("admin", depot_b).integrite->critical, 1);
}

TEST_F(Tableau, T_PERM_01_warns_by_right_and_not_by_the_name_of_a_role) {
    EXPECT_TRUE(shown("finance").alertes.empty());
    EXPECT_EQ(shown("directeur").alertes.size(), 1U) << "no reception today";
    depot.api.run(
        "insert into role_permissions values ('finance', 'alertes.gestion', 'tous'); "
        "delete from role_permissions where role = 'directeur' and action like 'alertes.%'");
    EXPECT_EQ(shown("finance").alertes.size(), 1U);
    EXPECT_TRUE(shown("directeur").alertes.empty());
}

TEST_F(Tableau, T_SEC_02_keeps_an_operator_to_the_own_depot) {
    depot.reception(depot.tank("TANK1", depot_b), monaluxe, 1'000);
    const auto now = shown("operateur");
    ASSERT_EQ(now.depots.size(), 1U);
    EXPECT_EQ(now.stock.stock_ambiant.text(), "0.000");
    EXPECT_EQ(
        depot.api.as("operateur").get("/tableau-de-bord?depot_id=" + std::string(depot_b)).code(),
        "RESSOURCE_INTROUVABLE");
    EXPECT_EQ(shown("gerant", depot_b).stock.stock_ambiant.text(), "1000.000");
}

TEST_F(Tableau, T_KPI_06_says_that_the_database_is_away_instead_of_showing_zeros) {
    ASSERT_EQ(depot.api.as("admin").get("/tableau-de-bord").status, 200);
    db::SyncConnection elsewhere(the_cluster().url(cluster::superuser_role, "postgres"));
    const auto& name = depot.api.database().name();
    ASSERT_TRUE(elsewhere.run(fmt::format("alter database {} allow_connections false", name)));
    ASSERT_TRUE(elsewhere.run(fmt::format(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{}'", name)));
    const auto answer = depot.api.as("admin").get("/tableau-de-bord");
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.code(), "BASE_INDISPONIBLE");
    ASSERT_TRUE(elsewhere.run(fmt::format("alter database {} allow_connections true", name)));
    EXPECT_EQ(depot.api.as("admin").get("/tableau-de-bord").status, 200);
}

} // namespace

} // namespace mlpp::pgtest
