// Goal: one search finds what the caller may read, by number, plate and name, and nothing else.
#include "modules/recherche/routes.h"
#include "pg/api.h"

#include <boost/json/array.hpp>
#include <boost/json/value_to.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>

namespace mlpp::pgtest {

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr std::string_view history = R"(
set session_replication_role = replica;
insert into produits (id, nom, code, densite_min_kgm3, densite_max_kgm3) values
  ('22222222-2222-2222-2222-222222222222', 'Gasoil', 'G.O', 780, 900);
insert into citernes (id, depot_id, nom, produit_id, capacite_totale, localisation) values
  ('33333333-3333-4333-8333-000000000001', '11111111-1111-1111-1111-111111111111', 'TANK1', '22222222-2222-2222-2222-222222222222', 500000, 'nord'),
  ('33333333-3333-4333-8333-000000000002', '11111111-1111-1111-1111-222222222222', 'TANK2', '22222222-2222-2222-2222-222222222222', 500000, 'sud');
insert into clients (id, nom, pays) values ('44444444-4444-4444-8444-000000000001', 'Mines du Sud', 'RDC'),
  ('44444444-4444-4444-8444-000000000002', 'Hôpital Sendwe', 'RDC');
insert into cours_de_route (id, numero, fournisseur_id, depot_destination_id, produit_id, plaque_camion, chauffeur_nom, depart_pays,
  date_chargement, volume, statut, created_by) values ('99999999-0000-4000-8000-000000000001', 'CDR-2026-000001',
  '66666666-6666-4666-8666-000000000001', '11111111-1111-1111-1111-111111111111', '22222222-2222-2222-2222-222222222222', 'ZM 77',
  'Gédéon Élie', 'Zambie', '2026-01-05', 30000, 'TRANSIT', '00000000-0000-7000-8000-000000000001');
insert into fournisseurs (id, nom) values ('66666666-6666-4666-8666-000000000001', 'Minoterie');
insert into sorties_produit (id, numero, operation_id, depot_id, citerne_id, produit_id, proprietaire_type, client_id,
  date_sortie, chauffeur_nom, plaque_camion, index_avant, index_apres, volume_ambiant, temperature_ambiante_c,
  densite_observee_kgm3, edition, groupe, areometre, mode_vcf, arrondi_l, moteur_version, densite_a_15_kgm3, vcf, volume_15c_exact,
  volume_15c, created_by, validated_by)
select app.uuid_v7(), 'SOR-2026-' || lpad(n::text, 6, '0'), gen_random_uuid(),
  case when n % 10 = 0 then '11111111-1111-1111-1111-222222222222' else '11111111-1111-1111-1111-111111111111' end::uuid,
  ('33333333-3333-4333-8333-00000000000' || case when n % 10 = 0 then 2 else 1 end)::uuid, '22222222-2222-2222-2222-222222222222',
  'MONALUXE', '44444444-4444-4444-8444-000000000001', date '2026-01-01' + n, 'Chauffeur ' || n, 'CGO ' || 1000 + n || ' AB', 0, n, n, 20, 830,
  'MPMS_11_1_2004', 'B', true, 'CALCULE_5', 1, '1', 835, 1, n, n, '00000000-0000-7000-8000-000000000001',
  '00000000-0000-7000-8000-000000000001' from generate_series(1, 30) n;
insert into stocks_adjustments (numero, mouvement_type, mouvement_id, type_correction, depot_id, citerne_id, produit_id, proprietaire_type,
  delta_ambiant, delta_15c, volume_ambiant, volume_15c, date_effet, reason, created_by)
select replace(numero, 'SOR', 'AJU'), 'SORTIE', id, 'COMPENSATION', depot_id, citerne_id, produit_id, proprietaire_type, volume_ambiant, volume_15c,
  0, 0, date_sortie, 'Erreur de saisie, pesée refaite', created_by from sorties_produit where numero in ('SOR-2026-000007', 'SOR-2026-000010');
)";

class Recherche : public testing::Test {
protected:
    void SetUp() override {
        auto superuser = api.database().as_superuser();
        ASSERT_TRUE(superuser.run(history)) << superuser.last_error();
    }

    // "genre libelle" of each.
    std::vector<std::string> found(std::string_view q, std::string_view role = "directeur") {
        const auto answer = api.as(role).get(fmt::format("/recherche?q={}", q));
        EXPECT_EQ(answer.status, 200) << answer.body;
        std::vector<std::string> all;
        for (const auto& element : answer.json().at("elements").as_array())
            all.push_back(boost::json::value_to<std::string>(element.at("genre")) + ' ' +
                          boost::json::value_to<std::string>(element.at("libelle")));
        return all;
    }

    Api api{recherche::declare_routes};
};

TEST_F(Recherche, finds_a_number_whole_or_by_how_it_begins) {
    EXPECT_THAT(found("sor-2026-000007"), ElementsAre("sortie SOR-2026-000007"));
    EXPECT_THAT(found("SOR-2026-00001"), SizeIs(5));
    EXPECT_THAT(found("000007"),
                ElementsAre("sortie SOR-2026-000007", "ajustement AJU-2026-000007"));
    EXPECT_THAT(found("SOR-2025"), IsEmpty());
}

