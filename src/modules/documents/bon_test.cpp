#include "modules/documents/bon.h"
#include "platform/pdf/qr_code.h"

#include <gtest/gtest.h>

namespace mlpp::documents {

namespace {

Bon bon() {
    Bon bon;
    bon.titre = "Bon de sortie";
    bon.numero = "SOR-2026-000012";
    bon.emetteur.nom = "Dépôt Daipn";
    bon.emetteur.environnement = "prod";
    bon.jour = "22/11/2026";
    bon.statut = "Validée";
    bon.resultat = {{"Volume ambiant", "12\u202F000 L"}, {"Volume à 15 °C", "11\u202F905 L"}};
    bon.adresse = "https://depot.example/sorties/0190";
    return bon;
}

TEST(Bon, figures_are_those_of_the_screen) {
    EXPECT_EQ(figure("1234567.500", Language::fr), "1\u202F234\u202F567,5");
    EXPECT_EQ(figure("-1234.000", Language::en), "−1\u202F234");
    EXPECT_EQ(figure("837.6000", Language::fr, 1), "837,6");
    EXPECT_EQ(figure("25.00", Language::en, 1), "25.0");
    EXPECT_EQ(figure("999", Language::fr), "999");
}

TEST(Bon, days_and_instants_are_the_depot_s) {
    EXPECT_EQ(day(*Date::parse("2026-11-22"), Language::fr), "22/11/2026");
    EXPECT_EQ(day(*Date::parse("2026-11-22"), Language::en), "2026-11-22");
    const sheet::Clock clock{"Africa/Lubumbashi",
                             {{*Instant::parse("2000-01-01T00:00:00Z"), 7200}}};
    EXPECT_EQ(moment(*Instant::parse("2026-11-22T22:30:00Z"), clock, Language::fr),
              "23/11/2026 00:30 (Africa/Lubumbashi)");
}

TEST(Bon, its_code_is_the_address_which_telephones_open) {
    EXPECT_EQ(code_text(bon()), "https://depot.example/sorties/0190");
}

TEST(Bon, its_code_says_number_and_volumes_without_an_address_that_fits) {
    const auto* figures = "SOR-2026-000012 22/11/2026 Validée\nVolume ambiant : 12\u202F000 L\n"
                          "Volume à 15 °C : 11\u202F905 L";
    auto without = bon();
    without.adresse.clear();
    EXPECT_EQ(code_text(without), figures);
    without.adresse = "https://" + std::string(600, 'x');
    EXPECT_EQ(code_text(without), figures);
    without.resultat.emplace_back("Note", std::string(600, 'x'));
    EXPECT_EQ(code_text(without).size(), pdf::QrCode::text_max);
}

TEST(Bon, is_one_page_however_much_there_is_to_say) {
    auto full = bon();
    full.annule = "AJU-2026-000001";
    full.emetteur.environnement = "dev";
    full.note = std::string(2'000, 'n');
    for (int i = 0; i < 40; ++i) {
        full.autres.emplace_back("SOR-2026-000013 · TANK2");
        full.corrections.emplace_back(600, 'r');
        if (i < 9) full.calcul.emplace_back("Étape", std::string(200, 'c'));
    }
    for (const auto language : {Language::fr, Language::en}) {
        const auto file = draw(full, language);
        EXPECT_TRUE(file.starts_with("%PDF-"));
        EXPECT_NE(file.find("/Count 1"), std::string::npos);
    }
}

} // namespace

} // namespace mlpp::documents
