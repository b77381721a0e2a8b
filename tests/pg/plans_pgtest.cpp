// Every question that a growing list answers is asked over a database with some history, and the
// plans that PostgreSQL ran are read from its log: no list walks through a whole table.
#include "modules/ajustements/routes.h"
#include "modules/cours_de_route/routes.h"
#include "modules/integrite/routes.h"
#include "modules/journal/routes.h"
#include "modules/receptions/routes.h"
#include "modules/recherche/routes.h"
#include "modules/sorties/routes.h"
#include "modules/stock/routes.h"
#include "modules/tableau_de_bord/routes.h"
#include "modules/volumetrie/store.h"
#include "pg/api.h"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value_to.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <fstream>
#include <set>
#include <sstream>

namespace mlpp::pgtest {

namespace {

const std::set<std::string, std::less<>> growing_tables = {
    "sorties_produit",        "receptions",         "cours_de_route",
    "cours_de_route_statuts", "mouvements_stock",   "log_actions",
    "stocks_adjustments",     "stocks_journaliers", "stocks_initiaux"};

// Twenty thousand sorties of depot A over 400 days, one in a thousand of somebody rare, three
// thousand receptions with their cours de route, all that follows from them, and a few rows of
// depot B.
constexpr std::string_view history = R"(
set session_replication_role = replica;
insert into produits (id, nom, code, densite_min_kgm3, densite_max_kgm3) values
  ('22222222-2222-2222-2222-222222222222', 'Gasoil', 'G.O', 780, 900),
  ('640cf7ec-1616-4503-a484-0a61afb20005', 'Essence', 'ESS', 680, 790);
insert into citernes (id, depot_id, nom, produit_id, capacite_totale, localisation)
select ('33333333-3333-4333-8333-00000000000' || n)::uuid, case when n < 6 then '11111111-1111-1111-1111-111111111111'::uuid
  else '11111111-1111-1111-1111-222222222222' end, 'TANK' || n, case when n < 6 then '22222222-2222-2222-2222-222222222222'::uuid
  else '640cf7ec-1616-4503-a484-0a61afb20005' end, 500000, 'nord' from generate_series(1, 6) n;
insert into clients (id, nom) select ('44444444-4444-4444-8444-0000000000' || 10 + n)::uuid, 'Client ' || n from generate_series(0, 20) n;
insert into partenaires (id, nom) values ('55555555-5555-4555-8555-000000000001', 'Partenaire 1');
insert into fournisseurs (id, nom) select ('66666666-6666-4666-8666-0000000000' || 10 + n)::uuid, 'Fournisseur ' || n from generate_series(0, 9) n;
insert into transporteurs (id, nom) values ('77777777-7777-4777-8777-000000000001', 'Transporteur A');
create temp table passe as
select n, current_date - (n / 50)::integer as jour, now() - n * interval '28 minutes' as instant, n % 1000 = 7 as rare,
  case when n % 4000 = 9 then '11111111-1111-1111-1111-222222222222'::uuid else '11111111-1111-1111-1111-111111111111' end as depot,
  ('33333333-3333-4333-8333-00000000000' || case when n % 4000 = 9 then 6 else 1 + n % 5 end)::uuid as citerne,
  case when n % 4000 = 9 then '640cf7ec-1616-4503-a484-0a61afb20005'::uuid else '22222222-2222-2222-2222-222222222222' end as produit
from generate_series(1, 20000) n;
insert into cours_de_route (id, numero, fournisseur_id, depot_destination_id, produit_id, plaque_camion, chauffeur_nom, transporteur,
  depart_pays, date_chargement, volume, statut, created_by, created_at)
select ('99999999-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'CDR-' || extract(year from jour) || '-' || lpad(n::text, 6, '0'),
  ('66666666-6666-4666-8666-0000000000' || case when rare then 19 else 10 + n % 9 end)::uuid, depot, produit, 'ZM ' || n, 'Chauffeur ' || n % 100,
  'Rapide', 'Zambie', jour - 6, 30000 + n, 'DECHARGE', '00000000-0000-7000-8000-000000000001', instant from passe where n % 7 = 0;
insert into receptions (id, numero, operation_id, depot_id, citerne_id, produit_id, proprietaire_type, cours_de_route_id, dechargement,
  date_reception, index_avant, index_apres, volume_ambiant, temperature_ambiante_c, densite_observee_kgm3, edition, groupe, areometre,
  mode_vcf, arrondi_l, moteur_version, densite_a_15_kgm3, vcf, volume_15c_exact, volume_15c, created_by, validated_by, created_at)
select gen_random_uuid(), 'REC-' || extract(year from jour) || '-' || lpad(n::text, 6, '0'), gen_random_uuid(), depot, citerne, produit,
  'MONALUXE', ('99999999-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 1, jour, 0, n, n, 20, 830, 'e', 'B', true, 'm', 0.1, '1', 835, 1,
  n, n, '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000001', instant from passe where n % 7 = 0;
insert into sorties_produit (id, numero, operation_id, depot_id, citerne_id, produit_id, proprietaire_type, client_id, partenaire_id,
  date_sortie, chauffeur_nom, plaque_camion, transporteur_id, index_avant, index_apres, volume_ambiant, temperature_ambiante_c,
  densite_observee_kgm3, edition, groupe, areometre, mode_vcf, arrondi_l, moteur_version, densite_a_15_kgm3, vcf, volume_15c_exact,
  volume_15c, note, created_by, validated_by, created_at)
select gen_random_uuid(), 'SOR-' || extract(year from jour) || '-' || lpad(n::text, 6, '0'), gen_random_uuid(), depot, citerne, produit,
  case when rare then 'PARTENAIRE' else 'MONALUXE' end, case when not rare then ('44444444-4444-4444-8444-0000000000' || 10 + n % 20)::uuid end,
  case when rare then '55555555-5555-4555-8555-000000000001'::uuid end, jour, 'Chauffeur ' || n % 300, 'CGO ' || 1000 + n % 300 || ' AB',
  case when rare then '77777777-7777-4777-8777-000000000001'::uuid end, 0, n, n, 20, 830, 'e', 'B', true, 'm', 1, '1', 835, 1, n, n,
  case when rare then 'fuite sous la vanne' end, '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000001', instant from passe;
insert into stocks_adjustments (numero, mouvement_type, mouvement_id, type_correction, depot_id, citerne_id, produit_id, proprietaire_type,
  partenaire_id, delta_ambiant, delta_15c, volume_ambiant, volume_15c, date_effet, reason, created_by, created_at)
select replace(numero, 'SOR', 'AJU'), 'SORTIE', id, 'COMPENSATION', depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, volume_ambiant,
  volume_15c, 0, 0, date_sortie, 'saisie en double', created_by, created_at from sorties_produit where volume_ambiant::integer % 10 = 1;
insert into stocks_snapshot (depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id)
select distinct depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id from sorties_produit;
insert into mouvements_stock (ligne_id, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, type, document_id, numero,
  delta_ambiant, delta_15c, date_effet, tardif, enregistre_le, created_by)
select l.id, d.depot_id, d.citerne_id, d.produit_id, d.proprietaire_type, d.partenaire_id, d.type, d.id, d.numero, d.v, d.v, d.jour, false,
  d.created_at, d.created_by
from (select 'SORTIE' as type, id, numero, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, -volume_ambiant as v,
    date_sortie as jour, created_at, created_by from sorties_produit
  union all select 'RECEPTION', id, numero, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, volume_ambiant, date_reception,
    created_at, created_by from receptions
  union all select 'AJUSTEMENT', id, numero, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, delta_ambiant, date_effet,
    created_at, created_by from stocks_adjustments) d
join stocks_snapshot l on l.citerne_id = d.citerne_id and l.partenaire_id is not distinct from d.partenaire_id;
insert into stocks_journaliers (ligne_id, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, date_jour, stock_ambiant, stock_15c)
select ligne_id, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, date_effet, 1, 1 from mouvements_stock
group by 1, 2, 3, 4, 5, 6, 7;
insert into log_actions (user_id, action, module, niveau, depot_id, cible_id, details, created_at)
select created_by, 'SORTIE_' || a, 'sorties_produit', 'INFO', depot_id, id, jsonb_build_object('numero', numero), created_at
from sorties_produit cross join unnest('{CREEE,VALIDE}'::text[]) a
union all select created_by, 'STOCK_ADJUSTMENT_CREATED', 'stocks', 'CRITICAL', depot_id, id, jsonb_build_object('reason', reason), created_at
from stocks_adjustments where delta_ambiant::integer % 200 = 1;
reset session_replication_role;
)";

// One scan of a growing table, as it ran.
struct Scan {
    std::string node;
    std::string table;
    double rows = 0; // read, whether they were kept or not
};

void collect(const boost::json::object& node, std::vector<Scan>& scans) {
    const auto number = [&](std::string_view name) {
        const auto* value = node.if_contains(name);
        return value == nullptr ? 0.0 : value->to_number<double>();
    };
    if (const auto* table = node.if_contains("Relation Name");
        table != nullptr && growing_tables.contains(std::string(table->get_string())) &&
        number("Actual Loops") > 0)
        scans.push_back(
            {boost::json::value_to<std::string>(node.at("Node Type")),
             std::string(table->get_string()),
             number("Actual Loops") * (number("Actual Rows") + number("Rows Removed by Filter") +
                                       number("Rows Removed by Index Recheck"))});
    if (const auto* children = node.if_contains("Plans"))
        for (const auto& child : children->as_array())
            collect(child.as_object(), scans);
}

class Plans : public testing::Test {
protected:
    Plans() {
        auto superuser = api.database().as_superuser();
        for (const std::string_view script : {history, std::string_view("vacuum (analyze)")})
            if (!superuser.run(script)) throw std::runtime_error(superuser.last_error());
        api.as("admin").get("/journal"); // signs in before the plans are logged
        for (const auto* setting :
             {"session_preload_libraries = 'auto_explain'", "auto_explain.log_min_duration = 0",
              "auto_explain.log_analyze = on", "auto_explain.log_timing = off",
              "auto_explain.log_nested_statements = on", "auto_explain.log_format = json"})
            EXPECT_TRUE(superuser.run(fmt::format("load 'auto_explain'; alter database {} set {}",
                                                  api.database().name(), setting)))
                << superuser.last_error();
        EXPECT_TRUE(
            superuser.run("select pg_terminate_backend(pid, 10000) from pg_stat_activity where "
                          "datname = current_database() and usename = 'mlpp_application'"));
    }

    // What the server's statements for this question read of the growing tables.
    std::vector<Scan> ask(const std::string& target) {
        const auto log = scratch_directory() / "cluster" / "postgres.log";
        const auto before = std::filesystem::file_size(log);
        const auto answer = api.as("admin").get(target);
        EXPECT_EQ(answer.status, 200) << target << answer.body;
        last = answer;
        std::ifstream file(log);
        file.seekg(static_cast<std::streamoff>(before));
        std::vector<Scan> scans;
        std::string line;
        std::string plan;
        while (std::getline(file, line)) {
            if (line.starts_with('\t')) {
                plan += line + '\n';
                continue;
            }
            read(plan, scans);
            plan.clear();
        }
        read(plan, scans);
        return scans;
    }

    void expect_no_walk(const std::string& target) {
        for (const auto& scan : ask(target))
            EXPECT_NE(scan.node, "Seq Scan") << scan.table << ": " << target;
    }

    // A page costs what it shows, not what the table holds.
    void expect_few_rows(const std::string& target) {
        constexpr double rows_of_a_page = 1'500;
        for (const auto& scan : ask(target)) {
            EXPECT_NE(scan.node, "Seq Scan") << scan.table << ": " << target;
            EXPECT_LT(scan.rows, rows_of_a_page)
                << scan.node << ' ' << scan.table << ": " << target;
        }
    }

    std::vector<std::string> sorts(const std::string& path) {
        const auto problem = api.as("admin").get(path + "?tri=aucun_tri").json();
        auto allowed = boost::json::value_to<std::string>(
            problem.at("erreurs").as_array().at(0).at("message"));
        allowed = allowed.substr(allowed.find(" : ") + 3);
        std::vector<std::string> all;
        std::istringstream words(allowed);
        for (std::string word; words >> word;)
            all.push_back(word.substr(0, word.find_first_of(",.")));
        return all;
    }

    Answer last;
    Api api{{ajustements::declare_routes, cours_de_route::declare_routes, integrite::declare_routes,
             journal::declare_routes, recherche::declare_routes, stock::declare_routes,
             tableau_de_bord::declare_routes,
             [](http::RouteTable& table) { receptions::declare_routes(table, settings()); },
             [](http::RouteTable& table) { sorties::declare_routes(table, settings()); }}};

private:
    static correction::Reglages& settings() {
        static correction::Reglages reglages;
        return reglages;
    }

    static void read(const std::string& plan, std::vector<Scan>& scans) {
        if (!plan.starts_with("\t{")) return;
        collect(boost::json::parse(plan).at("Plan").as_object(), scans);
    }
};

constexpr std::string_view unknown = "99999999-9999-4999-8999-999999999999";

struct Growing {
    std::string path;
    std::vector<std::string> filters; // what narrows the list down or leaves it whole
};

std::vector<Growing> lists(const std::string& old_day, const std::string& year) {
    const auto period = fmt::format("du={0}&au={0}", old_day);
    const auto until = "au=" + old_day;
    const std::string a = fmt::format("depot_id={}", depot_a);
    const std::string b = fmt::format("depot_id={}", depot_b);
    const auto id = [](std::string_view name, std::string_view value) {
        return fmt::format("{}={}", name, value);
    };
    constexpr std::string_view tank = "33333333-3333-4333-8333-000000000001";
    constexpr std::string_view tank_of_b = "33333333-3333-4333-8333-000000000006";
    constexpr std::string_view petrol = "640cf7ec-1616-4503-a484-0a61afb20005";
    constexpr std::string_view partner = "55555555-5555-4555-8555-000000000001";
    const std::vector<std::string> common = {
        period, until, a, b, id("citerne_id", tank), id("citerne_id", tank_of_b)};
    const std::vector<std::string> movement = {
        id("produit_id", petrol), id("produit_id", unknown), "proprietaire_type=MONALUXE",
        id("partenaire_id", partner), id("partenaire_id", unknown)};
    const auto join = [](std::vector<std::string> first, const std::vector<std::string>& second) {
        first.insert(first.end(), second.begin(), second.end());
        return first;
    };
    const auto both = join(common, movement);
    return {
        {"/sorties", join(both, {id("client_id", "44444444-4444-4444-8444-000000000010"),
                                 id("client_id", unknown),
                                 id("transporteur_id", "77777777-7777-4777-8777-000000000001"),
                                 id("operation_id", unknown), "q=vanne", "q=introuvable",
                                 "q=SOR-" + year, "q=SOR-" + year + "-000100"})},
        {"/receptions", join(both, {id("cours_de_route_id", unknown), id("operation_id", unknown),
                                    "q=introuvable", "q=REC-" + year})},
        {"/cours-de-route",
         {period, until, a, b, "actifs=true", "q=introuvable",
          id("fournisseur_id", "66666666-6666-4666-8666-000000000019")}},
        {"/stock/mouvements", join(both, {"type=AJUSTEMENT", "type=STOCK_INITIAL", "q=AJU-" + year,
                                          "q=SOR-" + year + "-000100"})},
        {"/ajustements", {a, b, id("mouvement_id", unknown) + "&mouvement_type=SORTIE"}},
        {"/journal",
         {fmt::format("du={0}&au={0}", old_day), a, b, "module=stocks", "module=essais",
          "action=STOCK_ADJUSTMENT_CREATED", "niveau=CRITICAL", id("cible_id", unknown),
          id("utilisateur_id", unknown), "q=introuvable", "q=introuvable&du=" + old_day}},
    };
}

TEST_F(Plans, of_every_filter_of_a_growing_list_read_little_more_than_a_page) {
    const auto old_day = api.value("select current_date - 300");
    for (const auto& list : lists(old_day, old_day.substr(0, 4))) {
        expect_few_rows(list.path);
        for (const auto& filter : list.filters)
            expect_few_rows(list.path + "?" + filter);
    }
}

TEST_F(Plans, of_a_short_period_by_number_read_the_rows_of_the_period) {
    const auto old_day = api.value("select current_date - 300");
    for (const auto* path : {"/sorties", "/receptions"})
        for (const auto* sort : {"numero", "-numero"})
            expect_few_rows(fmt::format("{0}?tri={1}&du={2}&au={2}", path, sort, old_day));
}

TEST_F(Plans, of_every_sort_and_far_page_of_a_growing_list_use_an_index) {
    const auto old_day = api.value("select current_date - 300");
    for (const auto& list : lists(old_day, old_day.substr(0, 4)))
        for (const auto& sort : sorts(list.path))
            for (const auto* direction : {"", "-"}) {
                const auto target = fmt::format("{}?tri={}{}", list.path, direction, sort);
                expect_no_walk(target);
                expect_no_walk(target + "&curseur=" + last.text("curseur_suivant"));
                expect_no_walk(target + "&" + list.filters.front());
            }
}

TEST_F(Plans, of_the_cards_use_indexes) {
    for (const auto* target : {"/tableau-de-bord", "/integrite", "/stock/actuel"})
        expect_few_rows(target);
    const auto old_day = api.value("select current_date - 300");
    expect_few_rows("/stock/a-date?date=" + old_day);
    expect_few_rows(fmt::format("/stock/journalier?du={0}&au={0}", old_day));
}

TEST_F(Plans, the_search_over_everything_walks_through_no_table) {
    // Of the tables' rows no more than the newest of each depot and those that were named.
    constexpr double rows_max = 11'000;
    for (const auto* q :
         {"SOR-2025-019999", "sor-2025", "aju-2025", "saisie", "019999", "cgo%201007", "CGO1007AB",
          "ab", "chauffeur", "fuite", "Fournisseur%209", "Client%2011", "rapide", "zzz"})
        for (const auto& scan : ask(fmt::format("/recherche?q={}", q)))
            EXPECT_LT(scan.rows, rows_max) << scan.node << ' ' << scan.table << ": " << q;
}

} // namespace

} // namespace mlpp::pgtest