TEST_F(Recherche, finds_an_adjustment_by_number_and_reason_for_those_who_may_read_it) {
    EXPECT_THAT(found("aju-2026-000007"), ElementsAre("ajustement AJU-2026-000007"));
    EXPECT_THAT(found("AJU-2026"), SizeIs(2));
    EXPECT_THAT(found("PESEE"), SizeIs(2));
    EXPECT_THAT(found("AJU-2026", "lecture"), ElementsAre("ajustement AJU-2026-000007"));
    for (const auto* role : {"pca", "finance"})
        for (const auto* q : {"AJU-2026", "000007", "pesee"})
            EXPECT_THAT(found(q, role), Not(Contains("ajustement AJU-2026-000007"))) << role << q;
    const auto one =
        api.as("directeur").get("/recherche?q=aju-2026-000007").json().at("elements").at(0);
    EXPECT_EQ(one.at("detail"), "TANK1 · SOR-2026-000007");
    EXPECT_EQ(one.at("volume_ambiant").to_number<double>(), 7);
}

TEST_F(Recherche, finds_a_plate_with_or_without_its_blanks_and_a_driver) {
    EXPECT_THAT(found("cgo%201007"), ElementsAre("sortie SOR-2026-000007"));
    for (const auto* typed : {"CGO1007AB", "CGO1007%20AB", "cgo-1007-ab", "CGO%201007AB"})
        EXPECT_THAT(found(typed), ElementsAre("sortie SOR-2026-000007")) << typed;
    EXPECT_THAT(found("CGO1007-XY"), IsEmpty());
    EXPECT_THAT(found("chauffeur%2012"), ElementsAre("sortie SOR-2026-000012"));
}

TEST_F(Recherche, shows_the_newest_few_of_a_kind_and_as_many_as_asked_for) {
    EXPECT_THAT(found("cgo"), ElementsAre("sortie SOR-2026-000030", "sortie SOR-2026-000029",
                                          "sortie SOR-2026-000028", "sortie SOR-2026-000027",
                                          "sortie SOR-2026-000026"));
    EXPECT_THAT(found("cgo&limite=10"), SizeIs(10));
    // Too short for an index: the newest are tried.
    EXPECT_THAT(found("cg"), SizeIs(5));
}

TEST_F(Recherche, finds_names_of_every_kind) {
    EXPECT_THAT(found("min"), ElementsAre("client Mines du Sud", "fournisseur Minoterie"));
    EXPECT_THAT(found("tank"), ElementsAre("citerne TANK1", "citerne TANK2"));
    EXPECT_THAT(found("g.o"), ElementsAre("produit Gasoil"));
    EXPECT_THAT(found("100%25"), IsEmpty());
}

TEST_F(Recherche, ignores_accents_on_both_sides) {
    for (const auto* q :
         {"hopital", "HOPITAL", "h%C3%B4pital", "H%C3%94PITAL%20s", "ho%CC%82pital"})
        EXPECT_THAT(found(q), ElementsAre("client Hôpital Sendwe")) << q;
    for (const auto* q : {"gedeon%20elie", "G%C3%89D%C3%89ON", "el"}) // by the index, and without
        EXPECT_THAT(found(q), Contains("cours_de_route CDR-2026-000001")) << q;
    EXPECT_THAT(found("chauff%C3%A9ur%2012"), ElementsAre("sortie SOR-2026-000012"));
}

TEST_F(Recherche, names_the_status_and_the_litres_apart_from_the_text) {
    const auto first = [&](std::string_view q) {
        return api.as("directeur")
            .get(fmt::format("/recherche?q={}", q))
            .json()
            .at("elements")
            .at(0);
    };
    const auto cours = first("cdr-2026-000001");
    EXPECT_EQ(cours.at("statut"), "TRANSIT");
    EXPECT_EQ(cours.at("detail"), "ZM 77 · Gédéon Élie");
    const auto sortie = first("sor-2026-000007");
    EXPECT_EQ(sortie.at("volume_ambiant").to_number<double>(), 7);
    EXPECT_EQ(sortie.at("detail"), "CGO 1007 AB · Mines du Sud");
}

TEST_F(Recherche, T_SEC_02_shows_the_own_depot_only) {
    EXPECT_THAT(found("sor-2026-000010", "operateur"), IsEmpty());
    EXPECT_THAT(found("cgo1010", "operateur"), IsEmpty());
    EXPECT_THAT(found("cgo&limite=10", "operateur"), Not(Contains("sortie SOR-2026-000030")));
    EXPECT_THAT(found("tank", "lecture"), ElementsAre("citerne TANK1"));
}

TEST_F(Recherche, T_PERM_01_shows_no_kind_that_the_role_may_not_read) {
    EXPECT_THAT(found("min", "operateur"), ElementsAre("client Mines du Sud"));
    EXPECT_EQ(api.visitor().get("/recherche?q=min").code(), "NON_AUTHENTIFIE");
}

TEST_F(Recherche, refuses_one_letter_and_more_than_a_few) {
    EXPECT_THAT(api.as("admin").get("/recherche?q=a").fields(), ElementsAre("q TEXTE_TROP_COURT"));
    EXPECT_THAT(api.as("admin").get("/recherche?q=ab&limite=11").fields(),
                ElementsAre("limite VALEUR_HORS_LIMITES"));
    EXPECT_THAT(api.as("admin").get("/recherche").fields(), ElementsAre("q CHAMP_REQUIS"));
}

} // namespace

} // namespace mlpp::pgtest
