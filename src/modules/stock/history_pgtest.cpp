// Random histories of receptions, sorties, adjustments, compensations and initial stock, of several
// owners and dated back: ledger, current lines, day lines and every screen say the same, also as
// known in the past.
#include "modules/stock/routes.h"
#include "modules/stock/types.h"
#include "modules/tableau_de_bord/routes.h"
#include "modules/tableau_de_bord/types.h"
#include "pg/stocked_depot.h"

#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <memory>
#include <sstream>
#include <tuple>

namespace mlpp::pgtest {

namespace {

using stock::StockActuel;
using stock::StockParJour;

// kind, tank, owner, litres, day of recording (days back), days of delay
using Operation = std::tuple<int, int, int, int, int, int>;

rc::Gen<Operation> operation() {
    return rc::gen::tuple(rc::gen::inRange(0, 10), rc::gen::inRange(0, 2), rc::gen::inRange(0, 3),
                          rc::gen::inRange(1, 5'000), rc::gen::inRange(0, 20),
                          rc::gen::inRange(0, 6));
}

struct Posted {
    std::string type;
    std::string document;
    int recorded_days_back;
};

class Histories {
public:
    Histories() : depot{stock::declare_routes, tableau_de_bord::declare_routes} {}

    // New tanks each time; what was posted in them.
    std::vector<Posted> play(const std::vector<Operation>& operations) {
        ++number_;
        tanks = {depot.tank(fmt::format("TANK{}A", number_)),
                 depot.tank(fmt::format("TANK{}B", number_))};
        std::vector<Posted> posted;
        for (const auto& [kind, tank, owner, litres, recorded, delay] : operations)
            post(posted, kind, tanks[static_cast<std::size_t>(tank)],
                 owners[static_cast<std::size_t>(owner)], litres, recorded, delay);
        return posted;
    }

    // As if each movement had been recorded on its own day, at ten in the morning at the depot.
    void spread(const std::vector<Posted>& posted) {
        auto superuser = depot.api.database().as_superuser();
        std::string script = "set session_replication_role = replica;";
        int second = 0;
        for (const auto& one : posted)
            script +=
                fmt::format("update mouvements_stock m set enregistre_le = "
                            "(app.jour_du_depot(fuseau) - {})::timestamp at "
                            "time zone fuseau + interval '10 h {} s', tardif = date_effet < "
                            "app.jour_du_depot(fuseau) - {} "
                            "from depots d where d.id = m.depot_id and document_id = '{}';",
                            one.recorded_days_back, second++, one.recorded_days_back, one.document);
        RC_ASSERT(superuser.run(script).has_value());
    }

    std::string of_tanks(std::string_view column = "citerne_id") const {
        return fmt::format("{} in ('{}', '{}')", column, tanks[0], tanks[1]);
    }

    StockedDepot depot;
    std::vector<std::string> tanks;

private:
    void post(std::vector<Posted>& posted, int kind, const std::string& tank,
              std::string_view owner, int litres, int recorded, int delay) {
        const auto keep = [&](std::string type, std::string document, int days_back) {
            if (Uuid::parse(document))
                posted.push_back({std::move(type), std::move(document), days_back});
        };
        const int days_back = recorded + delay;
        if (kind < 4)
            keep("RECEPTION", depot.reception(tank, owner, litres, days_back), recorded);
        else if (kind < 7)
            keep("SORTIE", depot.sortie(tank, owner, litres, days_back), recorded);
        else if (kind == 7)
            keep("", depot.adjust(tank, owner, litres - 2'500), 0);
        else if (kind == 8)
            keep("", depot.initial(tank, owner, litres, days_back), recorded);
        else if (!posted.empty()) {
            const auto& target = posted[static_cast<std::size_t>(litres) % posted.size()];
            if (!target.type.empty()) keep("", depot.compensate(target.type, target.document), 0);
        }
    }

    static constexpr std::string_view owners[] = {monaluxe, partner_a, partner_b};
    int number_ = 0;
};

// One database for the whole suite: it goes before the cluster does.
std::unique_ptr<Histories>& shared_histories() {
    static std::unique_ptr<Histories> shared;
    return shared;
}

Histories& histories() {
    return *shared_histories();
}

std::vector<Operation> draw() {
    return *rc::gen::container<std::vector<Operation>>(25, operation());
}

class StockHistories : public testing::Test {
protected:
    static void SetUpTestSuite() { shared_histories() = std::make_unique<Histories>(); }

    static void TearDownTestSuite() { shared_histories().reset(); }

    // Each history posts twenty-five documents: fewer of them than rapidcheck's default hundred.
    static constexpr int rounds = 12;
};

template <class Property>
testing::AssertionResult holds(const char* what, int rounds, Property property) {
    rc::detail::TestParams params;
    params.maxSuccess = rounds;
    params.maxSize = 25;
    rc::detail::TestMetadata metadata;
    metadata.description = what;
    const auto result = rc::detail::checkTestable(property, metadata, params);
    std::ostringstream message;
    rc::detail::printResultMessage(result, message);
    if (result.template is<rc::detail::SuccessResult>()) return testing::AssertionSuccess();
    return testing::AssertionFailure() << message.str();
}

TEST_F(StockHistories,
       T_STK_05_ledger_current_line_last_day_and_documents_agree_after_any_history) {
    EXPECT_TRUE(holds("agreement", rounds, [] {
        auto& it = histories();
        it.play(draw());
        RC_ASSERT(it.depot.api.value("select coalesce(string_agg(v::text, E'\\n'), '') from "
                                     "app.verifier_stock() v") == "");
        const auto differences = it.depot.api.value(
            "select count(*)::text from v_stock_actuel v "
            "left join (select citerne_id, proprietaire_type, partenaire_id, sum(delta_ambiant) a, "
            "sum(delta_15c) b from mouvements_stock group by 1, 2, 3) m "
            "on m.citerne_id = v.citerne_id and m.proprietaire_type = v.proprietaire_type "
            "and m.partenaire_id is not distinct from v.partenaire_id "
            "left join lateral (select stock_ambiant a, stock_15c b from stocks_journaliers j "
            "where "
            "j.citerne_id = v.citerne_id and j.proprietaire_type = v.proprietaire_type and "
            "j.partenaire_id is not distinct from v.partenaire_id order by date_jour desc limit 1) "
            "j "
            "on true where " +
            it.of_tanks("v.citerne_id") +
            " and (v.stock_ambiant <> coalesce(m.a, 0) or v.stock_15c <> coalesce(m.b, 0) or "
            "v.stock_ambiant <> coalesce(j.a, 0) or v.stock_15c <> coalesce(j.b, 0))");
        RC_ASSERT(differences == "0");
    }));
}

// Adjustments alone may take a line below zero, and they are of today.
TEST_F(StockHistories, T_SOR_02_no_sortie_takes_any_day_below_zero_however_it_is_dated) {
    EXPECT_TRUE(holds("no day below zero", rounds, [] {
        auto& it = histories();
        it.play(draw());
        RC_ASSERT(it.depot.api.value(fmt::format(
                      "select count(*)::text from stocks_journaliers j where {} and stock_ambiant "
                      "< 0 and (date_jour < '{}' or not exists (select from mouvements_stock m "
                      "where m.ligne_id = j.ligne_id and m.type = 'AJUSTEMENT'))",
                      it.of_tanks("citerne_id"), it.depot.day_of(depot_a))) == "0");
    }));
}

TEST_F(StockHistories, T_REG_25_T_REG_02_every_stock_screen_shows_the_same_total) {
    EXPECT_TRUE(holds("one figure", rounds, [] {
        auto& it = histories();
        it.play(draw());
        auto& depot = it.depot;
        const auto today = depot.day_of(depot_a);
        const auto now = depot.read<StockActuel>("/stock/actuel").totaux;
        const auto by_day =
            depot.read<StockParJour>("/stock/journalier?du=" + today + "&au=" + today).totaux.at(0);
        const auto at_date = depot.read<StockParJour>("/stock/a-date?date=" + today).totaux.at(0);
        const auto home = depot.read<tableau_de_bord::TableauDeBord>("/tableau-de-bord");
        for (const auto& [ambient, at_15c] :
             {std::pair{by_day.stock_ambiant, by_day.stock_15c},
              std::pair{at_date.stock_ambiant, at_date.stock_15c},
              std::pair{home.stock.stock_ambiant, home.stock.stock_15c},
              std::pair{home.courbe.back().stock_ambiant, home.courbe.back().stock_15c}}) {
            RC_ASSERT(ambient == now.stock_ambiant);
            RC_ASSERT(at_15c == now.stock_15c);
        }
        Litres owners;
        for (const auto& owner : now.par_proprietaire)
            owners = owners + owner.stock_ambiant;
        Litres tanks;
        for (const auto& tank : now.par_citerne)
            tanks = tanks + tank.stock_ambiant;
        RC_ASSERT(owners == now.stock_ambiant);
        RC_ASSERT(tanks == now.stock_ambiant);
    }));
}

struct Truth {
    Uuid ligne_id;
    Date jour;
    Litres ambiant;
    Litres a_15c;
};
BOOST_DESCRIBE_STRUCT(Truth, (), (ligne_id, jour, ambiant, a_15c))

// Straight from the ledger: everything dated up to the day and recorded up to the instant.
std::vector<Truth> brute_force(Histories& it, int first, int last, const std::string& known) {
    auto owner = it.depot.api.database().as_owner();
    const auto rows = owner.rows<Truth>(db::Query::compose(
        "essai.verite",
        fmt::format(
            "select s.id as ligne_id, g::date as jour, coalesce(sum(m.delta_ambiant), 0) as "
            "ambiant, "
            "coalesce(sum(m.delta_15c), 0) as a_15c from stocks_snapshot s cross join "
            "generate_series(date '{}', date '{}', interval '1 day') g left join mouvements_stock "
            "m "
            "on m.ligne_id = s.id and m.date_effet <= g::date and m.enregistre_le <= '{}' where {} "
            "group by 1, 2",
            it.depot.day_of(depot_a, first), it.depot.day_of(depot_a, last), known,
            it.of_tanks("s.citerne_id")),
        {}));
    RC_ASSERT(rows.has_value());
    return *rows;
}

TEST_F(StockHistories, stock_of_a_day_as_known_at_an_instant_is_a_sum_over_the_ledger) {
    EXPECT_TRUE(holds("two dates", rounds, [] {
        auto& it = histories();
        it.spread(it.play(draw()));
        const int known_days_back = *rc::gen::inRange(0, 20);
        const auto known = it.depot.day_of(depot_a, known_days_back) +
                           *rc::gen::element<std::string>("T05:00:00Z", "T08:00:09Z", "T20:00:00Z");
        std::map<std::pair<Uuid, Date>, std::pair<Litres, Litres>> shown;
        std::map<std::pair<Uuid, Date>, std::pair<Litres, Litres>> one_day;
        for (const auto& tank : it.tanks) {
            const auto filters = fmt::format("&connu_le={}&citerne_id={}", known, tank);
            for (const auto& line :
                 it.depot
                     .read<StockParJour>("/stock/journalier?du=" + it.depot.day_of(depot_a, 25) +
                                         "&au=" + it.depot.day_of(depot_a) + filters)
                     .lignes)
                shown[{line.ligne_id, line.date_jour}] = {line.stock_ambiant, line.stock_15c};
            for (const auto& line :
                 it.depot
                     .read<StockParJour>("/stock/a-date?date=" +
                                         it.depot.day_of(depot_a, known_days_back + 1) + filters)
                     .lignes)
                one_day[{line.ligne_id, line.date_jour}] = {line.stock_ambiant, line.stock_15c};
        }
        for (const auto& truth : brute_force(it, 25, known_days_back, known)) {
            const auto key = std::pair{truth.ligne_id, truth.jour};
            const auto expected = std::pair{truth.ambiant, truth.a_15c};
            RC_ASSERT(shown[key] == expected);
            if (one_day.contains(key)) RC_ASSERT(one_day[key] == expected);
        }
        const auto last_known = *Date::parse(it.depot.day_of(depot_a, known_days_back));
        for (const auto& [key, value] : shown)
            RC_ASSERT(key.second <= last_known);
    }));
}

} // namespace

} // namespace mlpp::pgtest
