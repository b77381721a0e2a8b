// Goal: a cours de route moves one step at a time, is edited without losing anybody's work, and is
// found again.
#include "modules/cours_de_route/types.h"
#include "pg/monde.h"
#include "platform/json/json.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace mlpp::cours_de_route {

namespace {

using namespace mlpp::pgtest;
using testing::ElementsAre;
using testing::IsEmpty;

class Cours : public testing::Test {
protected:
    Answer avancer(std::string_view id, std::string_view statut,
                   std::string_view role = "operateur") {
        return monde.post(role, fmt::format("/cours-de-route/{}/statut", id),
                          fmt::format(R"({{"statut":"{}"}})", statut));
    }

    std::string creer(std::string_view plaque) {
        const auto answer = monde.post("operateur", "/cours-de-route", cours(plaque));
        EXPECT_EQ(answer.status, 201) << answer.body;
        return answer.text("id");
    }

    Monde monde;
};

TEST_F(Cours, begin_in_CHARGEMENT_with_a_number_and_their_names) {
    const auto answer = monde.post("operateur", "/cours-de-route", cours("AB 123"), "cle-cours-1");
    ASSERT_EQ(answer.status, 201) << answer.body;
    EXPECT_EQ(answer.text("statut"), "CHARGEMENT");
    EXPECT_THAT(answer.text("numero"), testing::MatchesRegex("CDR-[0-9]{4}-000001"));
    EXPECT_EQ(answer.text("fournisseur_nom"), "Fournisseur A");
    EXPECT_EQ(answer.text("plaque_cle"), "AB123");
    EXPECT_EQ(answer.header("Location"), "/api/v1/cours-de-route/" + answer.text("id"));
    EXPECT_EQ(monde.post("operateur", "/cours-de-route", cours("AB 123"), "cle-cours-1").body,
              answer.body);
    EXPECT_EQ(monde.value("select count(*) from cours_de_route"), "1");
}

TEST_F(Cours, name_an_active_supplier_depot_and_product_when_planned_or_changed) {
    creer("AB 1");
    monde.run("insert into fournisseurs (id, nom, actif) values "
              "('66666666-6666-4666-8666-000000000009', 'Ancien', false)");

    const struct {
        std::string_view relation;
        std::string_view refusal;
    } cases[] = {{"fournisseurs", "fournisseur_id REFERENTIEL_INACTIF"},
                 {"depots", "depot_destination_id REFERENTIEL_INACTIF"},
                 {"produits", "produit_id REFERENTIEL_INACTIF"}};

    for (const auto& [relation, refusal] : cases) {
        monde.run(fmt::format("update {} set actif = false", relation));
        const auto answer = monde.post("operateur", "/cours-de-route", cours("AB 2"));
        EXPECT_EQ(answer.status, 422) << answer.body;
        EXPECT_THAT(answer.fields(), ElementsAre(refusal));
        // One under way keeps what it has.
        EXPECT_EQ(monde.as_application("operateur", "cdr.modifier",
                                       "update cours_de_route set fournisseur_id = fournisseur_id, "
                                       "produit_id = produit_id, note = 'relue' returning note"),
                  "relue");
        monde.run(fmt::format("update {} set actif = true where nom <> 'Ancien'", relation));
    }
    EXPECT_THAT(monde
                    .patch("operateur", "/cours-de-route/" + creer("AB 3"), 1,
                           R"({"fournisseur_id":"66666666-6666-4666-8666-000000000009"})")
                    .fields(),
                ElementsAre("fournisseur_id REFERENTIEL_INACTIF"));
    EXPECT_EQ(monde.post("operateur", "/cours-de-route", cours("AB 2")).status, 201);
}

TEST_F(Cours, whose_supplier_and_product_became_inactive_are_advanced_and_discharged) {
    const auto id = monde.cours_au_statut("FRONTIERE", "AB 123");
    monde.run("update fournisseurs set actif = false; update produits set actif = false");
    EXPECT_EQ(avancer(id, "ARRIVE").status, 200);
    monde.recevoir(reception(tank1, "1000", fmt::format(R"(,"cours_de_route_id":"{}")", id)));
    EXPECT_EQ(monde.get("lecture", "/cours-de-route/" + id).text("statut"), "DECHARGE");
}

TEST_F(Cours, T_CDR_01_T_INV_09_move_one_step_forward_and_no_other_way) {
    const auto id = creer("AB 123");
    for (const auto* skip : {"FRONTIERE", "ARRIVE", "DECHARGE", "CHARGEMENT"})
        EXPECT_EQ(avancer(id, skip).code(), "TRANSITION_INTERDITE") << skip;
    for (const auto* step : {"TRANSIT", "FRONTIERE", "ARRIVE"}) {
        const auto answer = avancer(id, step);
        EXPECT_EQ(answer.status, 200) << answer.body;
        EXPECT_EQ(answer.text("statut"), step);
        EXPECT_EQ(avancer(id, step).code(), "TRANSITION_INTERDITE") << step;
    }
    EXPECT_EQ(avancer(id, "FRONTIERE").code(), "TRANSITION_INTERDITE");
    EXPECT_EQ(monde.value("select arrive_at is not null from cours_de_route"), "t");
    // The server's role cannot do it past the API either.
    EXPECT_EQ(
        monde.as_application("admin", "cdr.avancer",
                             "update cours_de_route set statut = 'DECHARGE' returning statut"),
        "TRANSITION_INTERDITE");
}

TEST_F(Cours, T_CDR_02_reach_DECHARGE_by_their_reception_only) {
    const auto id = monde.cours_au_statut("ARRIVE", "AB 123");
    EXPECT_EQ(avancer(id, "DECHARGE", "admin").code(), "TRANSITION_INTERDITE");
    monde.recevoir(reception(tank1, "1000", fmt::format(R"(,"cours_de_route_id":"{}")", id)));
    EXPECT_EQ(monde.get("operateur", "/cours-de-route/" + id).text("statut"), "DECHARGE");
    EXPECT_EQ(avancer(id, "ARRIVE", "admin").code(), "TRANSITION_INTERDITE");
}

TEST_F(Cours, T_CDR_03_are_open_once_a_truck_however_the_plate_is_typed) {
    const auto id = creer("ab 12-34");
    for (const auto* same : {"AB1234", "Ab 1234", "A-B-1-2-3-4"}) {
        const auto answer = monde.post("operateur", "/cours-de-route", cours(same));
        EXPECT_EQ(answer.status, 409);
        EXPECT_THAT(answer.fields(), ElementsAre("plaque_camion CAMION_DEJA_EN_ROUTE")) << same;
    }
    for (const auto* step : {"TRANSIT", "FRONTIERE", "ARRIVE"})
        avancer(id, step);
    EXPECT_EQ(monde.post("operateur", "/cours-de-route", cours("AB1234")).code(),
              "CAMION_DEJA_EN_ROUTE");
    monde.recevoir(reception(tank1, "1000", fmt::format(R"(,"cours_de_route_id":"{}")", id)));
    EXPECT_EQ(monde.post("operateur", "/cours-de-route", cours("AB1234")).status, 201);
}

TEST_F(Cours, T_CDR_04_T_REG_24_are_edited_in_place_and_keep_their_status) {
    const auto id = creer("AB 123");
    avancer(id, "TRANSIT");
    const auto version = monde.get("operateur", "/cours-de-route/" + id).integer("version");
    const auto answer =
        monde.patch("operateur", "/cours-de-route/" + id, version,
                    R"({"plaque_camion":"AB-123","note":"pneu changé","transporteur":null})");
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_EQ(answer.text("statut"), "TRANSIT");
    EXPECT_EQ(answer.text("plaque_camion"), "AB-123");
    EXPECT_EQ(answer.text("transporteur"), "null");
    EXPECT_EQ(answer.text("chauffeur_nom"), "Jo");
    EXPECT_EQ(answer.header("ETag"), fmt::format("\"{}\"", version + 1));
    EXPECT_EQ(monde.value("select count(*) from cours_de_route"), "1");
    EXPECT_EQ(
        monde.patch("operateur", "/cours-de-route/" + id, version + 1, R"({"statut":"ARRIVE"})")
            .code(),
        "CHAMP_INCONNU");
}

TEST_F(Cours, T_CDR_05_refuse_a_stale_form_and_show_what_changed) {
    const auto id = monde.cours_au_statut("ARRIVE", "AB 123");
    const auto version = monde.get("admin", "/cours-de-route/" + id).integer("version");
    monde.recevoir(reception(tank1, "1000", fmt::format(R"(,"cours_de_route_id":"{}")", id)));
    const auto answer =
        monde.patch("admin", "/cours-de-route/" + id, version, R"({"note":"en retard"})");
    EXPECT_EQ(answer.status, 412);
    EXPECT_EQ(answer.code(), "VERSION_PERIMEE");
    EXPECT_EQ(monde.value("select statut || coalesce(note, '') from cours_de_route"), "DECHARGE");
}

TEST_F(Cours, T_CDR_06_refuse_a_status_that_does_not_exist) {
    const auto id = creer("AB 123");
    for (const auto* text : {"transit", "Arrivé", "EN_ROUTE", ""})
        EXPECT_THAT(avancer(id, text).fields(), ElementsAre("statut VALEUR_INCONNUE")) << text;
    EXPECT_EQ(monde.get("operateur", "/cours-de-route?statut=PARTI").fields(),
              (std::vector<std::string>{"statut VALEUR_INCONNUE"}));
    EXPECT_EQ(monde.value("select statut from cours_de_route"), "CHARGEMENT");
}

TEST_F(Cours, T_CDR_08_are_filtered_by_each_filter_alone_and_by_none) {
    const auto first = creer("AB 123");
    const auto second = monde.post("admin", "/cours-de-route", cours("CD 456", essence)).text("id");
    avancer(second, "TRANSIT");
    const auto ids = [&](std::string_view query) {
        return monde.get("admin", fmt::format("/cours-de-route?tri=plaque_camion&{}", query))
            .column("id");
    };
    EXPECT_THAT(ids(fmt::format("fournisseur_id={}", fournisseur)), ElementsAre(first, second));
    EXPECT_THAT(ids(fmt::format("fournisseur_id={}", inconnu)), IsEmpty());
    EXPECT_THAT(ids("fournisseur_id="), ElementsAre(first, second));
    EXPECT_THAT(ids("statut=TRANSIT&statut=ARRIVE"), ElementsAre(second));
    EXPECT_THAT(ids(fmt::format("produit_id={}", gasoil)), ElementsAre(first));
    EXPECT_THAT(ids("actifs=true"), ElementsAre(first, second));
    EXPECT_THAT(ids("actifs=false"), IsEmpty());
    EXPECT_THAT(ids("volume_min=38000&volume_max=40000"), ElementsAre(first, second));
    EXPECT_THAT(ids("volume_min=39000.001"), IsEmpty());
    EXPECT_THAT(ids("q=cd456"), ElementsAre(second));
    EXPECT_THAT(ids("q=rapide"), ElementsAre(first, second));
    EXPECT_THAT(ids(fmt::format("depot_id={}", depot_b)), IsEmpty());
    EXPECT_THAT(ids("au=2020-01-01"), IsEmpty());
    EXPECT_THAT(monde.get("operateur@B", "/cours-de-route").column("id"), IsEmpty());
    for (const auto* tri : {"date_chargement", "numero", "volume", "statut", "plaque_camion",
                            "chauffeur_nom", "created_at", "fournisseur_nom", "depot_nom",
                            "produit_nom", "transporteur", "depart_pays"}) {
        const auto page = monde.get("admin", fmt::format("/cours-de-route?limite=1&tri=-{}", tri));
        ASSERT_EQ(page.status, 200) << tri << page.body;
        const auto next =
            monde.get("admin", fmt::format("/cours-de-route?limite=1&tri=-{}&curseur={}", tri,
                                           page.text("curseur_suivant")));
        ASSERT_EQ(next.column("id").size(), 1U) << tri << next.body;
        EXPECT_NE(next.column("id"), page.column("id")) << tri;
    }
}

TEST_F(Cours, are_edited_by_who_may_at_that_stage) {
    const auto id = monde.cours_au_statut("FRONTIERE", "AB 123");
    const auto edit = [&](std::string_view role, std::string_view body) {
        const auto version = monde.value("select version from cours_de_route");
        return monde.patch(role, "/cours-de-route/" + id, std::stoll(version), body);
    };
    EXPECT_EQ(edit("operateur", R"({"note":"a"})").code(), "ROLE_FORBIDDEN");
    EXPECT_EQ(edit("directeur", R"({"note":"a"})").status, 200);
    avancer(id, "ARRIVE");
    monde.recevoir(reception(tank1, "1000", fmt::format(R"(,"cours_de_route_id":"{}")", id)));
    EXPECT_EQ(edit("directeur", R"({"note":"b"})").code(), "ROLE_FORBIDDEN");
    EXPECT_EQ(edit("admin", R"({"volume":1})").code(), "CDR_DECHARGE_FIGE");
    EXPECT_EQ(edit("admin", R"({"note":"b"})").status, 200);
    EXPECT_EQ(edit("gerant", R"({"note":"c"})").code(), "ROLE_FORBIDDEN");
    EXPECT_EQ(monde.patch("operateur@B", "/cours-de-route/" + id, 1, R"({"note":"d"})").status,
              404);
}

TEST_F(Cours, are_deleted_by_the_administrator_until_they_discharged) {
    const auto id = creer("AB 123");
    EXPECT_EQ(monde.del("directeur", "/cours-de-route/" + id).code(), "ROLE_FORBIDDEN");
    EXPECT_EQ(monde.del("admin", "/cours-de-route/" + id).status, 204);
    EXPECT_EQ(monde.del("admin", "/cours-de-route/" + id).status, 404);
    EXPECT_EQ(monde.value("select count(*) from log_actions where action = 'CDR_SUPPRIME'"), "1");
    const auto gone = monde.cours_au_statut("ARRIVE", "AB 123");
    monde.recevoir(reception(tank1, "1000", fmt::format(R"(,"cours_de_route_id":"{}")", gone)));
    EXPECT_EQ(monde.del("admin", "/cours-de-route/" + gone).code(), "CDR_SUPPRESSION_INTERDITE");
}

TEST_F(Cours, belong_to_the_depot_of_who_opens_them_and_name_what_does_not_exist) {
    EXPECT_EQ(monde.post("operateur", "/cours-de-route", cours("AB 123", gasoil, depot_b)).code(),
              "HORS_DEPOT");
    EXPECT_EQ(monde.post("operateur@B", "/cours-de-route", cours("AB 123", gasoil, depot_b)).status,
              201);
    EXPECT_THAT(monde.post("admin", "/cours-de-route", cours("CD 456", inconnu)).fields(),
                ElementsAre("produit_id REFERENCE_INTROUVABLE"));
    EXPECT_THAT(monde.post("admin", "/cours-de-route", cours("CD 456", gasoil, inconnu)).fields(),
                ElementsAre("depot_destination_id REFERENCE_INTROUVABLE"));
    for (const auto* role : {"gerant", "pca", "lecture", "finance"})
        EXPECT_EQ(monde.post(role, "/cours-de-route", cours("CD 456")).code(), "ROLE_FORBIDDEN")
            << role;
}

TEST_F(Cours, show_the_history_of_their_statuses_and_their_receptions) {
    const auto id = monde.cours_au_statut("ARRIVE", "AB 123");
    monde.recevoir(reception(tank1, "1000", fmt::format(R"(,"cours_de_route_id":"{}")", id)));
    const auto answer = monde.get("lecture", "/cours-de-route/" + id);
    const auto detail = json::parse<DetailCoursDeRoute>(answer.body);
    ASSERT_TRUE(detail) << answer.body;
    ASSERT_EQ(detail->historique.size(), 5U);
    EXPECT_EQ(detail->historique.front().statut, Statut::CHARGEMENT);
    EXPECT_EQ(detail->historique.back().statut, Statut::DECHARGE);
    EXPECT_TRUE(std::ranges::is_sorted(detail->historique, {}, &EtapeCours::change_le));
    ASSERT_EQ(detail->receptions.size(), 1U);
    EXPECT_EQ(detail->receptions[0].citerne_nom, "TANK1");
    EXPECT_EQ(answer.header("ETag"), fmt::format("\"{}\"", detail->version));
}

TEST_F(Cours, are_counted_by_status_supplier_product_and_week_with_real_durations) {
    const auto id = creer("AB 123");
    monde.post("admin", "/cours-de-route", cours("CD 456", essence));
    monde.run("update cours_de_route set depuis = depuis - interval '6 hours'");
    avancer(id, "TRANSIT");
    const auto answer = monde.get("gerant", "/cours-de-route/statistiques");
    const auto s = json::parse<StatistiquesCours>(answer.body);
    ASSERT_TRUE(s) << answer.body;
    EXPECT_EQ(s->nombre, 2);
    EXPECT_EQ(s->volume_total.text(), "78000.000");
    EXPECT_EQ(s->volume_moyen->text(), "39000.000");
    ASSERT_EQ(s->par_statut.size(), 5U);
    EXPECT_EQ(s->par_statut[0].nombre, 1);
    EXPECT_EQ(s->par_statut[1].nombre, 1);
    ASSERT_EQ(s->par_fournisseur.size(), 1U);
    EXPECT_EQ(s->par_fournisseur[0].nom, "Fournisseur A");
    EXPECT_EQ(s->par_produit.size(), 2U);
    EXPECT_EQ(s->par_semaine.size(), 1U);
    ASSERT_EQ(s->durees.size(), 1U);
    EXPECT_EQ(s->durees[0].statut, Statut::CHARGEMENT);
    EXPECT_EQ(s->durees[0].moyenne_h.text(), "6.00");
    const auto none =
        monde.get("gerant", fmt::format("/cours-de-route/statistiques?depot_id={}", depot_b));
    EXPECT_EQ(none.text("nombre"), "0");
    EXPECT_EQ(none.text("volume_moyen"), "null");
    EXPECT_TRUE(json::parse<StatistiquesCours>(none.body)) << none.body;
}

} // namespace

} // namespace mlpp::cours_de_route
