// Goal: every rule of a reception holds through the API on a real database, and nothing is left of
// a refused one.
#include "modules/receptions/types.h"
#include "pg/monde.h"
#include "platform/json/json.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace mlpp::receptions {

namespace {

using namespace mlpp::pgtest;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Receptions : public testing::Test {
protected:
    Answer recevoir(std::string_view role, std::string_view body, std::string_view key = {}) {
        return monde.post(role, "/receptions", body, key);
    }

    static std::string avec_cdr(std::string_view cdr, std::string_view citerne = tank1,
                                std::string_view volume = "1000") {
        return reception(citerne, volume, fmt::format(R"(,"cours_de_route_id":"{}")", cdr));
    }

    std::string traces() {
        return monde.value("select (select count(*) from receptions) || ' ' || (select count(*) "
                           "from mouvements_stock) || ' ' "
                           "|| (select count(*) from stocks_snapshot) || ' ' || (select count(*) "
                           "from log_actions where "
                           "action like 'RECEPTION%') || ' ' || (select count(*) from compteurs "
                           "where type = 'REC')");
    }

    Monde monde;
};

TEST_F(Receptions, post_the_figures_of_the_engine_and_answer_the_row_as_stored) {
    const auto answer = recevoir("admin", reception(tank1, "1000"));
    ASSERT_EQ(answer.status, 201) << answer.body;
    const auto operation = json::parse<OperationReception>(answer.body);
    ASSERT_TRUE(operation) << answer.body;
    const auto& r = operation->receptions.front();
    EXPECT_EQ(r.volume_ambiant.text(), "1000.000");
    EXPECT_EQ(r.volume_15c.text(), monde.value("select volume_15c from receptions"));
    EXPECT_THAT(r.numero, testing::MatchesRegex("REC-[0-9]{4}-000001"));
    EXPECT_EQ(answer.header("Location"),
              "/api/v1/receptions?operation_id=" + operation->operation_id.text());
    EXPECT_EQ(monde.stock(tank1), "1000.000 " + r.volume_15c.text());
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(Receptions, T_INV_02_take_raw_readings_only) {
    auto body = reception(tank1, "1000", R"(,"volume_15c":999)");
    EXPECT_EQ(recevoir("admin", body).code(), "CHAMP_INCONNU");
}

TEST_F(Receptions, T_REC_01_refuse_a_cours_de_route_that_does_not_exist) {
    const auto answer = recevoir("operateur", avec_cdr(inconnu));
    EXPECT_EQ(answer.code(), "CDR_INTROUVABLE");
    EXPECT_THAT(answer.fields(), ElementsAre("cours_de_route_id CDR_INTROUVABLE"));
}

TEST_F(Receptions, T_REC_02_refuse_a_cdr_that_has_not_arrived_and_leave_no_trace) {
    const auto cdr = monde.cours_au_statut("FRONTIERE", "AB 123");
    const auto before = traces();
    const auto answer = recevoir("operateur", avec_cdr(cdr));
    EXPECT_EQ(answer.status, 409);
    EXPECT_EQ(answer.code(), "CDR_NON_ARRIVE");
    EXPECT_EQ(traces(), before);
    EXPECT_EQ(monde.value("select statut from cours_de_route"), "FRONTIERE");
}

TEST_F(Receptions, T_REC_03_refuse_a_cdr_of_another_product) {
    const auto cdr = monde.cours_au_statut("ARRIVE", "AB 123", essence);
    EXPECT_EQ(recevoir("operateur", avec_cdr(cdr)).code(), "CDR_PRODUIT_DIFFERENT");
}

TEST_F(Receptions, T_REC_04_refuse_an_unknown_tank_and_a_tank_of_another_product) {
    auto answer = recevoir("admin", reception(inconnu, "1000"));
    EXPECT_EQ(answer.code(), "RECEPTION_CITERNE_INTROUVABLE");
    EXPECT_THAT(answer.fields(), ElementsAre("lignes[0].citerne_id RECEPTION_CITERNE_INTROUVABLE"));
    auto body = reception(tank1, "1000");
    body.insert(body.find(R"("index_avant")"), fmt::format(R"("produit_id":"{}",)", essence));
    answer = recevoir("admin", body);
    EXPECT_EQ(answer.code(), "RECEPTION_PRODUIT_INCOMPATIBLE");
}

TEST_F(Receptions, T_REC_05_refuse_more_than_the_free_room_over_all_owners) {
    monde.recevoir(reception(tank1, "300000"));
    monde.recevoir(reception_partenaire(tank1, "180000"));
    const auto answer = recevoir("admin", reception(tank1, "25000"));
    EXPECT_EQ(answer.code(), "RECEPTION_CAPACITE_INSUFFISANTE");
    EXPECT_THAT(answer.body, HasSubstr("20\u202f000 L"));
    EXPECT_EQ(recevoir("admin", reception(tank1, "20000")).status, 201);
}

TEST_F(Receptions, T_REC_05_dated_back_find_the_room_on_every_day_since) {
    const auto dated = [&](int days, std::string_view volume) {
        return recevoir(
            "admin",
            reception(tank1, volume, fmt::format(R"(,"date_reception":"{}")", monde.jour(days))));
    };
    EXPECT_EQ(dated(-5, "300000").status, 201);
    EXPECT_EQ(recevoir("operateur",
                       reception_partenaire(tank1, "150000")
                           .insert(1, fmt::format(R"("date_reception":"{}",)", monde.jour(-3))))
                  .status,
              201);
    monde.sortir(sortie(tank1, "250000"));
    const auto full = dated(-4, "50001");
    EXPECT_EQ(full.code(), "RECEPTION_CAPACITE_INSUFFISANTE");
    EXPECT_THAT(full.body, HasSubstr("50\u202f000"));
    EXPECT_EQ(dated(-4, "20000").status, 201);
    EXPECT_EQ(dated(-3, "30001").code(), "RECEPTION_CAPACITE_INSUFFISANTE");
    EXPECT_EQ(dated(-3, "30000").status, 201);
    EXPECT_EQ(dated(-1, "1").code(), "RECEPTION_CAPACITE_INSUFFISANTE");
    EXPECT_EQ(dated(0, "250000").status, 201);
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(Receptions, keep_the_headroom_of_the_tank_free) {
    monde.run("update citernes set creux_securite = 10000 where nom = 'TANK1'");
    EXPECT_EQ(recevoir("admin", reception(tank1, "490000.001")).code(),
              "RECEPTION_CAPACITE_INSUFFISANTE");
    EXPECT_EQ(recevoir("admin", reception(tank1, "490000")).status, 201);
}

TEST_F(Receptions, T_REC_06_refuse_a_tank_in_maintenance_or_inactive) {
    for (const auto* statut : {"maintenance", "inactive"}) {
        monde.run(fmt::format("update citernes set statut = '{}' where nom = 'TANK1'", statut));
        EXPECT_EQ(recevoir("admin", reception(tank1, "1000")).code(), "RECEPTION_CITERNE_INACTIVE");
    }
}

TEST_F(Receptions, name_an_active_partner_and_product) {
    monde.run("update partenaires set actif = false");
    EXPECT_THAT(recevoir("operateur", reception_partenaire(tank1, "10")).fields(),
                ElementsAre("partenaire_id REFERENTIEL_INACTIF"));
    monde.run("update partenaires set actif = true; update produits set actif = false");
    const auto answer = recevoir("operateur", reception_partenaire(tank1, "10"));
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.fields(), ElementsAre("lignes[0].produit_id REFERENTIEL_INACTIF"));
    monde.run("update produits set actif = true");
    EXPECT_EQ(recevoir("operateur", reception_partenaire(tank1, "10")).status, 201);
}

TEST_F(Receptions, T_REC_07_want_a_partner_from_PARTENAIRE_and_none_from_MONALUXE) {
    auto body = reception_partenaire(tank1, "1000");
    const auto member = fmt::format(R"("partenaire_id":"{}",)", partenaire1);
    body.erase(body.find(member), member.size());
    EXPECT_EQ(recevoir("admin", body).code(), "PARTENAIRE_REQUIS");
    const auto with = fmt::format(R"(,"partenaire_id":"{}")", partenaire1);
    EXPECT_EQ(recevoir("admin", reception(tank1, "1000", with)).code(), "PARTENAIRE_INTERDIT");
    EXPECT_THAT(recevoir("admin", reception_partenaire(tank1, "1000", inconnu)).fields(),
                ElementsAre("partenaire_id REFERENCE_INTROUVABLE"));
}

TEST_F(Receptions, T_REC_08_leave_nothing_when_the_second_tank_is_refused) {
    monde.run("update citernes set capacite_totale = 500 where nom = 'TANK2'");
    const auto before = traces();
    const auto body =
        fmt::format(R"({{"proprietaire_type":"MONALUXE","note":"essai","lignes":[{},{}]}})",
                    ligne(tank1, "1000"), ligne(tank2, "1000"));
    const auto answer = recevoir("admin", body);
    EXPECT_THAT(answer.fields(),
                ElementsAre("lignes[1].index_apres RECEPTION_CAPACITE_INSUFFISANTE"));
    EXPECT_EQ(traces(), before);
}

TEST_F(Receptions, T_REC_09_credit_a_cdr_once_when_two_arrive_together) {
    const auto cdr = monde.cours_au_statut("ARRIVE", "AB 123");
    const Appel appel{"operateur", http::Method::post, "/receptions", avec_cdr(cdr)};
    const auto answers = monde.ensemble({appel, appel});
    const auto& won = answers[answers[0].status == 201 ? 0 : 1];
    const auto& lost = answers[answers[0].status == 201 ? 1 : 0];
    EXPECT_EQ(won.status, 201) << won.body;
    EXPECT_EQ(lost.status, 409);
    EXPECT_EQ(lost.code(), "CDR_DEJA_RECU");
    EXPECT_EQ(monde.ambiant(tank1), "1000.000");
    EXPECT_EQ(monde.value("select statut from cours_de_route"), "DECHARGE");
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(Receptions,
       T_REC_10_want_a_cdr_for_MONALUXE_except_in_a_logical_tank_or_by_the_administrator) {
    EXPECT_EQ(recevoir("operateur", reception(tank1, "1000")).code(), "RECEPTION_CDR_REQUIS");
    EXPECT_EQ(recevoir("operateur", reception(tank_logique, "1000")).status, 201);
    EXPECT_EQ(recevoir("admin", reception(tank1, "1000")).status, 201);
    auto without_note = reception(tank1, "1000");
    without_note.erase(without_note.find(R"("note":"essai",)"), 15);
    EXPECT_EQ(recevoir("admin", without_note).code(), "RECEPTION_NOTE_REQUISE");
}

TEST_F(Receptions, T_REC_11_refuse_a_cdr_on_a_partner_reception) {
    const auto cdr = monde.cours_au_statut("ARRIVE", "AB 123");
    auto body = reception_partenaire(tank1, "1000");
    body.insert(body.size() - 1, fmt::format(R"(,"cours_de_route_id":"{}")", cdr));
    EXPECT_EQ(recevoir("operateur", body).code(), "RECEPTION_CDR_INTERDIT");
}

TEST_F(Receptions, T_REC_12_make_one_row_a_tank_tied_by_the_operation) {
    const auto cdr = monde.cours_au_statut("ARRIVE", "AB 123");
    const auto body = fmt::format(
        R"({{"proprietaire_type":"MONALUXE","cours_de_route_id":"{}","lignes":[{},{}]}})", cdr,
        ligne(tank2, "2000"), ligne(tank1, "1000"));
    const auto answer = recevoir("operateur", body);
    ASSERT_EQ(answer.status, 201) << answer.body;
    const auto operation = json::parse<OperationReception>(answer.body);
    ASSERT_TRUE(operation);
    ASSERT_EQ(operation->receptions.size(), 2U);
    EXPECT_EQ(operation->receptions[0].citerne_id.text(), tank2);
    EXPECT_EQ(operation->receptions[0].operation_id, operation->receptions[1].operation_id);
    EXPECT_EQ(monde.ambiant(tank1), "1000.000");
    EXPECT_EQ(monde.ambiant(tank2), "2000.000");
    EXPECT_EQ(recevoir("operateur", avec_cdr(cdr)).code(), "CDR_DEJA_RECU");
    const auto twice =
        fmt::format(R"({{"proprietaire_type":"MONALUXE","note":"x","lignes":[{},{}]}})",
                    ligne(tank1, "1"), ligne(tank1, "1"));
    EXPECT_EQ(recevoir("admin", twice).code(), "RECEPTION_CITERNE_REPETEE");
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(Receptions, T_REC_13_are_dated_today_or_within_the_window_never_ahead) {
    const auto dated = [&](int days) {
        return recevoir(
            "admin",
            reception(tank1, "10", fmt::format(R"(,"date_reception":"{}")", monde.jour(days))));
    };
    EXPECT_EQ(recevoir("admin", reception(tank1, "10")).status, 201);
    EXPECT_EQ(monde.value("select date_reception from receptions"), monde.jour(0));
    EXPECT_EQ(dated(-30).status, 201);
    EXPECT_EQ(dated(-31).code(), "DATE_TROP_ANCIENNE");
    EXPECT_EQ(dated(1).code(), "DATE_FUTURE_INTERDITE");
    EXPECT_EQ(monde.as_application("admin", "jours.cloturer",
                                   fmt::format("select app.cloturer_jour('{}', '{}', null)::jsonb "
                                               "->> 'jour'",
                                               depot_a, monde.jour(-2))),
              monde.jour(-2));
    EXPECT_EQ(dated(-2).code(), "JOUR_CLOTURE");
    EXPECT_EQ(dated(-1).status, 201);
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(Receptions, T_REC_14_T_INV_03_are_never_changed_or_deleted_by_anybody) {
    monde.recevoir(reception(tank1, "1000"));
    const auto tried = [](db::SyncConnection connection, std::string_view sql) {
        const auto result = connection.run(sql);
        return result ? std::string("done") : std::string(name_of(result.error().code));
    };
    for (const auto* sql :
         {"update receptions set note = 'x'", "delete from receptions", "truncate receptions",
          "update mouvements_stock set delta_ambiant = 0", "delete from mouvements_stock"}) {
        EXPECT_EQ(tried(monde.database().as_owner(), sql), "IMMUTABLE_TRANSACTION") << sql;
        EXPECT_EQ(tried(monde.database().as_superuser(), sql), "IMMUTABLE_TRANSACTION") << sql;
        EXPECT_EQ(tried(monde.database().as_application(), sql), "ROLE_FORBIDDEN") << sql;
    }
    for (const auto* sql :
         {"update stocks_snapshot set stock_ambiant = 0", "delete from stocks_journaliers"})
        EXPECT_EQ(tried(monde.database().as_superuser(), sql), "STOCK_WRITE_FORBIDDEN") << sql;
}

TEST_F(Receptions, T_REC_15_are_listed_with_their_names_even_when_the_tank_is_inactive) {
    const auto cdr = monde.cours_au_statut("ARRIVE", "AB 123");
    ASSERT_EQ(recevoir("operateur", avec_cdr(cdr)).status, 201);
    monde.recevoir(reception_partenaire(tank2, "500"));
    monde.recevoir(reception(tank1, "200"));
    monde.sortir(sortie(tank1, "1200"));
    monde.run("update citernes set statut = 'inactive' where nom = 'TANK1'");
    const auto answer = monde.get("operateur", "/receptions?tri=volume_ambiant&total=true");
    ASSERT_EQ(answer.status, 200) << answer.body;
    EXPECT_THAT(answer.column("citerne_nom"), ElementsAre("TANK1", "TANK2", "TANK1"));
    EXPECT_THAT(answer.column("source_nom"), ElementsAre("null", "Partenaire 1", "Fournisseur A"));
    EXPECT_THAT(answer.column("plaque_camion"), ElementsAre("null", "null", "AB 123"));
    EXPECT_EQ(answer.text("total"), "3");
}

TEST_F(Receptions, name_every_missing_or_wrong_reading_at_once) {
    const auto body = fmt::format(
        R"({{"proprietaire_type":"MONALUXE","note":"x","lignes":[{{"citerne_id":"{}","index_avant":-1,"index_apres":5}},)"
        R"({{"citerne_id":"{}","index_avant":10,"index_apres":10,"temperature_ambiante_c":61,"densite_observee_kgm3":700}}]}})",
        tank1, tank2);
    const auto answer = recevoir("operateur", body);
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(answer.code(), "DONNEES_INVALIDES");
    EXPECT_THAT(answer.fields(),
                ElementsAre("lignes[0].index_avant RECEPTION_INDEX_NEGATIF",
                            "lignes[0].temperature_ambiante_c RECEPTION_INPUT_MISSING",
                            "lignes[0].densite_observee_kgm3 RECEPTION_INPUT_MISSING",
                            "lignes[1].index_apres RECEPTION_INDEX_INCOHERENT",
                            "lignes[1].densite_observee_kgm3 ASTM_LOOKUP_OUT_OF_DOMAIN_DENS",
                            "lignes[1].temperature_ambiante_c ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP",
                            "cours_de_route_id RECEPTION_CDR_REQUIS"));
}

TEST_F(Receptions, T_REC_02_T_REC_04_say_what_the_server_sees_and_what_the_database_sees_at_once) {
    const auto cdr = monde.cours_au_statut("FRONTIERE", "AB 123");
    const auto before = traces();
    const auto body = [&](std::string_view first) {
        return fmt::format(
            R"({{"proprietaire_type":"MONALUXE","cours_de_route_id":"{}","date_reception":"{}","lignes":[)"
            R"({{"citerne_id":"{}","index_avant":-900000,"index_apres":5,"temperature_ambiante_c":61,"densite_observee_kgm3":837}},{},{}]}})",
            cdr, monde.jour(1), first, ligne(tank2, "500001"), ligne(tank_logique, "10"));
    };
    const auto answer = recevoir("operateur", body(tank1));
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(answer.code(), "DONNEES_INVALIDES");
    // Of the first line no room is judged: how much it moves is not known.
    EXPECT_THAT(answer.fields(),
                ElementsAre("lignes[0].index_avant RECEPTION_INDEX_NEGATIF",
                            "lignes[0].temperature_ambiante_c ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP",
                            "cours_de_route_id CDR_NON_ARRIVE", "note RECEPTION_NOTE_REQUISE",
                            "date_reception DATE_FUTURE_INTERDITE",
                            "lignes[1].index_apres RECEPTION_CAPACITE_INSUFFISANTE"));
    // Of a depot where the caller may not act nothing is said.
    const auto elsewhere = recevoir("operateur", body(tank_b));
    EXPECT_EQ(elsewhere.code(), "HORS_DEPOT");
    EXPECT_THAT(elsewhere.fields(), IsEmpty());
    EXPECT_EQ(traces(), before);
}

TEST_F(Receptions,
       T_REC_02_T_REC_05_T_REC_06_T_REC_13_say_at_once_everything_that_only_the_database_knows) {
    monde.run("update citernes set statut = 'maintenance' where nom = 'TANK2'");
    const auto before = traces();
    const auto body = fmt::format(
        R"({{"proprietaire_type":"MONALUXE","cours_de_route_id":"{}","date_reception":"{}","lignes":[{},{},{}]}})",
        monde.cours_au_statut("FRONTIERE", "AB 123"), monde.jour(1), ligne(tank1, "500001"),
        ligne(tank2, "10"), ligne(tank_logique, "10"));
    const auto answer = recevoir("operateur", body);
    EXPECT_EQ(answer.status, 409);
    EXPECT_EQ(answer.code(), "CDR_NON_ARRIVE");
    EXPECT_THAT(answer.fields(),
                ElementsAre("cours_de_route_id CDR_NON_ARRIVE",
                            "lignes[1].citerne_id RECEPTION_CITERNE_INACTIVE",
                            "note RECEPTION_NOTE_REQUISE", "date_reception DATE_FUTURE_INTERDITE",
                            "lignes[0].index_apres RECEPTION_CAPACITE_INSUFFISANTE"));
    EXPECT_THAT(answer.body, HasSubstr("à la frontière"));
    EXPECT_THAT(answer.body, HasSubstr("500\u202f000 L"));
    EXPECT_EQ(traces(), before);
}

TEST_F(Receptions, name_the_limit_of_the_standard_when_the_product_admits_more) {
    monde.run("update produits set densite_max_kgm3 = 1300 where code = 'G.O'");
    const auto body = fmt::format(R"({{"proprietaire_type":"MONALUXE","note":"x","lignes":[{}]}})",
                                  ligne(tank1, "1000", "20", "1290"));
    const auto answer = recevoir("admin", body);
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.fields(),
                ElementsAre("lignes[0].densite_observee_kgm3 RECEPTION_VOLUMETRICS_FAILED"));
}

TEST_F(Receptions, T_VOL_04_T_VOL_06_accept_the_bounds_of_each_product_and_name_them_outside) {
    const auto posted = [&](std::string_view citerne, std::string_view t, std::string_view d) {
        return recevoir(
            "admin", fmt::format(R"({{"proprietaire_type":"MONALUXE","note":"x","lignes":[{}]}})",
                                 ligne(citerne, "100", t, d)));
    };
    monde.run("update produits set densite_min_kgm3 = 820, densite_max_kgm3 = 860, "
              "temperature_min_c = 10, "
              "temperature_max_c = 40 where code = 'G.O'");
    EXPECT_EQ(posted(tank1, "40", "860").status, 201);
    EXPECT_EQ(posted(tank1, "10", "820").status, 201);
    const auto dense = posted(tank1, "40", "860.1");
    EXPECT_EQ(dense.code(), "ASTM_LOOKUP_OUT_OF_DOMAIN_DENS");
    EXPECT_THAT(dense.body, HasSubstr("820"));
    EXPECT_THAT(dense.body, HasSubstr("860"));
    EXPECT_EQ(posted(tank1, "40.1", "860").code(), "ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP");
    EXPECT_EQ(posted(tank1, "9.99", "840").code(), "ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP");
    EXPECT_EQ(posted(tank3, "25", "740").status, 201);
    EXPECT_EQ(posted(tank3, "25", "840").code(), "ASTM_LOOKUP_OUT_OF_DOMAIN_DENS");
}

TEST_F(Receptions, T_VOL_05_refuse_density_900_at_19_degrees) {
    monde.run("update produits set densite_max_kgm3 = 860 where code = 'G.O'");
    const auto body = fmt::format(R"({{"proprietaire_type":"MONALUXE","note":"x","lignes":[{}]}})",
                                  ligne(tank1, "1000", "19", "900"));
    EXPECT_EQ(recevoir("admin", body).code(), "ASTM_LOOKUP_OUT_OF_DOMAIN_DENS");
}

TEST_F(Receptions, compute_with_the_settings_of_now_even_when_those_in_memory_are_stale) {
    monde.recevoir(reception(tank1, "1000"));
    ASSERT_TRUE(monde.reglages.current());
    monde.run(
        "update depots set edition = 'D1250_1980', arrondi_reception_l = 1 where code = 'DA'");
    const auto answer = recevoir("admin", reception(tank1, "1000"));
    ASSERT_EQ(answer.status, 201) << answer.body;
    const auto r = json::parse<OperationReception>(answer.body)->receptions.front();
    EXPECT_EQ(r.edition, correction::Edition::D1250_1980);
    EXPECT_EQ(r.mode_vcf, correction::ArrondiFacteur::TABLE_4);
    EXPECT_EQ(r.vcf.text(), "0.9958000000");
    EXPECT_EQ(r.densite_a_15_kgm3.text(), "840.4000");
    EXPECT_EQ(r.volume_15c.text(), "996.000");
    EXPECT_EQ(r.volume_15c_exact.text(), "995.800");
}

TEST_F(Receptions, never_refuse_because_of_stale_settings) {
    monde.recevoir(reception(tank1, "1000"));
    monde.run("update produits set temperature_min_c = -10 where code = 'G.O'");
    const auto body = fmt::format(R"({{"proprietaire_type":"MONALUXE","note":"x","lignes":[{}]}})",
                                  ligne(tank1, "1000", "-5", "850"));
    EXPECT_EQ(recevoir("admin", body).status, 201);
}

TEST_F(Receptions, take_one_round_trip_once_the_settings_are_in_memory) {
    monde.recevoir(reception(tank1, "1000"));
    const auto before = monde.exchanges();
    ASSERT_EQ(recevoir("admin", reception(tank1, "1000")).status, 201);
    EXPECT_EQ(monde.exchanges() - before, 1U);
}

TEST_F(Receptions, T_SEC_02_know_the_tanks_of_who_enters_them_only) {
    for (int i = 0; i < 2; ++i) { // nothing in memory, then the other depot's
        EXPECT_EQ(recevoir("operateur@B", reception_partenaire(tank1, "1000")).code(),
                  "HORS_DEPOT");
        EXPECT_EQ(recevoir("operateur@B", reception_partenaire(inconnu, "1000")).code(),
                  "RECEPTION_CITERNE_INTROUVABLE");
        EXPECT_EQ(recevoir("operateur", reception_partenaire(tank1, "1000")).status, 201);
        EXPECT_EQ(recevoir("operateur@B", reception_partenaire(tank_b, "1000")).status, 201);
    }
    const auto before = monde.exchanges();
    ASSERT_EQ(recevoir("operateur", reception_partenaire(tank1, "1000")).status, 201);
    ASSERT_EQ(recevoir("operateur@B", reception_partenaire(tank_b, "1000")).status, 201);
    EXPECT_EQ(monde.exchanges() - before, 2U);
}

TEST_F(Receptions, done_twice_with_one_key_are_posted_once_and_answered_alike) {
    const auto first = recevoir("admin", reception(tank1, "1000"), "cle-essai-1");
    const auto again = recevoir("admin", reception(tank1, "1000"), "cle-essai-1");
    EXPECT_EQ(first.status, 201);
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.header("Idempotency-Replayed"), "true");
    EXPECT_EQ(recevoir("admin", reception(tank1, "1001"), "cle-essai-1").code(),
              "CLE_IDEMPOTENCE_REUTILISEE");
    EXPECT_EQ(monde.ambiant(tank1), "1000.000");
}

TEST_F(Receptions, sent_together_with_one_key_are_posted_once_and_answered_alike) {
    const Appel appel{"admin",
                      http::Method::post,
                      "/receptions",
                      reception(tank1, "1000"),
                      {{"Idempotency-Key", "cle-essai-2"}}};
    const auto answers = monde.ensemble({appel, appel, appel, appel});
    for (const auto& answer : answers) {
        EXPECT_EQ(answer.status, 201) << answer.body;
        EXPECT_EQ(answer.body, answers.front().body);
    }
    EXPECT_EQ(monde.value("select count(*) from receptions"), "1");
}

TEST_F(Receptions, belong_to_the_depot_of_who_enters_them) {
    EXPECT_EQ(recevoir("operateur@B", reception_partenaire(tank1, "1000")).code(), "HORS_DEPOT");
    EXPECT_EQ(recevoir("gerant@B", reception_partenaire(tank1, "1000")).code(), "HORS_DEPOT");
    EXPECT_EQ(recevoir("operateur@B", reception_partenaire(tank_b, "1000")).status, 201);
    for (const auto* role : {"pca", "lecture", "finance"})
        EXPECT_EQ(recevoir(role, reception_partenaire(tank1, "1000")).code(), "ROLE_FORBIDDEN")
            << role;
    const auto id = monde.value("select id from receptions");
    EXPECT_EQ(monde.get("operateur", "/receptions/" + id).status, 404);
    EXPECT_THAT(monde.get("operateur", "/receptions").column("id"), IsEmpty());
    EXPECT_THAT(monde.get("gerant", "/receptions").column("id"), ElementsAre(id));
    const auto both =
        fmt::format(R"({{"proprietaire_type":"MONALUXE","note":"x","lignes":[{},{}]}})",
                    ligne(tank1, "1"), ligne(tank_b, "1"));
    EXPECT_EQ(recevoir("admin", both).code(), "DEPOTS_MULTIPLES");
}

TEST_F(Receptions, show_their_corrections_and_the_other_tanks_in_their_file) {
    const auto body =
        fmt::format(R"({{"proprietaire_type":"MONALUXE","note":"x","lignes":[{},{}]}})",
                    ligne(tank1, "1000"), ligne(tank2, "2000"));
    const auto id = monde.recevoir(body);
    ASSERT_EQ(monde
                  .post("admin", "/receptions/" + id + "/compensation",
                        R"({"raison":"saisie en double"})")
                  .status,
              201);
    const auto answer = monde.get("admin", "/receptions/" + id);
    const auto detail = json::parse<DetailReception>(answer.body);
    ASSERT_TRUE(detail) << answer.body;
    EXPECT_TRUE(detail->compensee);
    EXPECT_EQ(detail->net_ambiant.text(), "0.000");
    EXPECT_EQ(detail->net_15c.text(), "0.000");
    ASSERT_EQ(detail->ajustements.size(), 1U);
    EXPECT_EQ(detail->ajustements[0].reason, "[COMPENSATION] saisie en double");
    ASSERT_EQ(detail->autres_lignes.size(), 1U);
    EXPECT_EQ(detail->autres_lignes[0].citerne_nom, "TANK2");
    for (const auto* role : {"admin", "pca", "finance"}) {
        EXPECT_THAT(monde.get(role, "/receptions?tri=volume_ambiant").column("compensee"),
                    ElementsAre("true", "false"));
        EXPECT_EQ(monde.get(role, "/receptions/" + id).text("net_ambiant"), "0E0") << role;
    }
    EXPECT_THAT(monde.get("pca", "/receptions/" + id).text("ajustements"),
                "[]"); // counts, but not theirs to read
    EXPECT_EQ(monde.get("admin", fmt::format("/receptions/{}", inconnu)).code(),
              "RESSOURCE_INTROUVABLE");
}

TEST_F(Receptions, are_paged_and_filtered_by_every_column_that_is_shown) {
    for (const auto* volume : {"100", "300", "200"})
        monde.recevoir(reception(tank1, volume));
    monde.recevoir(reception_partenaire(tank2, "400"));
    auto page = monde.get("admin", "/receptions?tri=-volume_ambiant&limite=3");
    EXPECT_THAT(page.column("volume_ambiant"), ElementsAre("4E2", "3E2", "2E2"));
    const auto cursor = page.text("curseur_suivant");
    page = monde.get("admin", "/receptions?tri=-volume_ambiant&limite=3&curseur=" + cursor);
    EXPECT_THAT(page.column("volume_ambiant"), ElementsAre("1E2"));
    EXPECT_EQ(page.text("curseur_suivant"), "null");
    for (const auto* tri :
         {"date_reception", "numero", "volume_15c", "temperature_ambiante_c",
          "densite_observee_kgm3", "densite_a_15_kgm3", "proprietaire_type", "created_at",
          "depot_nom", "citerne_nom", "produit_nom", "source_nom", "cdr_numero", "plaque_camion"}) {
        const auto first = monde.get("admin", fmt::format("/receptions?limite=2&tri={}", tri));
        ASSERT_EQ(first.status, 200) << tri << first.body;
        const auto next = monde.get("admin", fmt::format("/receptions?limite=2&tri={}&curseur={}",
                                                         tri, first.text("curseur_suivant")));
        auto ids = first.column("id");
        for (auto& id : next.column("id"))
            ids.push_back(std::move(id));
        std::ranges::sort(ids);
        EXPECT_EQ(std::ranges::unique(ids).size(), 0U) << tri;
        EXPECT_EQ(ids.size(), 4U) << tri << next.body;
    }
    const auto today = monde.value("select app.jour_du_depot('Africa/Lubumbashi')");
    const auto filter = fmt::format(
        "/receptions?depot_id={}&citerne_id={}&produit_id={}&proprietaire_type=PARTENAIRE&"
        "partenaire_id={}&du={}&au={}&q=partenaire%201",
        depot_a, tank2, gasoil, partenaire1, today, today);
    EXPECT_THAT(monde.get("admin", filter).column("volume_ambiant"), ElementsAre("4E2"));
}

} // namespace

} // namespace mlpp::receptions
