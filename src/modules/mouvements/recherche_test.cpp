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

TEST(Period, bounds_the_numbers_where_they_order_the_rows) {
    const auto du = Date::parse("2025-05-24");
    const auto au = Date::parse("2026-01-02");
    ASSERT_TRUE(du && au);
    list::Conditions by_day;
    par_periode(by_day, "date_sortie", "SOR", du, au, "-date_sortie");
    EXPECT_EQ(by_day.text(), "l.date_sortie >= $1 AND l.date_sortie <= $2");
    list::Conditions by_number;
    par_periode(by_number, "date_sortie", "SOR", du, au, "-numero");
    EXPECT_EQ(by_number.text(), "l.date_sortie >= $1 AND l.date_sortie <= $2 AND l.numero >= $3 "
                                "AND l.numero <= $4");
    EXPECT_STREQ(by_number.params().value(2), "SOR-2025");
    EXPECT_LT(by_number.params().value(2), std::string("SOR-2025-000001"));
    EXPECT_GT(by_number.params().value(3), std::string("SOR-2026-999999"));
    list::Conditions open;
    par_periode(open, "date_sortie", "SOR", std::nullopt, au, "numero");
    EXPECT_EQ(open.text(), "l.date_sortie <= $1 AND l.numero <= $2");
    EXPECT_FALSE(by_number.fetches_first());
}

TEST(Period, of_half_a_year_at_most_is_read_by_its_days_and_then_put_in_order) {
    const auto du = Date::parse("2026-01-01");
    const auto half = Date::parse("2026-07-03");
    const auto more = Date::parse("2026-07-04");
    ASSERT_TRUE(du && half && more);
    list::Conditions short_one;
    par_periode(short_one, "date_sortie", "SOR", du, half, "-numero");
    EXPECT_TRUE(short_one.fetches_first());
    EXPECT_EQ(short_one.text(), "l.date_sortie >= $1 AND l.date_sortie <= $2");
    list::Conditions long_one;
    par_periode(long_one, "date_sortie", "SOR", du, more, "-numero");
    EXPECT_FALSE(long_one.fetches_first());
    list::Conditions by_day;
    par_periode(by_day, "date_sortie", "SOR", du, half, "-date_sortie");
    EXPECT_FALSE(by_day.fetches_first());
}

} // namespace

} // namespace mlpp::mouvements
