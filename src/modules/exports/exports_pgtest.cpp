// Goal: what leaves as a file is the list of the screen, no more and no less, for whom it may, with
// its trace.
#include "modules/citernes/routes.h"
#include "modules/exports/exports.h"
#include "modules/referentiels/routes.h"
#include "modules/stock/routes.h"
#include "modules/utilisateurs/routes.h"
#include "pg/api.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace mlpp::pgtest {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = text.find("\r\n");
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 2);
    }
    return lines;
}

// The first cell of each row.
std::vector<std::string> names_of(const Answer& file) {
    std::vector<std::string> names;
    for (const auto& line : lines_of(file.body))
        names.push_back(line.substr(0, line.find(';')));
    if (!names.empty()) names.erase(names.begin());
    return names;
}

class Exports : public testing::Test {
protected:
    void SetUp() override {
        api.run("insert into clients (nom, telephone, actif) values "
                "('Client 10', '+243 990', true), ('Client 9', null, true), "
                "('=Client', 'a;b', false)");
    }

    Answer clients(std::string_view query, std::string_view role = "directeur") {
        return api.as(role).get("/clients/export?" + std::string(query));
    }

    std::string trace(std::string_view what) {
        return api.value(fmt::format("select {} from log_actions where action = "
                                     "'EXPORT_GENERATED' order by created_at desc limit 1",
                                     what));
    }

    Api api{{referentiels::declare_routes, citernes::declare_routes, stock::declare_routes,
             utilisateurs::declare_routes}};
};

TEST_F(Exports, the_file_has_the_filter_and_the_order_of_the_list) {
    for (const auto* query : {"tri=nom", "tri=-nom", "actif=true&tri=-nom", "q=client%209"}) {
        const auto list = api.as("directeur").get("/clients?" + std::string(query)).column("nom");
        auto file = names_of(clients("format=csv&" + std::string(query)));
        for (auto& name : file)
            if (name == "\"'=Client\"") name = "=Client";
        EXPECT_EQ(file, list) << query;
    }
    EXPECT_THAT(names_of(clients("format=csv&tri=nom&actif=true")),
                ElementsAre("Client 9", "Client 10"));
}

TEST_F(Exports, the_file_is_named_and_typed) {
    const auto csv = clients("format=csv");
    EXPECT_EQ(csv.status, 200);
    EXPECT_THAT(
        csv.header("Content-Disposition"),
        testing::MatchesRegex("attachment; filename=\"clients_[0-9]{4}-[0-9]{2}-[0-9]{2}[.]csv\""));
    EXPECT_THAT(csv.body, StartsWith("\xEF\xBB\xBFNom;Contact;E-mail;"));
    const auto xlsx = clients("format=xlsx");
    EXPECT_THAT(xlsx.body, StartsWith("PK"));
    EXPECT_THAT(xlsx.header("Content-Disposition"), HasSubstr(".xlsx"));
}

TEST_F(Exports, a_text_of_the_depot_s_people_is_no_formula) {
    const auto file = clients("format=csv");
    EXPECT_THAT(file.body, HasSubstr("\"'+243 990\""));
    EXPECT_THAT(file.body, HasSubstr("\"'=Client\""));
    EXPECT_THAT(file.body, HasSubstr("\"a;b\""));
}

TEST_F(Exports, T_REP_01_each_leaves_one_trace_with_list_filters_format_and_rows) {
    EXPECT_EQ(clients("format=csv&actif=true&q=client&tri=-nom").status, 200);
    EXPECT_EQ(trace("module || ' ' || niveau || ' ' || (details ->> 'liste') || ' ' || "
                    "(details ->> 'format') || ' ' || (details ->> 'lignes')"),
              "exports INFO clients csv 2");
    EXPECT_EQ(trace("details -> 'filtres'"), R"({"q": "client", "tri": "-nom", "actif": "true"})");
    EXPECT_EQ(trace("count(*) over ()"), "1");
    EXPECT_EQ(trace("(select role from profils p where p.user_id = log_actions.user_id)"),
              "directeur");
}

TEST_F(Exports, T_LOG_04_a_searched_address_does_not_stay_in_the_log) {
    EXPECT_EQ(api.as("admin").get("/utilisateurs/export?format=csv&q=admin%40x.org").status, 200);
    EXPECT_EQ(trace("details -> 'filtres' ->> 'q'"), "…");
}

TEST_F(Exports, T_REP_02_needs_its_own_right_beside_that_of_the_list) {
    for (const auto role : all_roles) {
        const auto answer = clients("format=csv", role);
        EXPECT_EQ(answer.status, role == "operateur" ? 403 : 200) << role;
        EXPECT_EQ(answer.code(), role == "operateur" ? "ROLE_FORBIDDEN" : "") << role;
    }
    EXPECT_EQ(api.as("pca").get("/utilisateurs/export?format=csv").code(), "ROLE_FORBIDDEN");
    EXPECT_EQ(api.visitor().get("/clients/export?format=csv").code(), "NON_AUTHENTIFIE");
    EXPECT_EQ(api.value("select count(*) from log_actions where action = 'EXPORT_GENERATED'"), "6");
}

