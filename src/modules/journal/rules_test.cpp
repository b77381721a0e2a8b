#include "modules/journal/rules.h"

#include <gtest/gtest.h>

namespace mlpp::journal {

namespace {

using Text = std::optional<std::string>;

TEST(Periode, takes_days_and_instants_and_names_each_that_is_neither) {
    const auto read = lire_periode(Text{"2026-02-05"}, Text{"2026-02-05T10:00:00+02:00"});
    ASSERT_TRUE(read);
    EXPECT_TRUE(std::holds_alternative<Date>(*read->du));
    EXPECT_EQ(std::get<Instant>(*read->au).text(), "2026-02-05T08:00:00Z");
    EXPECT_TRUE(lire_periode({}, {}));
    const auto wrong = lire_periode(Text{"05/02/2026"}, Text{"2026-02-30"});
    ASSERT_FALSE(wrong);
    ASSERT_EQ(wrong.error().erreurs.size(), 2U);
    EXPECT_EQ(wrong.error().erreurs[1].champ, "au");
}

TEST(Periode, of_days_reaches_as_far_as_any_time_zone_does) {
    const Borne day = *Date::parse("2026-02-05");
    EXPECT_EQ(au_plus_tot(day).text(), "2026-02-04T10:00:00Z");
    EXPECT_EQ(au_plus_tard(day).text(), "2026-02-06T12:00:00Z");
}

} // namespace

} // namespace mlpp::journal
