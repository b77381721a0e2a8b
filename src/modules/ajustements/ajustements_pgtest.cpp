// Goal: corrections are compensating entries whose stock effect, log and figures are exact, and
// nothing else corrects.
#include "modules/ajustements/types.h"
#include "pg/monde.h"
#include "platform/json/json.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace mlpp::ajustements {

namespace {

using namespace mlpp::pgtest;
using testing::ElementsAre;
using testing::IsEmpty;

class Ajustements : public testing::Test {
protected:
    static std::string corps(std::string_view mouvement, std::string_view id, std::string_view type,
                             std::string_view champs,
                             std::string_view raison = "erreur de saisie") {
        return fmt::format(
            R"({{"mouvement_type":"{}","mouvement_id":"{}","type_correction":"{}",{}"raison":"{}"}})",
            mouvement, id, type, champs, raison);
    }

    Answer ajuster(std::string_view body, std::string_view role = "admin") {
        return monde.post(role, "/ajustements", body);
    }

    Answer compenser(std::string_view what, std::string_view id,
                     std::string_view raison = "saisie en double") {
        return monde.post("admin", fmt::format("/{}/{}/compensation", what, id),
                          fmt::format(R"({{"raison":"{}"}})", raison));
    }

    static AjustementPoste read(const Answer& answer) {
        const auto ajustement = json::parse<AjustementPoste>(answer.body);
        if (!ajustement) ADD_FAILURE() << answer.body;
        return ajustement ? *ajustement : AjustementPoste{};
    }

