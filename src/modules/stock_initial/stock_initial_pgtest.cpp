// Goal: opening stock, and the stock that follows from it: days, owners, and every figure equal.
#include "modules/stock_initial/types.h"
#include "pg/monde.h"
#include "platform/json/json.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace mlpp::stock_initial {

namespace {

using namespace mlpp::pgtest;

class StockInitialEtSuite : public testing::Test {
protected:
    std::string day(int days) { return monde.jour(days); }

    Answer declarer(std::string_view citerne, std::string_view date, std::string_view ambiant,
                    std::string_view a_15c,
                    std::string_view owner = R"("proprietaire_type":"MONALUXE")",
                    std::string_view role = "admin") {
        return monde.post(
            role, "/stock/initial",
            fmt::format(
                R"({{"citerne_id":"{}",{},"date":"{}","volume_ambiant":{},"volume_15c":{}}})",
                citerne, owner, date, ambiant, a_15c));
    }

    std::string solde(int days, std::string_view citerne = tank1) {
        return monde.as_application("admin", "stock.lire",
                                    fmt::format("select coalesce(sum(stock_ambiant), 0) from "
                                                "app.stock_a_date('{}') where citerne_id = '{}'",
                                                day(days), citerne));
    }

    Monde monde;
};

TEST_F(StockInitialEtSuite, is_declared_once_by_the_administrator_before_any_movement) {
    const auto answer = declarer(tank1, "2026-02-05", "79737", "79202.762");
    ASSERT_EQ(answer.status, 201) << answer.body;
    const auto stock = json::parse<StockInitial>(answer.body);
    ASSERT_TRUE(stock) << answer.body;
    EXPECT_EQ(stock->volume_15c.text(), "79202.762");
    EXPECT_EQ(monde.stock(tank1), "79737.000 79202.762");
    EXPECT_EQ(declarer(tank1, "2026-02-06", "1", "1").code(), "STOCK_INITIAL_EXISTANT");
    EXPECT_EQ(monde.value("select niveau from log_actions where action = 'STOCK_INITIAL_DECLARE'"),
              "CRITICAL");
    monde.recevoir(reception(tank2, "10"));
    EXPECT_EQ(declarer(tank2, day(0), "1", "1").code(), "STOCK_INITIAL_EXISTANT");
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(StockInitialEtSuite, is_refused_to_others_ahead_of_time_and_with_a_wrong_owner) {
    for (const auto* role : {"directeur", "gerant", "operateur", "pca", "lecture", "finance"})
        EXPECT_EQ(
            declarer(tank1, day(0), "1", "1", R"("proprietaire_type":"MONALUXE")", role).code(),
            "ROLE_FORBIDDEN")
            << role;
    EXPECT_EQ(declarer(tank1, day(1), "1", "1").code(), "DATE_FUTURE_INTERDITE");
    EXPECT_EQ(declarer(tank1, day(0), "1", "1", R"("proprietaire_type":"PARTENAIRE")").code(),
              "PARTENAIRE_REQUIS");
    EXPECT_EQ(declarer(inconnu, day(0), "1", "1").code(), "RECEPTION_CITERNE_INTROUVABLE");
    EXPECT_EQ(declarer(tank1, day(0), "500001", "500001").code(),
              "RECEPTION_CAPACITE_INSUFFISANTE");
    EXPECT_THAT(declarer(tank1, "1999-12-31", "1", "1").fields(),
                testing::ElementsAre("date VALEUR_HORS_LIMITES"));
    EXPECT_EQ(monde.stock(tank1), "");
}

TEST_F(StockInitialEtSuite, finds_its_room_on_its_day_and_on_every_day_since) {
    monde.recevoir(reception(tank1, "400000", fmt::format(R"(,"date_reception":"{}")", day(-3))));
    monde.sortir(sortie(tank1, "300000"));
    const auto partner =
        fmt::format(R"("proprietaire_type":"PARTENAIRE","partenaire_id":"{}")", partenaire1);
    EXPECT_EQ(declarer(tank1, day(-10), "100001", "100001", partner).code(),
              "RECEPTION_CAPACITE_INSUFFISANTE");
    EXPECT_EQ(declarer(tank1, day(-10), "100000", "100000", partner).status, 201);
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(StockInitialEtSuite, is_of_an_active_partner_product_and_depot) {
    const auto partner =
        fmt::format(R"("proprietaire_type":"PARTENAIRE","partenaire_id":"{}")", partenaire1);

    const struct {
        std::string_view relation;
        std::string_view refusal;
    } cases[] = {{"partenaires", "partenaire_id REFERENTIEL_INACTIF"},
                 {"produits", "citerne_id REFERENTIEL_INACTIF"},
                 {"depots", "citerne_id RECEPTION_CITERNE_INACTIVE"}};

    for (const auto& [relation, refusal] : cases) {
        monde.run(fmt::format("update {} set actif = false", relation));
        EXPECT_THAT(declarer(tank1, day(0), "1", "1", partner).fields(),
                    testing::ElementsAre(refusal));
        monde.run(fmt::format("update {} set actif = true", relation));
    }
    EXPECT_EQ(declarer(tank1, day(0), "1", "1", partner).status, 201);
}

TEST_F(StockInitialEtSuite, says_at_once_everything_that_only_the_database_knows) {
    monde.run("update partenaires set actif = false; update citernes set statut = 'maintenance'");
    const auto partner =
        fmt::format(R"("proprietaire_type":"PARTENAIRE","partenaire_id":"{}")", partenaire1);
    const auto answer = declarer(tank1, day(1), "500001", "500001", partner);
    EXPECT_EQ(answer.code(), "REFERENTIEL_INACTIF");
    EXPECT_THAT(answer.fields(),
                testing::ElementsAre("partenaire_id REFERENTIEL_INACTIF",
                                     "citerne_id RECEPTION_CITERNE_INACTIVE",
                                     "date DATE_FUTURE_INTERDITE",
                                     "volume_ambiant RECEPTION_CAPACITE_INSUFFISANTE"));
    EXPECT_EQ(monde.stock(tank1), "");
}

TEST_F(StockInitialEtSuite, T_STK_01_a_back_dated_movement_raises_every_later_day) {
    const auto dated = [&](int days, std::string_view volume) {
        monde.recevoir(
            reception(tank1, volume, fmt::format(R"(,"date_reception":"{}")", day(days))));
    };
    dated(-3, "4000");
    dated(-1, "6000");
    EXPECT_EQ(solde(-1), "10000.000");
    dated(-2, "1000");
    EXPECT_EQ(solde(-3), "4000.000");
    EXPECT_EQ(solde(-2), "5000.000");
    EXPECT_EQ(solde(-1), "11000.000");
    EXPECT_EQ(monde.ambiant(tank1), "11000.000");
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(StockInitialEtSuite, T_STK_02_a_day_without_movement_carries_the_one_before) {
    monde.recevoir(reception(tank1, "4000", fmt::format(R"(,"date_reception":"{}")", day(-5))));
    EXPECT_EQ(solde(-6), "0");
    EXPECT_EQ(solde(-5), "4000.000");
    EXPECT_EQ(solde(-2), "4000.000");
}

TEST_F(StockInitialEtSuite, T_OWN_02_T_REG_01_an_idle_owner_keeps_its_stock_in_every_total) {
    monde.recevoir(reception(tank1, "5500", fmt::format(R"(,"date_reception":"{}")", day(-2))));
    monde.recevoir(reception_partenaire(tank1, "1277"));
    monde.recevoir(reception(tank2, "3500"));
    monde.recevoir(reception_partenaire(tank2, "2723"));
    const auto total = [&](std::string_view where) {
        return monde.as_application(
            "admin", "stock.lire",
            fmt::format("select sum(stock_ambiant) from v_stock_actuel where {}", where));
    };
    EXPECT_EQ(total("citerne_nom = 'TANK1'"), "6777.000");
    EXPECT_EQ(total("proprietaire_type = 'MONALUXE'"), "9000.000");
    EXPECT_EQ(total("proprietaire_type = 'PARTENAIRE'"), "4000.000");
    EXPECT_EQ(total("depot_nom = 'Dépôt A'"), "13000.000");
    EXPECT_EQ(solde(0), "6777.000");
}

TEST_F(StockInitialEtSuite, T_OWN_06_a_tank_that_holds_stock_is_not_deactivated) {
    monde.recevoir(reception(tank1, "10"));
    auto owner = monde.database().as_owner();
    const auto refused = owner.run("update citernes set statut = 'inactive' where nom = 'TANK1'");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Code::CITERNE_NON_VIDE);
    monde.sortir(sortie(tank1, "10"));
    EXPECT_TRUE(owner.run("update citernes set statut = 'inactive' where nom = 'TANK1'"));
}

TEST_F(StockInitialEtSuite, T_STK_05_ledger_current_lines_and_days_agree_after_everything_at_once) {
    ASSERT_EQ(declarer(tank1, day(-20), "50000", "49800").status, 201);
    std::vector<Appel> appels;
    for (int i = 0; i < 30; ++i) {
        const auto date = day(-(i % 15));
        appels.push_back({"admin", http::Method::post, "/receptions",
                          reception(i % 2 == 0 ? tank1 : tank2, "1000.5",
                                    fmt::format(R"(,"date_reception":"{}")", date))});
        appels.push_back(
            {"admin", http::Method::post, "/receptions",
             reception_partenaire(tank1, "100", i % 2 == 0 ? partenaire1 : partenaire2)});
        appels.push_back({"operateur", http::Method::post, "/sorties",
                          sortie(tank1, "300", fmt::format(R"(,"date_sortie":"{}")", date))});
    }
    for (const auto& answer : monde.ensemble(appels))
        EXPECT_EQ(answer.status, 201) << answer.body;
    EXPECT_EQ(monde.divergences(), "0");
    EXPECT_EQ(monde.ambiant(tank1), "56007.500"); // 50 000 + 15 × 1 000.5 − 30 × 300
    EXPECT_EQ(monde.as_application("admin", "stock.lire",
                                   "select sum(stock_ambiant) from v_stock_actuel"),
              monde.as_application("admin", "stock.lire",
                                   "select sum(delta_ambiant) from mouvements_stock"));
}

} // namespace

} // namespace mlpp::stock_initial
