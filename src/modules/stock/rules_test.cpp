#include "modules/stock/rules.h"

#include <gtest/gtest.h>

namespace mlpp::stock {

namespace {

Uuid id(std::uint8_t number) {
    Uuid value;
    value.bytes[15] = number;
    return value;
}

Litres litres(std::int64_t thousandths) {
    return Litres::from_units(thousandths);
}

LigneStock line(std::uint8_t tank, std::optional<Uuid> partner, std::int64_t ambient,
                std::int64_t at_15c) {
    LigneStock row;
    row.citerne_id = id(tank);
    row.citerne_nom = "TANK" + std::to_string(tank);
    row.capacite_totale = litres(100'000);
    row.proprietaire_type = partner ? Proprietaire::PARTENAIRE : Proprietaire::MONALUXE;
    row.partenaire_id = partner;
    row.stock_ambiant = litres(ambient);
    row.stock_15c = litres(at_15c);
    return row;
}

TEST(TotauxStock, T_OWN_01_sum_every_owner_s_own_line) {
    const auto partner = id(7);
    const auto sums =
        totaux(std::vector{line(1, {}, 5'500, 5'400), line(1, partner, 1'277, 1'200),
                           line(2, {}, 3'500, 3'400), line(2, partner, 2'723, 2'700)});
    EXPECT_EQ(sums.stock_ambiant, litres(13'000));
    EXPECT_EQ(sums.stock_15c, litres(12'700));
    ASSERT_EQ(sums.par_citerne.size(), 2U);
    EXPECT_EQ(sums.par_citerne[0].stock_ambiant, litres(6'777));
    ASSERT_EQ(sums.par_proprietaire.size(), 2U);
    EXPECT_EQ(sums.par_proprietaire[0].stock_ambiant, litres(9'000));
    EXPECT_EQ(sums.par_proprietaire[1].stock_ambiant, litres(4'000));
}

TEST(TotauxStock, keep_two_partners_apart) {
    const auto sums = totaux(std::vector{line(1, id(7), 10, 10), line(1, id(8), 20, 20)});
    ASSERT_EQ(sums.par_proprietaire.size(), 2U);
    EXPECT_EQ(sums.par_proprietaire[1].stock_ambiant, litres(20));
}

TEST(TotauxStock, T_OWN_05_leave_logical_tanks_out_of_capacity_and_utilisation) {
    auto logical = line(2, {}, 30'000, 29'000);
    logical.logique = true;
    logical.capacite_totale = litres(1'000'000);
    const auto sums = totaux(std::vector{line(1, {}, 50'000, 49'000), logical});
    EXPECT_EQ(sums.capacite, litres(100'000));
    EXPECT_EQ(sums.capacite_logique, litres(1'000'000));
    EXPECT_EQ(sums.stock_ambiant, litres(80'000));
    EXPECT_EQ(sums.stock_ambiant_logique, litres(30'000));
    EXPECT_EQ(sums.utilisation_pct, Pourcentage::from_units(500));
}

TEST(TotauxStock, count_the_stock_of_a_tank_in_maintenance_without_its_capacity) {
    auto broken = line(2, {}, 10'000, 10'000);
    broken.citerne_statut = StatutCiterne::maintenance;
    const auto sums = totaux(std::vector{line(1, {}, 50'000, 50'000), broken});
    EXPECT_EQ(sums.stock_ambiant, litres(60'000));
    EXPECT_EQ(sums.capacite, litres(100'000));
    EXPECT_EQ(sums.utilisation_pct, Pourcentage::from_units(500));
}

TEST(TotauxStock, of_nothing_are_zero_and_have_no_utilisation) {
    const auto sums = totaux({});
    EXPECT_EQ(sums.stock_ambiant, Litres{});
    EXPECT_EQ(sums.utilisation_pct, std::nullopt);
}

TEST(TotauxStock, T_REG_07_never_put_ambient_for_a_missing_volume_at_15) {
    const auto sums = totaux(std::vector{line(1, {}, 10'000, 0)});
    EXPECT_EQ(sums.stock_15c, Litres{});
}

TEST(Pourcentage, rounds_half_away_from_zero) {
    EXPECT_EQ(pourcentage(litres(1), litres(3)).text(), "33.3");
    EXPECT_EQ(pourcentage(litres(2), litres(3)).text(), "66.7");
    EXPECT_EQ(pourcentage(litres(1), litres(2000)).text(), "0.1");
    EXPECT_EQ(pourcentage(litres(-1), litres(2000)).text(), "-0.1");
    EXPECT_EQ(pourcentage(litres(99'999'999'999'000), litres(99'999'999'999'000)).text(), "100.0");
}

TEST(TotauxParJour, sum_the_lines_of_each_day) {
    LigneJour first;
    first.date_jour = *Date::parse("2026-02-01");
    first.stock_ambiant = litres(10);
    auto second = first;
    second.date_jour = *Date::parse("2026-02-02");
    const auto days = totaux_par_jour(std::vector{first, first, second});
    ASSERT_EQ(days.size(), 2U);
    EXPECT_EQ(days[0].stock_ambiant, litres(20));
    EXPECT_EQ(days[1].stock_ambiant, litres(10));
}

TEST(Periode, holds_at_most_366_days_and_does_not_run_backwards) {
    const auto day = [](std::string_view text) { return *Date::parse(text); };
    EXPECT_TRUE(verifier_periode(day("2024-01-01"), day("2024-01-01")));
    EXPECT_TRUE(verifier_periode(day("2024-01-01"), day("2024-12-31")));
    EXPECT_FALSE(verifier_periode(day("2024-01-01"), day("2025-01-01")));
    const auto backwards = verifier_periode(day("2024-01-02"), day("2024-01-01"));
    ASSERT_FALSE(backwards);
    EXPECT_EQ(backwards.error().erreurs.at(0).champ, "au");
    EXPECT_EQ(backwards.error().erreurs.at(0).code, Code::VALEUR_HORS_LIMITES);
}

TEST(NombreDeLignes, is_refused_when_one_answer_cannot_hold_it) {
    EXPECT_TRUE(verifier_nombre(daily_rows_max));
    EXPECT_FALSE(verifier_nombre(daily_rows_max + 1));
}

} // namespace

} // namespace mlpp::stock
