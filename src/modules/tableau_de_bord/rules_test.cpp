#include "modules/tableau_de_bord/rules.h"

#include <gmock/gmock.h>

namespace mlpp::tableau_de_bord {

namespace {

using cours_de_route::Statut;
using stock::Proprietaire;
using stock::TypeEntree;
using testing::ElementsAre;

Litres litres(std::int64_t whole) {
    return Litres::from_units(whole * 1000);
}

stock::LigneStock line(std::string name, std::int64_t ambient, std::int64_t minimum) {
    stock::LigneStock row;
    row.citerne_id.bytes[0] = static_cast<std::uint8_t>(name.back());
    row.citerne_nom = std::move(name);
    row.capacite_totale = litres(1'000);
    row.stock_ambiant = litres(ambient);
    row.stock_minimum = litres(minimum);
    return row;
}

std::vector<CodeAlerte> codes(const std::vector<Alerte>& alertes) {
    std::vector<CodeAlerte> all;
    for (const auto& alerte : alertes)
        all.push_back(alerte.code);
    return all;
}

TEST(Tableau, T_KPI_04_puts_trucks_into_three_categories_and_forgets_the_discharged) {
    Releve releve;
    releve.camions = {{Statut::CHARGEMENT, 1, litres(10)},
                      {Statut::TRANSIT, 2, litres(20)},
                      {Statut::FRONTIERE, 3, litres(30)},
                      {Statut::ARRIVE, 4, litres(40)},
                      {Statut::DECHARGE, 9, litres(90)}};
    const auto trucks = composer(releve).camions;
    EXPECT_EQ(trucks.au_chargement.nombre, 1);
    EXPECT_EQ(trucks.en_route.nombre, 5);
    EXPECT_EQ(trucks.en_route.volume, litres(50));
    EXPECT_EQ(trucks.arrives.nombre, 4);
    EXPECT_EQ(trucks.total.nombre, 10);
    EXPECT_EQ(trucks.total.volume, litres(100));
}

TEST(Tableau, counts_the_day_by_direction_and_owner_and_balances_it_with_its_adjustments) {
    Releve releve;
    releve.flux = {
        {TypeEntree::RECEPTION, Proprietaire::MONALUXE, 2, litres(1'000), litres(990)},
        {TypeEntree::RECEPTION, Proprietaire::PARTENAIRE, 1, litres(500), litres(495)},
        {TypeEntree::SORTIE, Proprietaire::MONALUXE, 3, litres(-300), litres(-297)},
        {TypeEntree::AJUSTEMENT, Proprietaire::MONALUXE, 1, litres(-1'000), litres(-990)}};
    releve.compensees = Compensees{1, 0};
    const auto shown = composer(releve);
    EXPECT_EQ(shown.receptions.nombre, 3);
    EXPECT_EQ(shown.receptions.nombre_monaluxe, 2);
    EXPECT_EQ(shown.receptions.nombre_partenaire, 1);
    EXPECT_EQ(shown.receptions.volume_ambiant, litres(1'500));
    EXPECT_EQ(shown.receptions.compensees, 1);
    EXPECT_EQ(shown.sorties.volume_ambiant, litres(300));
    EXPECT_EQ(shown.balance.ambiant, litres(200));
    EXPECT_EQ(shown.balance.a_15c, litres(198));
    EXPECT_EQ(shown.balance.ajustements_ambiant, litres(-1'000));
}

TEST(Tableau, lists_tanks_under_their_minimum_the_worst_first_and_never_those_without_one) {
    auto broken = line("TANK5", 1, 100);
    broken.citerne_statut = stock::StatutCiterne::maintenance;
    Releve releve;
    releve.lignes = {line("TANK1", 50, 100), line("TANK2", 0, 0), line("TANK3", 10, 100),
                     line("TANK4", 100, 100), broken};
    const auto low = composer(releve).citernes_sous_minimum;
    ASSERT_EQ(low.size(), 2U);
    EXPECT_EQ(low[0].citerne_nom, "TANK3");
    EXPECT_EQ(low[0].ratio_pct.text(), "10.0");
    EXPECT_EQ(low[1].citerne_nom, "TANK1");
}

TEST(Tableau, warns_of_the_program_and_of_the_business_whom_it_concerns_and_nobody_else) {
    TableauDeBord shown;
    shown.erreurs_24h = 11;
    shown.citernes_sous_minimum.resize(2);
    shown.stock.utilisation_pct = stock::Pourcentage::from_units(901);
    shown.sorties.volume_ambiant = litres(10);
    EXPECT_THAT(codes(alertes(shown, {.technique = true})),
                ElementsAre(CodeAlerte::ERREURS_NOMBREUSES, CodeAlerte::AUCUNE_RECEPTION));
    EXPECT_THAT(codes(alertes(shown, {.gestion = true})),
                ElementsAre(CodeAlerte::CITERNES_SOUS_MINIMUM, CodeAlerte::UTILISATION_ELEVEE,
                            CodeAlerte::SORTIES_SUPERIEURES, CodeAlerte::AUCUNE_RECEPTION));
    EXPECT_EQ(alertes(shown, {.gestion = true}).at(1).valeur->text(), "90.100");
    EXPECT_THAT(codes(alertes(shown, {.technique = true, .gestion = true})),
                ElementsAre(CodeAlerte::ERREURS_NOMBREUSES, CodeAlerte::CITERNES_SOUS_MINIMUM,
                            CodeAlerte::UTILISATION_ELEVEE, CodeAlerte::SORTIES_SUPERIEURES,
                            CodeAlerte::AUCUNE_RECEPTION));
    EXPECT_TRUE(alertes(shown, {}).empty());
}

TEST(Tableau, warns_at_the_limits_of_the_register_not_before) {
    TableauDeBord shown;
    shown.erreurs_24h = 10;
    shown.citernes_sous_minimum.resize(1);
    shown.stock.utilisation_pct = stock::Pourcentage::from_units(900);
    shown.receptions.nombre = 1;
    EXPECT_TRUE(alertes(shown, {.technique = true}).empty());
    EXPECT_TRUE(alertes(shown, {.gestion = true}).empty());
}

} // namespace

} // namespace mlpp::tableau_de_bord
