// Goal: the preview answers the figures that posting would store, for whoever may ask.
#include "modules/volumetrie/types.h"
#include "pg/monde.h"
#include "platform/json/json.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace mlpp::correction {

namespace {

using namespace mlpp::pgtest;
using testing::ElementsAre;

class Apercu : public testing::Test {
protected:
    Answer calculer(std::string_view champs, std::string_view role = "lecture",
                    std::string_view mesure =
                        R"("volume_ambiant":1000,"temperature_c":19,"densite_observee_kgm3":837)") {
        return monde.post(role, "/volumetrie/calcul", fmt::format("{{{},{}}}", champs, mesure));
    }

    static std::string produit(std::string_view id) {
        return fmt::format(R"("produit_id":"{}")", id);
    }

    Monde monde;
};

TEST_F(Apercu, T_VOL_03_answers_what_posting_stores) {
    for (const auto* edition : {"MPMS_11_1_2004", "D1250_1980"}) {
        monde.run(fmt::format("update depots set edition = '{}' where code = 'DA'", edition));
        const auto answer = calculer(produit(gasoil));
        const auto c = json::parse<Calcul>(answer.body);
        ASSERT_TRUE(c) << answer.body;
        const auto id = monde.recevoir(
            fmt::format(R"({{"proprietaire_type":"MONALUXE","note":"x","lignes":[{}]}})",
                        ligne(tank1, "1000", "19", "837")));
        EXPECT_EQ(monde.value(fmt::format("select edition || ' ' || densite_a_15_kgm3 || ' ' || "
                                          "vcf || ' ' || volume_15c_exact || ' ' "
                                          "|| volume_15c || ' ' || moteur_version || ' ' || "
                                          "mode_vcf from receptions where id = '{}'",
                                          id)),
                  fmt::format("{} {} {} {} {} {} {}", edition, c->densite_a_15_kgm3.text(),
                              c->vcf.text(), c->volume_15c_exact.text(),
                              c->volume_15c_reception.text(), c->moteur_version,
                              c->edition == Edition::D1250_1980 ? "TABLE_4" : "CALCULE_5"));
    }
}

TEST_F(Apercu, takes_a_group_or_a_product_and_not_both) {
    EXPECT_EQ(calculer(R"("areometre":true)").code(), "GROUPE_OU_PRODUIT");
    EXPECT_EQ(calculer(produit(gasoil) + R"(,"groupe":"B")").code(), "GROUPE_OU_PRODUIT");
    EXPECT_EQ(calculer(R"("groupe":"B")").status, 200);
    EXPECT_THAT(calculer(R"("groupe":"C")").fields(), ElementsAre("alpha_15c CHAMP_REQUIS"));
    EXPECT_EQ(calculer(R"("groupe":"C","alpha_15c":0.0009)").status, 200);
    EXPECT_THAT(calculer(produit(inconnu)).fields(),
                ElementsAre("produit_id REFERENCE_INTROUVABLE"));
    EXPECT_THAT(calculer(produit(gasoil) + fmt::format(R"(,"depot_id":"{}")", depot_b)).fields(),
                ElementsAre("depot_id REFERENCE_INTROUVABLE"));
    EXPECT_EQ(
        calculer(produit(gasoil) + fmt::format(R"(,"depot_id":"{}")", depot_b), "directeur").status,
        200);
}

TEST_F(Apercu, takes_the_edition_and_the_hydrometer_of_the_request_before_the_depots) {
    const auto with = [&](std::string_view champs) {
        return calculer(produit(gasoil) + std::string(champs));
    };
    EXPECT_EQ(with("").text("edition"), "MPMS_11_1_2004");
    EXPECT_EQ(with(R"(,"edition":"D1250_1980")").text("mode_vcf"), "TABLE_4");
    EXPECT_EQ(with(R"(,"areometre":false)").text("facteur_areometre"), "null");
    EXPECT_NE(with(R"(,"areometre":true)").text("facteur_areometre"), "null");
}

TEST_F(Apercu, refuses_what_posting_would_refuse) {
    const auto measured = [&](std::string_view champs, std::string_view t, std::string_view d) {
        return calculer(
            champs, "operateur",
            fmt::format(R"("volume_ambiant":1000,"temperature_c":{},"densite_observee_kgm3":{})", t,
                        d));
    };
    EXPECT_THAT(measured(produit(gasoil), "61", "700").fields(),
                ElementsAre("densite_observee_kgm3 ASTM_LOOKUP_OUT_OF_DOMAIN_DENS",
                            "temperature_c ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP"));
    EXPECT_THAT(measured(R"("groupe":"B")", "20", "1300").fields(),
                ElementsAre("densite_observee_kgm3 ASTM_INVALID_INPUT"));
    EXPECT_THAT(measured(R"("groupe":"B")", "151", "840").fields(),
                ElementsAre("temperature_c ASTM_INVALID_INPUT"));
}

TEST_F(Apercu, posts_nothing) {
    EXPECT_EQ(calculer(produit(gasoil)).status, 200);
    EXPECT_EQ(monde.value("select (select count(*) from mouvements_stock) + (select count(*) from "
                          "stocks_snapshot)"),
              "0");
}

} // namespace

} // namespace mlpp::correction
