#include "modules/integrite/routes.h"
#include "modules/integrite/types.h"
#include "pg/stocked_depot.h"

namespace mlpp::pgtest {

namespace {

using integrite::Integrite;
using integrite::Severite;

class Integrity : public testing::Test {
protected:
    Integrite found(std::string_view filters = "") {
        return depot.read<Integrite>("/integrite" + std::string(filters), "pca");
    }

    StockedDepot depot{integrite::declare_routes};
};

TEST_F(Integrity, is_silent_when_nothing_is_wrong) {
    depot.reception(depot.tank("TANK1"), monaluxe, 1'000);
    const auto now = found();
    EXPECT_TRUE(now.constats.empty());
    EXPECT_EQ(now.compteurs.total, 0);
}

TEST_F(Integrity, puts_the_critical_first_and_counts_what_the_filters_let_through) {
    depot.tank("TANK1", depot_a, ", stock_minimum", ", 500");
    const auto negative = depot.tank("TANK2");
    depot.reception(negative, monaluxe, 100);
    depot.adjust(negative, monaluxe, -150);
    const auto now = found();
    ASSERT_EQ(now.constats.size(), 2U);
    EXPECT_EQ(now.constats[0].check_code, "STOCK_NEGATIF");
    EXPECT_EQ(now.constats[0].severity, Severite::CRITICAL);
    EXPECT_EQ(now.constats[0].entity_id.text(), negative);
    EXPECT_EQ(now.constats[1].check_code, "CITERNE_SOUS_MINIMUM");
    EXPECT_EQ(now.compteurs.total, 2);
    EXPECT_EQ(now.compteurs.critical, 1);
    EXPECT_EQ(now.compteurs.warn, 1);
    EXPECT_EQ(found("?severity=WARN").compteurs.total, 1);
    EXPECT_EQ(found("?check_code=STOCK_NEGATIF").constats.size(), 1U);
    EXPECT_EQ(found("?entity_type=CDR").compteurs.total, 0);
}

TEST_F(Integrity, T_ALR_06_reports_a_tank_over_capacity_once_whoever_owns_the_stock) {
    const auto tank1 = depot.tank("TANK1");
    depot.reception(tank1, monaluxe, 300'000);
    depot.reception(tank1, partner_a, 180'000);
    depot.adjust(tank1, monaluxe, 15'000);
    depot.adjust(tank1, partner_a, 15'000);
    EXPECT_EQ(found("?check_code=STOCK_OVER_CAPACITY").constats.size(), 1U);
}

TEST_F(Integrity, T_ALR_07_cuts_after_the_order_and_counts_before_the_cut) {
    depot.api.run(
        fmt::format("insert into citernes (depot_id, nom, produit_id, capacite_totale, "
                    "stock_minimum, localisation) select '{}', 'TANK' || i, '{}', 1000, 1, "
                    "'Parc' from generate_series(1, 230) i",
                    depot_a, gasoil));
    const auto negative = depot.tank("ZZZ");
    depot.reception(negative, monaluxe, 100);
    depot.adjust(negative, monaluxe, -150);
    const auto now = found();
    EXPECT_EQ(now.constats.size(), 200U);
    EXPECT_EQ(now.constats.front().severity, Severite::CRITICAL);
    EXPECT_EQ(now.compteurs.total, 231);
    EXPECT_EQ(now.compteurs.warn, 230);
}

TEST_F(Integrity, is_read_by_those_who_govern_only) {
    for (const auto role : all_roles) {
        const bool governs = role == "admin" || role == "directeur" || role == "pca";
        EXPECT_EQ(depot.api.as(role).get("/integrite").status, governs ? 200 : 403) << role;
    }
}

} // namespace

} // namespace mlpp::pgtest
