#include "modules/journal/routes.h"
#include "pg/api.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <future>

namespace mlpp::pgtest {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Journal : public testing::Test {
protected:
    void log(std::string_view action, std::string_view niveau, std::string_view at,
             std::string_view details = "{}", std::string_view depot = depot_a) {
        api.run(fmt::format(
            "insert into log_actions (user_id, action, module, niveau, depot_id, details, "
            "created_at) values ('00000000-0000-7000-8000-000000000001', '{}', 'essais', "
            "'{}', '{}', '{}', '{}')",
            action, niveau, depot, details, at));
    }

    std::vector<std::string> actions(std::string_view filters) {
        return api.as("directeur")
            .get("/journal?module=essais&" + std::string(filters))
            .column("action");
    }

    Api api{journal::declare_routes};
};

TEST_F(Journal, T_LOG_01_finds_a_match_however_many_newer_entries_there_are) {
    log("ESSAI_RARE", "WARNING", "2026-01-10 10:00+00",
        R"({"numero": "REC-2026-000042", "nom": "Hôpital Sendwe"})");
    api.run(
        "insert into log_actions (user_id, action, module) select "
        "'00000000-0000-7000-8000-000000000001', 'ESSAI_COURANT', 'essais' from generate_series(1, "
        "500)");
    EXPECT_THAT(actions("action=ESSAI_RARE"), ElementsAre("ESSAI_RARE"));
    EXPECT_THAT(actions("niveau=WARNING"), ElementsAre("ESSAI_RARE"));
    EXPECT_THAT(actions("q=rec-2026-000042&du=2026-01-01&au=2026-12-31"),
                ElementsAre("ESSAI_RARE"));
    EXPECT_THAT(actions("q=rec-2026-000043&du=2026-01-01&au=2026-12-31"), IsEmpty());
    for (const auto* q : {"hopital", "H%C3%94PITAL%20sendwe", "num%C3%A9ro"})
        EXPECT_THAT(actions(fmt::format("q={}&du=2026-01-01&au=2026-01-31", q)),
                    ElementsAre("ESSAI_RARE"))
            << q;
    EXPECT_EQ(actions("limite=50").size(), 50U);
}

TEST_F(Journal, T_LOG_01_finds_a_word_without_a_period_and_says_when_only_the_newest_were_tried) {
    log("ESSAI_RARE", "INFO", "2020-01-10 10:00+00", R"({"mot": "introuvable autrement"})");
    api.run(
        "insert into log_actions (user_id, action, module) select "
        "'00000000-0000-7000-8000-000000000001', 'ESSAI_COURANT', 'essais' from generate_series(1, "
        "10001)");
    const auto ask = [&](std::string_view query) {
        return api.as("directeur").get("/journal?module=essais&" + std::string(query));
    };
    // By the index of texts, however old.
    const auto rare = ask("q=introuvable");
    EXPECT_THAT(rare.column("action"), ElementsAre("ESSAI_RARE"));
    EXPECT_TRUE(rare.json().at("fenetre").is_null()) << rare.body;
    // Too frequent to be named: the newest hold a page of it, and no more is looked at.
    EXPECT_EQ(ask("q=courant").column("action").size(), 50U);
    // Too short for the index and in old rows only: nothing, and the page says why.
    const auto old = ask("q=%22m");
    EXPECT_THAT(old.column("action"), IsEmpty());
    EXPECT_EQ(old.text("fenetre"), "10000");
}

TEST_F(Journal, T_SEC_02_keeps_a_right_of_the_own_depot_to_the_own_depot) {
    log("ICI", "INFO", "2026-01-10 10:00+00", R"({"mot": "partagé"})", depot_a);
    log("AILLEURS", "INFO", "2026-01-10 11:00+00", R"({"mot": "partagé"})", depot_b);
    api.run("insert into log_actions (user_id, action, module, details) values "
            "('00000000-0000-7000-8000-000000000001', 'NULLE_PART', 'essais', '{\"mot\": "
            "\"partagé\"}')");
    api.run("insert into role_permissions values ('lecture', 'journal.lire', 'depot')");
    for (const std::string_view filters : {"", "&q=partage"}) {
        const auto of = [&](std::string_view role) {
            return api.as(role)
                .get("/journal?module=essais" + std::string(filters))
                .column("action");
        };
        EXPECT_THAT(of("lecture"), ElementsAre("ICI")) << filters;
        EXPECT_THAT(of("directeur"), ElementsAre("NULLE_PART", "AILLEURS", "ICI")) << filters;
    }
    EXPECT_THAT(api.as("lecture", depot_b).get("/journal?module=essais").column("action"),
                ElementsAre("AILLEURS"));
    EXPECT_EQ(api.as("lecture").get("/journal?total=true&q=partage").text("total"), "1");
}

// The server logs refusals beside its answers, each on a connection of its own.
TEST_F(Journal, T_LOG_02_has_one_row_of_refusals_side_by_side) {
    EXPECT_EQ(api.as("lecture").get("/journal").code(), "ROLE_FORBIDDEN");
    const auto call = fmt::format("select app.journaliser_refus((select hash from sessions), "
                                  "'{}', false)",
                                  "journal.lire");
    const auto waiting = [&] {
        return api.value(
                   "select count(*) from pg_locks where locktype = 'advisory' and not granted "
                   "and database = (select oid from pg_database where datname = "
                   "current_database())") != "0";
    };
    std::future<bool> second; // outlives the one that it waits for
    auto first = api.database().as_superuser();
    ASSERT_TRUE(first.run("begin; " + call)) << first.last_error();
    second = std::async(std::launch::async, [&] {
        auto connection = api.database().as_superuser();
        return connection.run(call).has_value();
    });
    // Either the second waits for the first, or it was done beside it, which is the fault.
    while (!waiting() && second.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
    }
    ASSERT_TRUE(first.run("select app.journaliser_refus((select hash from sessions), "
                          "'profil.role', true); commit"))
        << "another action waits for nobody";
    EXPECT_TRUE(second.get());
    EXPECT_EQ(api.value("select string_agg(details ->> 'action', ' ' order by id) from log_actions "
                        "where action = 'ACCES_REFUSE'"),
              "journal.lire profil.role");
}

TEST_F(Journal, sorts_by_every_column_that_is_shown_and_by_how_grave) {
    log("C_GRAVE", "CRITICAL", "2026-01-10 10:00+00", "{}", depot_b);
    log("A_SIMPLE", "INFO", "2026-01-11 10:00+00", "{}", depot_a);
    log("B_MOYEN", "WARNING", "2026-01-12 10:00+00", "{}", depot_b);
    EXPECT_THAT(actions("tri=action"), ElementsAre("A_SIMPLE", "B_MOYEN", "C_GRAVE"));
    EXPECT_THAT(actions("tri=-niveau"), ElementsAre("C_GRAVE", "B_MOYEN", "A_SIMPLE"));
    EXPECT_EQ(actions("tri=depot_nom").front(), "A_SIMPLE");
    for (const auto* sort : {"module", "auteur_nom", "-depot_nom"})
        EXPECT_EQ(actions("tri=" + std::string(sort)).size(), 3U) << sort;
    std::string cursor;
    for (const auto* expected : {"A_SIMPLE", "B_MOYEN", "C_GRAVE"}) {
        const auto page =
            api.as("directeur").get("/journal?module=essais&tri=niveau&limite=1" + cursor);
        EXPECT_THAT(page.column("action"), ElementsAre(expected)) << page.body;
        cursor = "&curseur=" + page.text("curseur_suivant");
    }
}

TEST_F(Journal, shows_who_did_what_newest_first_page_by_page) {
    log("PREMIER", "INFO", "2026-01-10 10:00+00", R"({"volume": 1000.5})");
    log("SECOND", "CRITICAL", "2026-01-11 10:00+00");
    const auto first = api.as("pca").get("/journal?module=essais&limite=1&total=true");
    EXPECT_THAT(first.column("action"), ElementsAre("SECOND"));
    EXPECT_THAT(first.column("auteur_nom"), ElementsAre("Système"));
    EXPECT_THAT(first.column("depot_nom"), ElementsAre("Dépôt A"));
    EXPECT_EQ(first.text("total"), "2");
    const auto rest = api.as("pca").get("/journal?module=essais&limite=1&curseur=" +
                                        first.text("curseur_suivant"));
    EXPECT_THAT(rest.column("action"), ElementsAre("PREMIER"));
    EXPECT_NE(rest.body.find(R"("details":{"volume": 1000.5})"), std::string::npos) << rest.body;
}

TEST_F(Journal, counts_days_at_the_entry_s_depot_and_instants_as_they_are) {
    // 00:30 on the 11th in Lubumbashi.
    log("NUIT", "INFO", "2026-01-10 22:30+00");
    EXPECT_THAT(actions("du=2026-01-11&au=2026-01-11"), ElementsAre("NUIT"));
    EXPECT_THAT(actions("du=2026-01-10&au=2026-01-10"), IsEmpty());
    EXPECT_THAT(actions("du=2026-01-10T22:30:00Z&au=2026-01-10T22:30:00Z"), ElementsAre("NUIT"));
    EXPECT_THAT(actions("du=2026-01-10T22:30:01Z"), IsEmpty());
}

TEST_F(Journal, filters_by_author_depot_and_target) {
    log("PREMIER", "INFO", "2026-01-10 10:00+00", "{}", depot_a);
    log("SECOND", "INFO", "2026-01-10 11:00+00", "{}", depot_b);
    EXPECT_THAT(actions("depot_id=" + std::string(depot_b)), ElementsAre("SECOND"));
    EXPECT_EQ(actions("utilisateur_id=00000000-0000-7000-8000-000000000001").size(), 2U);
    EXPECT_THAT(actions("utilisateur_id=" + std::string(depot_b)), IsEmpty());
    EXPECT_THAT(actions("cible_id=" + std::string(depot_b)), IsEmpty());
}

TEST_F(Journal, refuses_what_it_cannot_read) {
    const auto admin = api.as("admin");
    EXPECT_THAT(admin.get("/journal?du=05/02/2026&au=2026-02-30").fields(),
                ElementsAre("du FORMAT_INVALIDE", "au FORMAT_INVALIDE"));
    EXPECT_THAT(admin.get("/journal?niveau=ERROR").fields(), ElementsAre("niveau VALEUR_INCONNUE"));
}

TEST_F(Journal, is_read_by_those_who_govern_only) {
    for (const auto role : all_roles) {
        const bool governs = role == "admin" || role == "directeur" || role == "pca";
        EXPECT_EQ(api.as(role).get("/journal").status, governs ? 200 : 403) << role;
    }
    EXPECT_EQ(api.visitor().get("/journal").status, 401);
}

} // namespace

} // namespace mlpp::pgtest
