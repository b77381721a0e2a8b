// Goal: what a correction may carry and what it makes of a movement, without a database.
#include "modules/ajustements/rules.h"

#include <gmock/gmock.h>

namespace mlpp::ajustements {

namespace {

using testing::ElementsAre;

DemandeAjustement demande(Correction type) {
    DemandeAjustement d;
    d.type_correction = type;
    d.raison = "erreur de saisie";
    return d;
}

MouvementCorrige mouvement() {
    MouvementCorrige m;
    m.rang = 2;
    m.edition = correction::Edition::D1250_1980;
    m.groupe = correction::Groupe::B;
    m.mode_vcf = correction::ArrondiFacteur::TABLE_4;
    m.arrondi_l = Litres::from_units(100);
    m.volume_ambiant = *Litres::parse("1000");
    m.temperature_ambiante_c = *Celsius::parse("20");
    m.densite_observee_kgm3 = *DensiteKgm3::parse("840");
    m.densite_min_kgm3 = *DensiteKgm3::parse("780");
    m.densite_max_kgm3 = *DensiteKgm3::parse("900");
    m.temperature_min_c = *Celsius::parse("0");
    m.temperature_max_c = *Celsius::parse("60");
    return m;
}

std::vector<std::string> texts(const Result<>& result) {
    std::vector<std::string> all;
    if (result) return all;
    for (const auto& erreur : result.error().erreurs)
        all.push_back(erreur.champ + ' ' + std::string(name_of(erreur.code)));
    return all;
}

TEST(Ajustement, of_each_type_takes_its_own_field_only) {
    auto d = demande(Correction::DENSITE);
    d.volume_ambiant = Litres::from_units(1);
    d.raison = "été dernie"; // 10 characters, 12 bytes
    EXPECT_THAT(texts(verifier(d)), ElementsAre("volume_ambiant AJUSTEMENT_CHAMP_INTERDIT",
                                                "densite_observee_kgm3 CHAMP_REQUIS"));
    d = demande(Correction::MIXTE);
    EXPECT_THAT(texts(verifier(d)), ElementsAre("volume_ambiant CHAMP_REQUIS"));
    d.temperature_ambiante_c = *Celsius::parse("25");
    EXPECT_TRUE(verifier(d));
}

TEST(Ajustement, wants_a_reason_of_ten_characters) {
    auto d = demande(Correction::VOLUME);
    d.volume_ambiant = Litres::from_units(1);
    d.raison = "été derni"; // 9 characters, 11 bytes
    EXPECT_THAT(texts(verifier(d)), ElementsAre("raison RAISON_TROP_COURTE"));
}

TEST(Ajustement, T_ADJ_04_works_with_the_movements_own_method_and_rounding) {
    auto d = demande(Correction::VOLUME);
    d.volume_ambiant = *Litres::parse("2000.25");
    const auto made = calculer(d, mouvement());
    ASSERT_TRUE(made);
    EXPECT_EQ(made->rang, 2);
    EXPECT_EQ(made->apres.vcf.text(), "0.9958000000");
    EXPECT_EQ(made->apres.densite_a_15_kgm3.text(), "843.4000");
    EXPECT_EQ(made->apres.volume_15c.text(), "1991.800"); // 1991.84895
    EXPECT_EQ(made->apres.temperature_ambiante_c, mouvement().temperature_ambiante_c);
}

TEST(Ajustement, T_ADJ_03_of_temperature_alone_keeps_the_ambient_volume) {
    auto d = demande(Correction::TEMPERATURE);
    d.temperature_ambiante_c = *Celsius::parse("30");
    const auto made = calculer(d, mouvement());
    ASSERT_TRUE(made);
    EXPECT_EQ(made->apres.volume_ambiant, mouvement().volume_ambiant);
    EXPECT_LT(made->apres.volume_15c, *Litres::parse("995.8"));
}

TEST(Ajustement, checks_the_domain_of_what_it_corrects_and_not_of_what_was_posted) {
    auto d = demande(Correction::DENSITE);
    d.densite_observee_kgm3 = *DensiteKgm3::parse("901");
    EXPECT_EQ(calculer(d, mouvement()).error().code, Code::ASTM_LOOKUP_OUT_OF_DOMAIN_DENS);
    auto narrowed = mouvement();
    narrowed.temperature_max_c = *Celsius::parse("10");
    d.densite_observee_kgm3 = *DensiteKgm3::parse("850");
    EXPECT_TRUE(calculer(d, narrowed));
}

TEST(Ajustement, T_ADJ_07_is_refused_on_a_movement_that_was_taken_back) {
    auto m = mouvement();
    m.compense = true;
    EXPECT_EQ(calculer(demande(Correction::VOLUME), m).error().code, Code::MOUVEMENT_DEJA_COMPENSE);
}

TEST(AjustementManuel, needs_an_effect_and_an_owner_that_fits) {
    DemandeAjustementManuel d;
    d.proprietaire_type = Proprietaire::PARTENAIRE;
    d.raison = "perte au jaugeage";
    EXPECT_THAT(texts(verifier(d)), ElementsAre("partenaire_id PARTENAIRE_REQUIS",
                                                "delta_ambiant ADJUSTMENT_NO_IMPACT"));
}

} // namespace

} // namespace mlpp::ajustements
