#include "modules/stock/routes.h"
#include "modules/stock/types.h"
#include "pg/stocked_depot.h"

#include <gmock/gmock.h>

namespace mlpp::pgtest {

namespace {

using stock::StockActuel;
using stock::StockParJour;
using testing::ElementsAre;

class Stock : public testing::Test {
protected:
    static std::string text(const auto& values, auto member) {
        std::string all;
        for (const auto& value : values)
            all += (all.empty() ? "" : " ") + (value.*member).text();
        return all;
    }

    StockParJour days(std::string_view filters) {
        return depot.read<StockParJour>("/stock/journalier?" + std::string(filters));
    }

    std::string period(int from_days_back, int to_days_back) {
        return "du=" + depot.day_of(depot_a, from_days_back) +
               "&au=" + depot.day_of(depot_a, to_days_back);
    }

    StockedDepot depot{stock::declare_routes};
};

TEST_F(Stock, T_REG_01_T_OWN_02_of_an_owner_who_did_not_move_persists) {
    const auto tank1 = depot.tank("TANK1");
    const auto tank2 = depot.tank("TANK2");
    depot.reception(tank1, monaluxe, 5'500, 12);
    depot.reception(tank2, monaluxe, 3'500, 12);
    depot.reception(tank2, partner_a, 2'723, 11);
    depot.reception(tank1, partner_a, 1'277, 10);
    const auto now = depot.read<StockActuel>("/stock/actuel");
    ASSERT_EQ(now.totaux.par_citerne.size(), 2U);
    EXPECT_EQ(now.totaux.par_citerne[0].stock_ambiant.text(), "6777.000");
    EXPECT_EQ(now.totaux.stock_ambiant.text(), "13000.000");
    EXPECT_EQ(text(now.totaux.par_proprietaire, &stock::TotalProprietaire::stock_ambiant),
              "9000.000 4000.000");
    const auto yesterday =
        depot.read<StockParJour>("/stock/a-date?date=" + depot.day_of(depot_a, 1));
    EXPECT_EQ(yesterday.totaux.at(0).stock_ambiant.text(), "13000.000");
}

TEST_F(Stock, T_TNK_01_shows_every_active_tank_in_the_order_people_count) {
    for (const auto* const name : {"TANK10", "TANK2", "TANK1"})
        depot.tank(name);
    depot.tank("TANK3", depot_a, ", statut", ", 'maintenance'");
    const auto now = depot.read<StockActuel>("/stock/actuel");
    std::vector<std::string> names;
    for (const auto& line : now.lignes)
        names.push_back(line.citerne_nom);
    EXPECT_THAT(names, ElementsAre("TANK1", "TANK2", "TANK10"));
    EXPECT_EQ(now.totaux.capacite.text(), "1500000.000");
    EXPECT_EQ(now.totaux.utilisation_pct->text(), "0.0");
}

TEST_F(Stock, T_OWN_04_keeps_two_partners_of_one_tank_apart) {
    const auto tank1 = depot.tank("TANK1");
    depot.reception(tank1, partner_a, 1'000);
    depot.reception(tank1, partner_b, 2'000);
    EXPECT_EQ(depot.sortie(tank1, partner_a, 1'500), "SORTIE_STOCK_INSUFFISANT_AMB");
    const auto one =
        depot.read<StockActuel>("/stock/actuel?partenaire_id=" + std::string(partner_b));
    ASSERT_EQ(one.lignes.size(), 1U);
    EXPECT_EQ(one.lignes[0].partenaire_nom, "Partenaire B");
    EXPECT_EQ(one.totaux.stock_ambiant.text(), "2000.000");
}

TEST_F(Stock, T_REG_07_at_15_is_what_was_measured) {
    const auto tank1 = depot.tank("TANK1");
    depot.reception(tank1, monaluxe, 10'055);
    const auto now = depot.read<StockActuel>("/stock/actuel");
    EXPECT_EQ(now.totaux.stock_15c.text(), "9954.500") << "10 055 × 0.99, rounded to 0.1";
}

TEST_F(Stock, shows_negative_lines_as_they_are_beside_a_figure_for_display) {
    const auto tank1 = depot.tank("TANK1");
    depot.reception(tank1, monaluxe, 1'000);
    depot.adjust(tank1, monaluxe, -1'200);
    const auto line = depot.read<StockActuel>("/stock/actuel").lignes.at(0);
    EXPECT_EQ(line.stock_ambiant.text(), "-200.000");
    EXPECT_EQ(line.stock_ambiant_affiche.text(), "0.000");
    EXPECT_TRUE(line.is_negative);
    EXPECT_EQ(line.stock_ambiant_base.text(), "1000.000");
    EXPECT_EQ(line.delta_ambiant_total.text(), "-1200.000");
}

TEST_F(Stock, T_STK_02_of_a_day_without_movement_is_that_of_the_day_before) {
    const auto tank1 = depot.tank("TANK1");
    depot.reception(tank1, monaluxe, 1'000, 6);
    depot.reception(tank1, monaluxe, 500, 3);
    const auto shown = days(period(7, 1));
    EXPECT_EQ(text(shown.totaux, &stock::TotalJour::stock_ambiant),
              "1000.000 1000.000 1000.000 1500.000 1500.000 1500.000")
        << "no row before the line was born";
    EXPECT_EQ(shown.totaux.front().date_jour.text(), depot.day_of(depot_a, 6));
    EXPECT_EQ(text(days(period(5, 4)).totaux, &stock::TotalJour::stock_ambiant),
              "1000.000 1000.000")
        << "the opening value comes from before the period";
}

TEST_F(Stock, T_STK_01_of_every_later_day_moves_with_a_movement_dated_back) {
    const auto tank1 = depot.tank("TANK1");
    depot.reception(tank1, monaluxe, 10'000, 3);
    depot.reception(tank1, monaluxe, 1'000, 5);
    EXPECT_EQ(text(days(period(5, 2)).totaux, &stock::TotalJour::stock_ambiant),
              "1000.000 1000.000 11000.000 11000.000");
    EXPECT_EQ(depot.read<StockActuel>("/stock/actuel").totaux.stock_ambiant.text(), "11000.000");
}

TEST_F(Stock, ends_with_today_even_when_a_later_day_is_asked_for) {
    const auto tank1 = depot.tank("TANK1");
    depot.reception(tank1, monaluxe, 1'000, 1);
    const auto shown = days(period(1, -30));
    EXPECT_EQ(shown.totaux.size(), 2U);
    EXPECT_EQ(shown.totaux.back().date_jour.text(), depot.day_of(depot_a));
}

TEST_F(Stock, by_day_refuses_what_it_cannot_hold_and_what_is_missing) {
    const auto admin = depot.api.as("admin");
    EXPECT_THAT(admin.get("/stock/journalier").fields(),
                ElementsAre("du CHAMP_REQUIS", "au CHAMP_REQUIS"));
    EXPECT_THAT(admin.get("/stock/journalier?du=2025-01-01&au=2026-01-02").fields(),
                ElementsAre("au VALEUR_HORS_LIMITES"));
    EXPECT_EQ(admin.get("/stock/journalier?du=2025-01-01&au=2025-01-01&depots=x").code(),
              "PARAMETRE_INCONNU");
    EXPECT_EQ(admin.get("/stock/a-date").status, 422);
}

TEST_F(Stock, T_SEC_02_of_another_depot_is_closed_to_an_operator_on_every_screen) {
    const auto own = depot.tank("TANK1", depot_a);
    const auto other = depot.tank("TANK1", depot_b);
    depot.reception(own, monaluxe, 100);
    depot.reception(other, monaluxe, 1'000);
    const auto today = depot.day_of(depot_a);
    const auto only_own = [&](std::string_view role) {
        const auto total = depot.read<StockActuel>("/stock/actuel", role).totaux.stock_ambiant;
        const auto by_day =
            depot.read<StockParJour>("/stock/journalier?du=" + today + "&au=" + today, role);
        const auto at_date = depot.read<StockParJour>("/stock/a-date?date=" + today, role);
        return total.text() + ' ' + by_day.totaux.at(0).stock_ambiant.text() + ' ' +
               at_date.totaux.at(0).stock_ambiant.text() + ' ' +
               depot.api.as(role).get("/stock/mouvements?total=true").text("total");
    };
    EXPECT_EQ(only_own("operateur"), "100.000 100.000 100.000 1");
    EXPECT_EQ(only_own("lecture"), "100.000 100.000 100.000 1");
    EXPECT_EQ(only_own("gerant"), "1100.000 1100.000 1100.000 2");
    EXPECT_EQ(only_own("finance"), "1100.000 1100.000 1100.000 2");
    EXPECT_EQ(
        depot.api.as("operateur").get("/stock/actuel?depot_id=" + std::string(depot_b)).status,
        200);
    EXPECT_TRUE(
        depot.read<StockActuel>("/stock/actuel?depot_id=" + std::string(depot_b), "operateur")
            .lignes.empty());
    EXPECT_EQ(depot.api.visitor().get("/stock/actuel").code(), "NON_AUTHENTIFIE");
}

TEST_F(Stock, ledger_is_listed_newest_first_page_by_page) {
    const auto tank1 = depot.tank("TANK1");
    depot.reception(tank1, monaluxe, 1'000, 2);
    depot.reception(tank1, partner_a, 2'000);
    depot.sortie(tank1, monaluxe, 300);
    const auto admin = depot.api.as("admin");
    const auto first = admin.get("/stock/mouvements?limite=2&total=true");
    EXPECT_THAT(first.column("delta_ambiant"), ElementsAre("-3E2", "2E3"));
    EXPECT_EQ(first.text("total"), "3");
    const auto rest =
        admin.get("/stock/mouvements?limite=2&curseur=" + first.text("curseur_suivant"));
    EXPECT_THAT(rest.column("type"), ElementsAre("RECEPTION"));
    EXPECT_THAT(rest.column("tardif"), ElementsAre("true"));
    EXPECT_THAT(rest.column("auteur_nom"), ElementsAre("saisie@essai.test"));
}

TEST_F(Stock, ledger_is_filtered_before_the_page_is_cut) {
    const auto tank1 = depot.tank("TANK1");
    const auto tank2 = depot.tank("TANK2");
    depot.reception(tank1, monaluxe, 1'000, 2);
    depot.reception(tank2, partner_a, 2'000);
    depot.sortie(tank1, monaluxe, 300);
    depot.adjust(tank1, monaluxe, 5);
    const auto numbers = [&](const std::string& filters) {
        return depot.api.as("admin").get("/stock/mouvements?" + filters).column("numero");
    };
    const auto year = depot.day_of(depot_a).substr(0, 4);
    EXPECT_EQ(numbers("citerne_id=" + tank1).size(), 3U);
    EXPECT_EQ(numbers("type=SORTIE").size(), 1U);
    EXPECT_EQ(
        numbers("proprietaire_type=PARTENAIRE&partenaire_id=" + std::string(partner_a)).size(), 1U);
    EXPECT_EQ(numbers("du=" + depot.day_of(depot_a, 2) + "&au=" + depot.day_of(depot_a, 2)).size(),
              1U);
    EXPECT_EQ(numbers("du=" + depot.day_of(depot_a)).size(), 3U);
    EXPECT_EQ(numbers("q=AJU-").size(), 1U);
    EXPECT_THAT(numbers("q=SOR-" + year + "-000001"), ElementsAre("SOR-" + year + "-000001"));
    EXPECT_THAT(numbers("q=SOR-" + year + "-9"), ElementsAre());
    const auto sorted = numbers("tri=numero");
    EXPECT_TRUE(std::ranges::is_sorted(sorted));
    EXPECT_EQ(sorted.size(), numbers("").size());
    EXPECT_EQ(depot.api.as("admin").get("/stock/mouvements?tri=raison").status, 422);
}

} // namespace

} // namespace mlpp::pgtest