TEST_F(Exports, refuses_what_it_does_not_know) {
    EXPECT_THAT(clients("").fields(), ElementsAre("format CHAMP_REQUIS"));
    EXPECT_THAT(clients("format=pdf").fields(), ElementsAre("format VALEUR_INCONNUE"));
    EXPECT_THAT(clients("format=csv&tri=adresse").fields(), ElementsAre("tri VALEUR_INCONNUE"));
    EXPECT_EQ(clients("format=csv&limite=5").code(), "PARAMETRE_INCONNU");
    EXPECT_EQ(clients("format=csv&curseur=x").code(), "PARAMETRE_INCONNU");
    EXPECT_EQ(clients("format=csv&couleur=x").code(), "PARAMETRE_INCONNU");
    EXPECT_EQ(api.value("select count(*) from log_actions where action = 'EXPORT_GENERATED'"), "0");
}

TEST_F(Exports, more_rows_than_a_file_takes_are_refused_and_never_cut) {
    api.run(fmt::format("insert into clients (nom) select 'C' || n from generate_series(1, {}) n",
                        exports::lignes_max));
    const auto refused = clients("format=csv");
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.code(), "EXPORT_TROP_GRAND");
    EXPECT_THAT(refused.text("detail"), HasSubstr("50\u202f000 lignes"));
    const auto narrowed = clients("format=csv&q=C4");
    EXPECT_EQ(narrowed.status, 200);
    EXPECT_EQ(names_of(narrowed).size(), 11'111U);
}

TEST_F(Exports, T_REP_03_the_last_line_is_the_total_of_the_screen) {
    api.run("insert into produits (id, nom, densite_min_kgm3, densite_max_kgm3) values "
            "('22222222-2222-2222-2222-222222222222', 'Gasoil', 780, 900); "
            "insert into citernes (id, depot_id, nom, produit_id, capacite_totale, localisation) "
            "values ('33333333-3333-4333-8333-000000000001', "
            "'11111111-1111-1111-1111-111111111111', 'TANK1', "
            "'22222222-2222-2222-2222-222222222222', 500000, 'nord'), "
            "('33333333-3333-4333-8333-000000000002', '11111111-1111-1111-1111-222222222222', "
            "'TANK2', '22222222-2222-2222-2222-222222222222', 500000, 'sud')");
    auto superuser = api.database().as_superuser();
    ASSERT_TRUE(superuser.run(
        "set session_replication_role = replica; insert into stocks_snapshot (depot_id, "
        "citerne_id, produit_id, proprietaire_type, stock_ambiant, stock_15c) values "
        "('11111111-1111-1111-1111-111111111111', '33333333-3333-4333-8333-000000000001', "
        "'22222222-2222-2222-2222-222222222222', 'MONALUXE', 1000.5, 990.25), "
        "('11111111-1111-1111-1111-222222222222', '33333333-3333-4333-8333-000000000002', "
        "'22222222-2222-2222-2222-222222222222', 'MONALUXE', 2000, 1980)"))
        << superuser.last_error();
    const auto file = api.as("directeur").get("/stock/actuel/export?format=csv");
    ASSERT_EQ(file.status, 200) << file.body;
    EXPECT_THAT(lines_of(file.body).back(), StartsWith("TOTAL;;;;;;3000,500;2970,250;"));
    // Of the own depot only, by the same policies as the list.
    const auto own = api.as("lecture").get("/stock/actuel/export?format=csv");
    EXPECT_THAT(own.body, HasSubstr("TANK1"));
    EXPECT_THAT(own.body, Not(HasSubstr("TANK2")));
    EXPECT_THAT(lines_of(own.body).back(), StartsWith("TOTAL;;;;;;1000,500;990,250;"));
}

TEST_F(Exports, reads_instants_by_the_clock_of_the_caller_s_depot) {
    api.run("update depots set fuseau = 'Africa/Kinshasa' where id = "
            "'11111111-1111-1111-1111-111111111111'; update clients set created_at = "
            "'2026-01-10 22:30+00'");
    EXPECT_THAT(clients("format=csv", "lecture").body, HasSubstr("Créé le (Africa/Kinshasa)"));
    EXPECT_THAT(clients("format=csv", "lecture").body, HasSubstr(";2026-01-10 23:30:00\r\n"));
    EXPECT_THAT(clients("format=csv", "directeur").body, HasSubstr(";2026-01-11 00:30:00\r\n"));
}

} // namespace

} // namespace mlpp::pgtest
