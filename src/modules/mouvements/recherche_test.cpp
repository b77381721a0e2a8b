#include "modules/mouvements/recherche.h"

#include <gtest/gtest.h>

namespace mlpp::mouvements {

namespace {

TEST(BeginningOfANumber, bounds_the_numbers_and_the_days_of_its_year) {
    const auto found = debut_de_numero("sor-2026-0001");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->premier, "SOR-2026-0001");
    EXPECT_LT(found->premier, std::string("SOR-2026-000199"));
    EXPECT_GT(found->dernier, std::string("SOR-2026-000199"));
    EXPECT_LT(found->dernier, std::string("SOR-2026-0002"));
    EXPECT_EQ(found->du.text(), "2026-01-01");
    EXPECT_EQ(found->au.text(), "2026-12-31");
    EXPECT_TRUE(debut_de_numero("REC-2026"));
    EXPECT_TRUE(debut_de_numero("REC-2026-"));
}

TEST(BeginningOfANumber, is_nothing_else) {
    for (const auto* text :
         {"", "SOR", "SOR-", "SOR-20", "SOR-2026x", "SOR-2026-1x", "S0R-2026", "SOR 2026",
          "SORT-2026", "SOR-0000", "CGO-1234-AB", "CGO-2026", "cgo-2026-1"})
        EXPECT_FALSE(debut_de_numero(text)) << text;
}

TEST(BeginningOfANumber, is_a_condition_on_number_and_day) {
    list::Conditions where;
    EXPECT_FALSE(par_numero(where, "date_sortie", "mutombo"));
    EXPECT_FALSE(par_numero(where, "date_sortie", "SOR-2026-000001"));
    EXPECT_EQ(where.text(), "");
    EXPECT_TRUE(par_numero(where, "date_sortie", "SOR-2026"));
    EXPECT_EQ(where.text(), "l.numero >= $1 AND l.numero <= $2 AND l.date_sortie >= $3 AND "
                            "l.date_sortie <= $4");
}

} // namespace

} // namespace mlpp::mouvements