    Monde monde;
};

TEST_F(Ajustements, T_ADJ_01_T_INV_04_change_stock_journal_and_log_in_the_same_transaction) {
    const auto id = monde.recevoir(reception(tank1, "1000"));
    const auto answer = ajuster(corps("RECEPTION", id, "VOLUME", R"("volume_ambiant":900,)"));
    ASSERT_EQ(answer.status, 201) << answer.body;
    const auto a = read(answer);
    EXPECT_EQ(a.delta_ambiant.text(), "-100.000");
    EXPECT_EQ(a.reason, "[VOLUME] erreur de saisie");
    EXPECT_EQ(a.avant.volume_ambiant->text(), "1000.000");
    EXPECT_THAT(a.numero, testing::MatchesRegex("AJU-[0-9]{4}-000001"));
    EXPECT_EQ(answer.header("Location"), "/api/v1/ajustements/" + a.id.text());
    EXPECT_EQ(monde.ambiant(tank1), "900.000");
    EXPECT_EQ(monde.value("select stock_ambiant from stocks_journaliers"), "900.000");
    EXPECT_EQ(monde.value("select delta_ambiant_total from stocks_snapshot"), "-100.000");
    EXPECT_EQ(monde.value("select niveau || ' ' || (details ->> 'reason') from log_actions where "
                          "action = 'STOCK_ADJUSTMENT_CREATED'"),
              "CRITICAL [VOLUME] erreur de saisie");
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(Ajustements, T_ADJ_02_of_a_sortie_that_was_larger_take_stock_away) {
    monde.recevoir(reception(tank1, "10000"));
    const auto id = monde.sortir(sortie(tank1, "1000"));
    const auto a = read(ajuster(corps("SORTIE", id, "VOLUME", R"("volume_ambiant":1100,)")));
    EXPECT_EQ(a.delta_ambiant.text(), "-100.000");
    EXPECT_LT(a.delta_15c, Litres{});
    EXPECT_EQ(monde.ambiant(tank1), "8900.000");
}

TEST_F(Ajustements, T_ADJ_03_of_temperature_or_density_alone_are_stored_with_ambient_zero) {
    const auto id = monde.recevoir(reception(tank1, "10000"));
    const auto warmer =
        read(ajuster(corps("RECEPTION", id, "TEMPERATURE", R"("temperature_ambiante_c":30,)")));
    EXPECT_EQ(warmer.delta_ambiant, Litres{});
    EXPECT_LT(warmer.delta_15c, Litres{});
    EXPECT_TRUE(warmer.reason.starts_with("[TEMP] "));
    const auto denser =
        read(ajuster(corps("RECEPTION", id, "DENSITE", R"("densite_observee_kgm3":850,)")));
    EXPECT_EQ(denser.delta_ambiant, Litres{});
    EXPECT_NE(denser.delta_15c, Litres{});
    EXPECT_TRUE(denser.reason.starts_with("[DENSITE] "));
    EXPECT_EQ(monde.ambiant(tank1), "10000.000");
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(Ajustements, T_ADJ_04_leave_the_stock_that_the_right_entry_would_have_made) {
    const auto id = monde.recevoir(reception(tank1, "1000"));
    const auto right = fmt::format(R"({{"proprietaire_type":"MONALUXE","note":"x","lignes":[{}]}})",
                                   ligne(tank2, "1234.5", "31.25", "829.5"));
    monde.recevoir(right);
    const auto answer = ajuster(corps(
        "RECEPTION", id, "MIXTE",
        R"("volume_ambiant":1234.5,"temperature_ambiante_c":31.25,"densite_observee_kgm3":829.5,)"));
    ASSERT_EQ(answer.status, 201) << answer.body;
    EXPECT_TRUE(read(answer).reason.starts_with("[MIXTE] "));
    EXPECT_EQ(monde.stock(tank1), monde.stock(tank2));
}

TEST_F(Ajustements, build_on_the_movement_as_corrected_before) {
    const auto id = monde.recevoir(reception(tank1, "1000"));
    ASSERT_EQ(ajuster(corps("RECEPTION", id, "VOLUME", R"("volume_ambiant":900,)")).status, 201);
    const auto second = read(ajuster(corps("RECEPTION", id, "VOLUME", R"("volume_ambiant":950,)")));
    EXPECT_EQ(second.rang, 2);
    EXPECT_EQ(second.delta_ambiant.text(), "50.000");
    EXPECT_EQ(second.avant.volume_ambiant->text(), "900.000");
    EXPECT_EQ(monde.ambiant(tank1), "950.000");
}

TEST_F(Ajustements, keep_the_method_of_the_movement_when_the_depot_changed_its_own) {
    monde.run("update depots set edition = 'D1250_1980' where code = 'DA'");
    const auto id = monde.recevoir(reception(tank1, "1000"));
    monde.run("update depots set edition = 'MPMS_11_1_2004' where code = 'DA'");
    const auto a = read(ajuster(corps("RECEPTION", id, "VOLUME", R"("volume_ambiant":2000,)")));
    EXPECT_EQ(a.vcf->text(), "0.9958000000");
    EXPECT_EQ(a.volume_15c->text(), "1991.600");
}

TEST_F(Ajustements, T_ADJ_05_submitted_twice_are_refused) {
    const auto id = monde.recevoir(reception(tank1, "1000"));
    const auto body = corps("RECEPTION", id, "VOLUME", R"("volume_ambiant":900,)");
    EXPECT_EQ(ajuster(body).status, 201);
    EXPECT_EQ(ajuster(body).code(), "AJUSTEMENT_DOUBLON");
    EXPECT_EQ(
        ajuster(corps("RECEPTION", id, "VOLUME", R"("volume_ambiant":900,)", "une autre raison"))
            .code(),
        "ADJUSTMENT_NO_IMPACT");
    EXPECT_EQ(monde.ambiant(tank1), "900.000");
}

TEST_F(Ajustements, T_ADJ_05_submitted_twice_at_once_count_once) {
    const auto id = monde.recevoir(reception(tank1, "1000"));
    const Appel appel{"admin", http::Method::post, "/ajustements",
                      corps("RECEPTION", id, "VOLUME", R"("volume_ambiant":900,)")};
    const auto answers = monde.ensemble({appel, appel, appel});
    EXPECT_EQ(std::ranges::count(answers, 201, &Answer::status), 1);
    EXPECT_EQ(std::ranges::count(answers, 409, &Answer::status), 2);
    EXPECT_EQ(monde.ambiant(tank1), "900.000");
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(Ajustements, T_ADJ_06_may_make_stock_negative_and_then_raise_the_alarm) {
    const auto id = monde.recevoir(reception(tank1, "1000"));
    monde.sortir(sortie(tank1, "900"));
    EXPECT_EQ(ajuster(corps("RECEPTION", id, "VOLUME", R"("volume_ambiant":800,)")).status, 201);
    EXPECT_EQ(monde.ambiant(tank1), "-100.000");
    EXPECT_EQ(monde.as_application(
                  "admin", "integrite.lire",
                  "select severity from v_integrity_checks where check_code = 'STOCK_NEGATIF'"),
              "CRITICAL");
}

TEST_F(Ajustements, T_ADJ_07_T_ADJ_08_take_a_movement_back_whole_and_only_once) {
    const auto id = monde.recevoir(reception(tank1, "1000"));
    monde.recevoir(reception(tank1, "1000"));
    const auto a = read(compenser("receptions", id));
    EXPECT_EQ(a.delta_ambiant.text(), "-1000.000");
    EXPECT_EQ(a.reason, "[COMPENSATION] saisie en double");
    EXPECT_EQ(monde.ambiant(tank1), "1000.000");
    EXPECT_EQ(monde.value("select count(*) from receptions"), "2");
    EXPECT_EQ(compenser("receptions", id).code(), "MOUVEMENT_DEJA_COMPENSE");
    EXPECT_EQ(ajuster(corps("RECEPTION", id, "VOLUME", R"("volume_ambiant":5,)")).code(),
              "MOUVEMENT_DEJA_COMPENSE");
    EXPECT_EQ(compenser("receptions", inconnu).status, 404);
    EXPECT_EQ(compenser("sorties", id).status, 404);
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(Ajustements, T_ADJ_07_take_back_at_once_only_once) {
    const auto id = monde.recevoir(reception(tank1, "1000"));
    const Appel appel{"admin", http::Method::post, "/receptions/" + id + "/compensation",
                      R"({"raison":"saisie en double"})"};
    const auto answers = monde.ensemble({appel, appel});
    EXPECT_EQ(std::ranges::count(answers, 201, &Answer::status), 1);
    EXPECT_EQ(std::ranges::count(answers, 409, &Answer::status), 1);
    EXPECT_EQ(monde.ambiant(tank1), "0.000");
}

TEST_F(Ajustements, T_ADJ_07_of_a_tank_alone_need_a_stock_line_and_an_effect) {
    const auto manual = [&](std::string_view citerne, std::string_view ambiant,
                            std::string_view a_15c, std::string_view raison = "perte au jaugeage") {
        return monde.post(
            "admin", "/ajustements/manuel",
            fmt::format(
                R"({{"citerne_id":"{}","proprietaire_type":"MONALUXE","delta_ambiant":{},"delta_15c":{},"raison":"{}"}})",
                citerne, ambiant, a_15c, raison));
    };
    EXPECT_EQ(manual(tank1, "-5", "-5").code(), "SNAPSHOT_MISSING_FOR_NEGATIVE_DELTA");
    monde.recevoir(reception(tank1, "1000"));
    EXPECT_EQ(manual(tank1, "0", "0").code(), "ADJUSTMENT_NO_IMPACT");
    EXPECT_EQ(manual(tank1, "-5", "-5", "court").code(), "RAISON_TROP_COURTE");
    EXPECT_EQ(manual(inconnu, "-5", "-5").status, 422);
    const auto a = read(manual(tank1, "-5", "-4.98"));
    EXPECT_EQ(a.reason, "[MANUEL] perte au jaugeage");
    EXPECT_FALSE(a.mouvement_id);
    EXPECT_EQ(monde.ambiant(tank1), "995.000");
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(Ajustements,
       T_ADJ_08_T_REG_29_let_a_cdr_be_received_again_once_its_reception_is_taken_back) {
    const auto cdr = monde.cours_au_statut("ARRIVE", "AB 123");
    const auto body = reception(tank1, "1000", fmt::format(R"(,"cours_de_route_id":"{}")", cdr));
    const auto wrong = monde.recevoir(body);
    const auto reopen = [&](std::string_view role) {
        return monde.post(role, "/cours-de-route/" + cdr + "/reouverture",
                          R"({"raison":"réception erronée"})");
    };
    EXPECT_EQ(reopen("admin").code(), "TRANSITION_INTERDITE");
    ASSERT_EQ(compenser("receptions", wrong).status, 201);
    EXPECT_EQ(monde.value("select statut from cours_de_route"), "DECHARGE");
    EXPECT_EQ(reopen("directeur").code(), "ROLE_FORBIDDEN");
    const auto reopened = reopen("admin");
    EXPECT_EQ(reopened.status, 200) << reopened.body;
    EXPECT_EQ(reopened.text("statut"), "ARRIVE");
    monde.recevoir(body);
    EXPECT_EQ(monde.value("select statut || ' ' || nb_dechargements from cours_de_route"),
              "DECHARGE 2");
    EXPECT_EQ(monde.ambiant(tank1), "1000.000");
    EXPECT_EQ(monde.value("select niveau from log_actions where action = 'CDR_ROUVERT'"),
              "CRITICAL");
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(Ajustements, T_ADJ_09_stay_visible_in_the_totals_whatever_their_age) {
    const auto id = monde.recevoir(reception(tank1, "1000"));
    ASSERT_EQ(ajuster(corps("RECEPTION", id, "VOLUME", R"("volume_ambiant":900,)")).status, 201);
    EXPECT_EQ(monde.as_application(
                  "admin", "stock.lire",
                  "select delta_ambiant_total from v_stock_actuel where citerne_nom = 'TANK1'"),
              "-100.000");
}

TEST_F(Ajustements, T_ADJ_10_are_in_every_stock_figure_at_once) {
    const auto id = monde.recevoir(reception(tank1, "1000"));
    ASSERT_EQ(ajuster(corps("RECEPTION", id, "VOLUME", R"("volume_ambiant":900,)")).status, 201);
    EXPECT_EQ(monde.as_application(
                  "admin", "stock.lire",
                  "select stock_ambiant from v_stock_actuel where citerne_nom = 'TANK1'"),
              "900.000");
    EXPECT_EQ(monde.as_application("admin", "stock.lire",
                                   "select stock_ambiant_total from v_kpi_stock_global where "
                                   "depot_nom = 'Dépôt A' and produit_nom = 'Gasoil'"),
              "900.000");
    EXPECT_EQ(monde.as_application("admin", "stock.lire",
                                   "select stock_ambiant from app.stock_a_date(current_date + 1)"),
              "900.000");
    EXPECT_EQ(monde.post("admin", "/sorties", sortie(tank1, "901")).code(),
              "SORTIE_STOCK_INSUFFISANT_AMB");
}

TEST_F(Ajustements, want_the_fields_of_their_type_and_no_other) {
    const auto id = monde.recevoir(reception(tank1, "1000"));
    EXPECT_THAT(
        ajuster(corps("RECEPTION", id, "VOLUME", R"("temperature_ambiante_c":25,)", "court"))
            .fields(),
        ElementsAre("volume_ambiant CHAMP_REQUIS",
                    "temperature_ambiante_c AJUSTEMENT_CHAMP_INTERDIT",
                    "raison RAISON_TROP_COURTE"));
    EXPECT_THAT(ajuster(corps("RECEPTION", id, "MIXTE", "")).fields(),
                ElementsAre("volume_ambiant CHAMP_REQUIS"));
    EXPECT_EQ(
        ajuster(corps("RECEPTION", id, "TEMPERATURE", R"("temperature_ambiante_c":75,)")).code(),
        "ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP");
    EXPECT_EQ(ajuster(corps("RECEPTION", inconnu, "VOLUME", R"("volume_ambiant":1,)")).code(),
              "MOUVEMENT_NOT_FOUND");
    EXPECT_EQ(ajuster(corps("SORTIE", id, "VOLUME", R"("volume_ambiant":1,)")).code(),
              "MOUVEMENT_NOT_FOUND");
    EXPECT_THAT(ajuster(corps("TRANSFERT", id, "VOLUME", R"("volume_ambiant":1,)")).fields(),
                ElementsAre("mouvement_type VALEUR_INCONNUE"));
}

TEST_F(Ajustements, refuse_a_context_that_is_not_the_movements) {
    const auto id = monde.recevoir(reception(tank1, "1000"));
    const auto with_tank = [&](std::string_view citerne) {
        return ajuster(corps("RECEPTION", id, "VOLUME",
                             fmt::format(R"("volume_ambiant":900,"citerne_id":"{}",)", citerne)));
    };
    EXPECT_THAT(with_tank(tank2).fields(), ElementsAre("citerne_id CONTEXT_MISMATCH"));
    EXPECT_EQ(with_tank(tank1).status, 201);
}

TEST_F(Ajustements, are_made_by_the_administrator_alone_and_read_by_who_may) {
    const auto id = monde.recevoir(reception(tank1, "1000"));
    const auto body = corps("RECEPTION", id, "VOLUME", R"("volume_ambiant":900,)");
    for (const auto* role : {"directeur", "gerant", "operateur", "pca", "lecture", "finance"})
        EXPECT_EQ(ajuster(body, role).code(), "ROLE_FORBIDDEN") << role;
    const auto a = read(ajuster(body));
    EXPECT_THAT(monde.get("operateur", "/ajustements").column("id"), ElementsAre(a.id.text()));
    EXPECT_THAT(monde.get("operateur@B", "/ajustements").column("id"), IsEmpty());
    EXPECT_EQ(monde.get("operateur@B", "/ajustements/" + a.id.text()).status, 404);
    EXPECT_EQ(monde.get("pca", "/ajustements").status, 403);
    const auto file = monde.get("directeur", "/ajustements/" + a.id.text());
    const auto detail = json::parse<DetailAjustement>(file.body);
    ASSERT_TRUE(detail) << file.body;
    EXPECT_EQ(detail->citerne_nom, "TANK1");
    EXPECT_EQ(detail->avant.volume_ambiant->text(), "1000.000");
    EXPECT_EQ(detail->mouvement_numero, monde.value("select numero from receptions"));
}

TEST_F(Ajustements, are_filtered_searched_and_sorted) {
    const auto first = monde.recevoir(reception(tank1, "1000"));
    const auto second = monde.recevoir(reception(tank2, "1000"));
    ASSERT_EQ(
        ajuster(corps("RECEPTION", first, "VOLUME", R"("volume_ambiant":900,)", "index mal relevé"))
            .status,
        201);
    ASSERT_EQ(ajuster(corps("RECEPTION", second, "TEMPERATURE", R"("temperature_ambiante_c":30,)"))
                  .status,
              201);
    ASSERT_EQ(compenser("receptions", second).status, 201);
    const auto types = [&](std::string_view query) {
        return monde.get("admin", fmt::format("/ajustements?{}", query)).column("type_correction");
    };
    EXPECT_THAT(types(""), ElementsAre("COMPENSATION", "TEMPERATURE", "VOLUME"));
    EXPECT_THAT(types("type_correction=VOLUME&type_correction=TEMPERATURE"),
                ElementsAre("TEMPERATURE", "VOLUME"));
    EXPECT_THAT(types("q=relev%C3%A9"), ElementsAre("VOLUME"));
    EXPECT_THAT(types("q=RELEVE"), ElementsAre("VOLUME"));
    EXPECT_THAT(types("mouvement_type=RECEPTION&mouvement_id=" + second),
                ElementsAre("COMPENSATION", "TEMPERATURE"));
    EXPECT_THAT(types(fmt::format("citerne_id={}&depot_id={}", tank1, depot_a)),
                ElementsAre("VOLUME"));
    EXPECT_THAT(types("du=2020-01-01&au=2020-12-31"), IsEmpty());
    for (const auto* tri :
         {"created_at", "date_effet", "numero", "type_correction", "delta_ambiant", "delta_15c",
          "proprietaire_type", "mouvement_numero", "depot_nom", "citerne_nom", "produit_nom",
          "auteur_nom", "valideur_nom"}) {
        const auto page = monde.get("admin", fmt::format("/ajustements?limite=2&tri={}", tri));
        ASSERT_EQ(page.status, 200) << tri << page.body;
        const auto next = monde.get("admin", fmt::format("/ajustements?limite=2&tri={}&curseur={}",
                                                         tri, page.text("curseur_suivant")));
        EXPECT_EQ(next.column("id").size(), 1U) << tri << next.body;
    }
}

// --- The second person
// ----------------------------------------------------------------------------------

class Propositions : public Ajustements {
protected:
    // A compensation of 60 000 L of TANK1, asked for by the administrator: its id.
    std::string proposer() {
        const auto answer = compenser("receptions", monde.recevoir(reception(tank1, "60000")));
        EXPECT_EQ(answer.status, 202) << answer.body;
        return answer.text("id");
    }

    static Appel validation(std::string_view id, std::string_view role = "directeur") {
        return {std::string(role), http::Method::post,
                fmt::format("/ajustements/propositions/{}/validation", id), "{}"};
    }

    static Appel refus(std::string_view id, std::string_view role, std::string_view body = "{}") {
        return {std::string(role), http::Method::post,
                fmt::format("/ajustements/propositions/{}/refus", id), std::string(body)};
    }

    Answer call(Appel appel) { return monde.ensemble({std::move(appel)}).front(); }
};

TEST_F(Propositions, T_INV_04_wait_for_another_person_and_move_nothing) {
    const auto id = proposer();
    EXPECT_EQ(monde.ambiant(tank1), "60000.000");
    EXPECT_EQ(monde.value("select count(*) from stocks_adjustments"), "0");
    const auto file = monde.get("operateur", "/ajustements/propositions/" + id);
    const auto detail = json::parse<DetailProposition>(file.body);
    ASSERT_TRUE(detail) << file.body;
    EXPECT_EQ(detail->statut, StatutProposition::EN_ATTENTE);
    EXPECT_EQ(detail->demande.avant.volume_ambiant->text(), "60000.000");
    EXPECT_EQ(detail->demande.apres.volume_ambiant, Litres{});
    EXPECT_EQ(detail->citerne_nom, "TANK1");
    EXPECT_THAT(monde.get("operateur@B", "/ajustements/propositions").column("id"), IsEmpty());
    EXPECT_EQ(monde.get("operateur@B", "/ajustements/propositions/" + id).status, 404);
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(Propositions, T_INV_04_are_posted_by_another_person_and_never_by_their_author) {
    const auto id = proposer();
    EXPECT_EQ(call(validation(id, "admin")).code(), "DEUX_PERSONNES_REQUISES");
    for (const auto* role : {"gerant", "operateur", "pca", "lecture", "finance"})
        EXPECT_EQ(call(validation(id, role)).code(), "ROLE_FORBIDDEN") << role;
    const auto answer = call(validation(id, "admin@B"));
    ASSERT_EQ(answer.status, 201) << answer.body;
    const auto a = read(answer);
    EXPECT_EQ(answer.header("Location"), "/api/v1/ajustements/" + a.id.text());
    ASSERT_TRUE(a.validated_by);
    EXPECT_NE(*a.validated_by, a.created_by);
    EXPECT_EQ(monde.ambiant(tank1), "0.000");
    EXPECT_THAT(
        monde.get("directeur", "/ajustements/propositions?statut=VALIDEE").column("ajustement_id"),
        ElementsAre(a.id.text()));
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(Propositions, T_INV_04_are_decided_once_however_many_decide_at_once) {
    const auto id = proposer();
    std::vector<Appel> appels;
    for (int i = 0; i < 4; ++i) {
        appels.push_back(validation(id, i % 2 == 0 ? "directeur" : "admin@B"));
        appels.push_back(refus(id, "directeur", R"({"motif":"jaugeage à refaire"})"));
        appels.push_back(refus(id, "admin"));
    }
    const auto answers = monde.ensemble(appels);
    const auto done =
        std::ranges::count_if(answers, [](const Answer& answer) { return answer.status < 300; });
    EXPECT_EQ(done, 1);
    for (const auto& answer : answers)
        if (answer.status >= 300) EXPECT_EQ(answer.code(), "PROPOSITION_DECIDEE");
    EXPECT_EQ(monde.value("select count(*) from stocks_adjustments"),
              monde.value("select count(*) from propositions_ajustement where statut = 'VALIDEE'"));
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(Propositions, T_INV_04_are_refused_with_a_reason_or_taken_back) {
    const auto refused = proposer();
    EXPECT_THAT(call(refus(refused, "directeur", R"({"motif":"non"})")).fields(),
                ElementsAre("motif RAISON_TROP_COURTE"));
    EXPECT_EQ(call(refus(refused, "directeur", R"({"motif":"jaugeage à refaire"})")).text("statut"),
              "REFUSEE");
    EXPECT_EQ(call(validation(refused)).code(), "PROPOSITION_DECIDEE");
    EXPECT_EQ(call(refus(proposer(), "admin")).text("statut"), "RETIREE");
    EXPECT_EQ(call(validation(inconnu)).status, 404);
    EXPECT_EQ(monde.ambiant(tank1), "120000.000");
}

TEST_F(Propositions, T_ADJ_05_go_stale_with_a_correction_in_between_and_wait_once_a_movement) {
    const auto movement = monde.recevoir(reception(tank1, "60000"));
    const auto id = compenser("receptions", movement).text("id");
    EXPECT_EQ(compenser("receptions", movement).code(), "PROPOSITION_EN_ATTENTE");
    ASSERT_EQ(ajuster(corps("RECEPTION", movement, "VOLUME", R"("volume_ambiant":59000,)")).status,
              201);
    EXPECT_EQ(call(validation(id)).code(), "PROPOSITION_PERIMEE");
    EXPECT_EQ(call(refus(id, "admin")).status, 200);
    const auto again = compenser("receptions", movement).text("id");
    EXPECT_EQ(read(call(validation(again))).delta_ambiant.text(), "-59000.000");
    EXPECT_EQ(monde.divergences(), "0");
}

} // namespace

} // namespace mlpp::ajustements
