// Volumes: exact, rounded once, halves away from zero, and at 20 °C by the same engine.
#include "volumetrie/volume.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <cstdint>

namespace mlpp::volumetrie {
namespace {

TEST(Volumetrie, T_VOL_02_a_reception_is_stored_at_a_tenth_and_a_sortie_at_a_litre) {
    const FacteurDecimal vcf{9958, 4};
    EXPECT_EQ(correct_volume(1'000'000, vcf, ArrondiVolume::DECILITRE)->volume_arrondi_ml, 995'800);
    EXPECT_EQ(correct_volume(1'000'000, vcf, ArrondiVolume::LITRE)->volume_arrondi_ml, 996'000);
    EXPECT_EQ(correct_volume(1'000'000, vcf, ArrondiVolume::LITRE)->volume_ml, 995'800);
}

TEST(Volumetrie, T_VOL_02_exact_halves_go_away_from_zero_in_either_sense) {
    const FacteurDecimal half{5, 1};
    EXPECT_EQ(correct_volume(1, half, ArrondiVolume::MILLILITRE)->volume_ml, 1);
    EXPECT_EQ(correct_volume(-1, half, ArrondiVolume::MILLILITRE)->volume_ml, -1);
    EXPECT_EQ(correct_volume(5'000, half, ArrondiVolume::LITRE)->volume_arrondi_ml, 3'000);
    EXPECT_EQ(correct_volume(-5'000, half, ArrondiVolume::LITRE)->volume_arrondi_ml, -3'000);
    EXPECT_EQ(correct_volume(100, half, ArrondiVolume::DECILITRE)->volume_arrondi_ml, 100);
}

// 0.4996 L is 0 at the litre; through the millilitre 500 it would be 1.
TEST(Volumetrie, T_VOL_02_the_rounded_volume_comes_from_the_exact_product) {
    const auto volume = correct_volume(500, FacteurDecimal{9992, 4}, ArrondiVolume::LITRE);
    EXPECT_EQ(volume->volume_ml, 500);
    EXPECT_EQ(volume->volume_arrondi_ml, 0);
}

TEST(Volumetrie, T_VOL_04_a_volume_or_factor_out_of_reason_is_refused) {
    const FacteurDecimal vcf{9958, 4};
    for (const std::int64_t volume : {volume_max_ml + 1, INT64_MAX, INT64_MIN}) {
        const auto answer = correct_volume(volume, vcf, ArrondiVolume::LITRE);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().limite, Limite::VOLUME);
    }
    EXPECT_TRUE(correct_volume(volume_max_ml, vcf, ArrondiVolume::LITRE));
    for (const FacteurDecimal wrong :
         {FacteurDecimal{}, FacteurDecimal{-9958, 4}, FacteurDecimal{9958, 13},
          FacteurDecimal{9958, -1}, FacteurDecimal{100'000, 4}}) {
        const auto answer = correct_volume(1000, wrong, ArrondiVolume::LITRE);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().limite, Limite::FACTEUR);
    }
}

// Register T-LF-02: about 1.0041 to 1.0044 for gas oil, 11 850 L at 15 °C being about 11 900.3 L.
TEST(Volumetrie, T_LF_02_a_volume_at_20_degrees_is_the_volume_at_15_over_the_factor) {
    const auto volume =
        volume_at_20c(11'850'000, Groupe::B, 840.0, Options{}, ArrondiVolume::DECILITRE);
    ASSERT_TRUE(volume);
    EXPECT_NEAR(static_cast<double>(volume->volume_ml) / 1e3, 11'900.3, 0.5);
    const auto c = correct_densite_base(Groupe::B, 840.0, 20.0, Options{});
    EXPECT_NEAR(static_cast<double>(volume->volume_ml), 11'850'000 / to_double(c->vcf), 0.5);
    EXPECT_EQ(volume->volume_arrondi_ml % 100, 0);
}

TEST(Volumetrie, T_LF_02_a_density_outside_of_the_standard_gives_no_volume_at_20_degrees) {
    const auto volume = volume_at_20c(1'000, Groupe::B, 84.0, Options{}, ArrondiVolume::MILLILITRE);
    ASSERT_FALSE(volume);
    EXPECT_EQ(volume.error().limite, Limite::DENSITE_60F);
}

RC_GTEST_PROP(Volumetrie, T_VOL_02_a_volume_is_within_half_a_step_of_the_exact_product, ()) {
    const auto volume_ml = *rc::gen::inRange<std::int64_t>(-900'000'000'000, 900'000'000'001);
    const auto mantisse = *rc::gen::inRange<std::int64_t>(80'000, 130'000);
    const auto volume =
        correct_volume(volume_ml, FacteurDecimal{mantisse, 5}, ArrondiVolume::LITRE);
    RC_ASSERT(volume.has_value());
    const Int128 exact = Int128{volume_ml} * mantisse;
    const auto twice_error = [exact](std::int64_t rounded) {
        const Int128 difference = Int128{rounded} * 100'000 - exact;
        return 2 * (difference < 0 ? -difference : difference);
    };
    RC_ASSERT(twice_error(volume->volume_ml) <= Int128{100'000});
    RC_ASSERT(twice_error(volume->volume_arrondi_ml) <= Int128{100'000} * 1000);
    RC_ASSERT(volume->volume_arrondi_ml % 1000 == 0);
}

RC_GTEST_PROP(Volumetrie, T_LF_02_going_to_20_degrees_and_back_keeps_the_volume, ()) {
    const auto volume_ml = *rc::gen::inRange<std::int64_t>(0, 900'000'000'000);
    const double densite = *rc::gen::inRange(6600, 10700) / 10.0;
    const auto at_20 =
        volume_at_20c(volume_ml, Groupe::B, densite, Options{}, ArrondiVolume::MILLILITRE);
    RC_ASSERT(at_20.has_value());
    const auto c = correct_densite_base(Groupe::B, densite, 20.0, Options{});
    const auto back = correct_volume(at_20->volume_ml, c->vcf, ArrondiVolume::MILLILITRE);
    RC_ASSERT(std::abs(back->volume_ml - volume_ml) <= 1);
}

} // namespace
} // namespace mlpp::volumetrie
