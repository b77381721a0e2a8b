// Goal: what a cours de route may say, without a database.
#include "modules/cours_de_route/rules.h"

#include <gtest/gtest.h>

namespace mlpp::cours_de_route {

namespace {

Date day(const char* text) {
    return *Date::parse(text);
}

DemandeCoursDeRoute demande() {
    DemandeCoursDeRoute d;
    d.plaque_camion = "AB 123";
    d.date_chargement = day("2026-02-05");
    return d;
}

TEST(CoursDeRoute, accept_a_plate_a_loading_date_and_an_arrival_after_it) {
    auto d = demande();
    d.date_arrivee_prevue = day("2026-02-05");
    EXPECT_TRUE(verifier(d, day("2026-02-05")));
}

TEST(CoursDeRoute, name_the_plate_and_both_dates_at_once) {
    auto d = demande();
    d.plaque_camion = "- A -";
    d.date_chargement = day("2024-01-01");
    d.date_arrivee_prevue = day("2023-12-31");
    const auto result = verifier(d, day("2026-02-05"));
    ASSERT_FALSE(result);
    ASSERT_EQ(result.error().erreurs.size(), 3U);
    EXPECT_EQ(result.error().erreurs[0].champ, "plaque_camion");
    EXPECT_EQ(result.error().erreurs[1].champ, "date_chargement");
    EXPECT_EQ(result.error().erreurs[2].champ, "date_arrivee_prevue");
}

TEST(CoursDeRoute, check_only_what_a_change_gives) {
    EXPECT_TRUE(verifier(ModificationCoursDeRoute{}, day("2026-02-05")));
    ModificationCoursDeRoute m;
    m.plaque_camion = {.given = true, .value = "?"};
    EXPECT_FALSE(verifier(m, day("2026-02-05")));
}

TEST(CoursDeRoute, T_CDR_01_name_both_statuses_of_a_refused_change) {
    const auto problem = transition_interdite(Statut::ARRIVE, Statut::DECHARGE);
    EXPECT_EQ(problem.parametres, (Parameters{{"de", "ARRIVE"}, {"vers", "DECHARGE"}}));
}

} // namespace

} // namespace mlpp::cours_de_route
