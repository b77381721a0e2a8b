// Goal: a day is sealed once and forward, behind what was posted into it and before all that comes.
#include "modules/clotures/types.h"
#include "pg/monde.h"
#include "platform/json/json.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace mlpp::clotures {

namespace {

using namespace mlpp::pgtest;
using testing::ElementsAre;
using testing::IsEmpty;

class Clotures : public testing::Test {
protected:
    std::string day(int days) { return monde.jour(days); }

    static Appel cloture(std::string_view jour, std::string_view role = "admin",
                         std::string_view depot = depot_a) {
        return {std::string(role), http::Method::post, "/stock/clotures",
                fmt::format(R"({{"depot_id":"{}","jour":"{}","note":"jaugeages saisis"}})", depot,
                            jour)};
    }

    Answer cloturer(std::string_view jour, std::string_view role = "admin",
                    std::string_view depot = depot_a) {
        return monde.ensemble({cloture(jour, role, depot)}).front();
    }

    Monde monde;
};

TEST_F(Clotures, T_REC_13_seal_a_day_once_and_forward) {
    const auto answer = cloturer(day(-3));
    ASSERT_EQ(answer.status, 201) << answer.body;
    const auto sealed = json::parse<Cloture>(answer.body);
    ASSERT_TRUE(sealed) << answer.body;
    EXPECT_EQ(sealed->jour.text(), day(-3));
    EXPECT_EQ(sealed->note, "jaugeages saisis");
    EXPECT_EQ(cloturer(day(-3)).code(), "JOUR_CLOTURE");
    EXPECT_THAT(cloturer(day(-4)).fields(), ElementsAre("jour JOUR_CLOTURE"));
    EXPECT_THAT(cloturer(day(1)).fields(), ElementsAre("jour DATE_FUTURE_INTERDITE"));
    EXPECT_THAT(cloturer(day(0), "admin", inconnu).fields(),
                ElementsAre("depot_id REFERENCE_INTROUVABLE"));
    EXPECT_EQ(cloturer(day(0)).status, 201);
    EXPECT_EQ(monde.post("admin", "/receptions", reception(tank1, "10")).code(), "JOUR_CLOTURE");
    EXPECT_EQ(monde.post("admin", "/receptions", reception(tank_b, "10")).status, 201);
}

TEST_F(Clotures, T_PERM_01_are_made_by_cadres_and_read_by_who_reads_stock) {
    for (const auto* role : {"operateur", "pca", "lecture", "finance"})
        EXPECT_EQ(cloturer(day(-9), role).code(), "ROLE_FORBIDDEN") << role;
    EXPECT_EQ(cloturer(day(-9), "gerant@B").code(), "HORS_DEPOT");
    EXPECT_EQ(cloturer(day(-9), "gerant").status, 201);
    EXPECT_EQ(cloturer(day(-8), "directeur").status, 201);
    EXPECT_EQ(cloturer(day(-7)).status, 201);
    EXPECT_THAT(monde.get("lecture", "/stock/clotures").column("jour"),
                ElementsAre(day(-7), day(-8), day(-9)));
    EXPECT_THAT(
        monde.get("lecture", "/stock/clotures?du=" + day(-8) + "&au=" + day(-8)).column("jour"),
        ElementsAre(day(-8)));
    EXPECT_THAT(monde.get("operateur@B", "/stock/clotures").column("jour"), IsEmpty());
    EXPECT_THAT(monde
                    .get("admin",
                         "/stock/clotures?tri=auteur_nom&limite=1&depot_id=" + std::string(depot_a))
                    .column("depot_nom"),
                ElementsAre("Dépôt A"));
}

TEST_F(Clotures, T_REC_13_T_SOR_10_wait_for_movements_under_way_and_stop_those_that_follow) {
    monde.recevoir(reception(tank1, "10000"));
    const auto yesterday = day(-1);
    const auto received = [&](std::string_view tank) {
        return Appel{"admin", http::Method::post, "/receptions",
                     reception(tank, "100", fmt::format(R"(,"date_reception":"{}")", yesterday))};
    };
    const auto taken = Appel{"operateur", http::Method::post, "/sorties",
                             sortie(tank1, "10", fmt::format(R"(,"date_sortie":"{}")", yesterday))};
    std::vector<Appel> appels;
    for (int i = 0; i < 10; ++i) {
        appels.push_back(received(tank1));
        appels.push_back(received(tank2));
        appels.push_back(taken);
        if (i == 4) appels.push_back(cloture(yesterday, "gerant"));
    }
    for (const auto& answer : monde.ensemble(appels))
        if (answer.status != 201) EXPECT_EQ(answer.code(), "JOUR_CLOTURE") << answer.body;
    EXPECT_EQ(monde.value("select count(*) from clotures_journalieres"), "1");
    EXPECT_EQ(monde.value("select count(*) from mouvements_stock m join clotures_journalieres c "
                          "using (depot_id) where m.date_effet <= c.jour and m.enregistre_le > "
                          "c.created_at"),
              "0");
    EXPECT_EQ(monde.ensemble({received(tank1)}).front().code(), "JOUR_CLOTURE");
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(Clotures, T_REC_13_of_one_depot_at_once_leave_one_order) {
    std::vector<Appel> appels;
    for (int back = 8; back > 0; --back) {
        appels.push_back(cloture(day(-back)));
        appels.push_back(cloture(day(-back), "directeur"));
    }
    for (const auto& answer : monde.ensemble(appels))
        if (answer.status != 201) EXPECT_EQ(answer.code(), "JOUR_CLOTURE") << answer.body;
    EXPECT_EQ(monde.value("select count(*) from (select jour, lag(jour) over (order by created_at) "
                          "as avant from clotures_journalieres) x where jour <= avant"),
              "0");
}

} // namespace

} // namespace mlpp::clotures
