// Goal: every rule of a sortie holds through the API on a real database, and nothing is left of a
// refused one.
#include "modules/sorties/types.h"
#include "pg/monde.h"
#include "platform/json/json.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace mlpp::sorties {

namespace {

using namespace mlpp::pgtest;
using testing::ElementsAre;
using testing::HasSubstr;

class Sorties : public testing::Test {
protected:
    Answer sortir(std::string_view role, std::string_view body, std::string_view key = {}) {
        return monde.post(role, "/sorties", body, key);
    }

    std::string traces() {
        return monde.value("select (select count(*) from sorties_produit) || ' ' || (select "
                           "count(*) from mouvements_stock) "
                           "|| ' ' || (select sum(stock_ambiant) from stocks_snapshot) || ' ' || "
                           "(select count(*) from "
                           "log_actions where action like 'SORTIE%') || ' ' || (select count(*) "
                           "from compteurs where type = 'SOR')");
    }

    Answer ajuster(std::string_view delta, std::string_view raison) {
        return monde.post(
            "admin", "/ajustements/manuel",
            fmt::format(
                R"({{"citerne_id":"{}","proprietaire_type":"MONALUXE","delta_ambiant":{},"delta_15c":{},"raison":"{}"}})",
                tank1, delta, delta, raison));
    }

    Monde monde;
};

TEST_F(Sorties, post_the_figures_of_the_engine_and_answer_the_row_as_stored) {
    monde.recevoir(reception(tank1, "10000"));
    const auto answer = sortir(
        "operateur", sortie(tank1, "1000", R"(,"chauffeur_nom":"Jo","plaque_camion":"AB 1")"));
    ASSERT_EQ(answer.status, 201) << answer.body;
    const auto operation = json::parse<OperationSortie>(answer.body);
    ASSERT_TRUE(operation) << answer.body;
    const auto& s = operation->sorties.front();
    EXPECT_EQ(s.volume_ambiant.text(), "1000.000");
    EXPECT_EQ(s.chauffeur_nom, "Jo");
    EXPECT_THAT(s.numero, testing::MatchesRegex("SOR-[0-9]{4}-000001"));
    EXPECT_EQ(answer.header("Location"),
              "/api/v1/sorties?operation_id=" + operation->operation_id.text());
    EXPECT_EQ(monde.ambiant(tank1), "9000.000");
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(Sorties,
       T_SOR_01_MONALUXE_needs_a_client_and_PARTENAIRE_a_partner_and_neither_takes_the_other) {
    monde.recevoir(reception(tank1, "10000"));
    monde.recevoir(reception_partenaire(tank1, "10000"));
    auto without = sortie(tank1, "100");
    const auto member = fmt::format(R"("client_id":"{}",)", client);
    without.erase(without.find(member), member.size());
    EXPECT_THAT(sortir("operateur", without).fields(), ElementsAre("client_id BENEFICIAIRE_XOR"));
    const auto both = fmt::format(R"(,"partenaire_id":"{}")", partenaire1);
    EXPECT_THAT(sortir("operateur", sortie(tank1, "100", both)).fields(),
                ElementsAre("partenaire_id BENEFICIAIRE_XOR"));
    auto partner = sortie_partenaire(tank1, "100");
    partner.insert(1, member);
    EXPECT_EQ(sortir("operateur", partner).code(), "BENEFICIAIRE_XOR");
    EXPECT_EQ(sortir("operateur", sortie_partenaire(tank1, "100")).status, 201);
    auto nobody = sortie(tank1, "100");
    nobody.erase(nobody.find(R"("proprietaire_type":"MONALUXE",)"), 31);
    EXPECT_EQ(sortir("operateur", nobody).code(), "SORTIE_PROPRIETAIRE_INVALIDE");
}

TEST_F(Sorties, T_SOR_02_leave_no_row_no_stock_change_and_no_log_when_stock_is_short) {
    monde.recevoir(reception(tank1, "500"));
    const auto before = traces();
    const auto answer = sortir("operateur", sortie(tank1, "500.001"));
    EXPECT_EQ(answer.code(), "SORTIE_STOCK_INSUFFISANT_AMB");
    EXPECT_THAT(answer.body, HasSubstr(" 500 L"));
    EXPECT_EQ(traces(), before);
}

TEST_F(Sorties, T_SOR_03_refuse_a_line_that_never_had_stock) {
    EXPECT_EQ(sortir("operateur", sortie(tank1, "1")).code(), "SORTIE_STOCK_INTROUVABLE");
    EXPECT_EQ(monde.stock(tank1), "");
}

TEST_F(Sorties, T_SOR_04_let_one_of_two_pass_when_together_they_exceed_the_stock) {
    monde.recevoir(reception(tank1, "1000"));
    const Appel appel{"operateur", http::Method::post, "/sorties", sortie(tank1, "600")};
    const auto answers = monde.ensemble({appel, appel});
    const auto accepted = std::ranges::count(answers, 201, &Answer::status);
    EXPECT_EQ(accepted, 1);
    EXPECT_EQ(answers[answers[0].status == 201 ? 1 : 0].code(), "SORTIE_STOCK_INSUFFISANT_AMB");
    EXPECT_EQ(monde.ambiant(tank1), "400.000");
}

TEST_F(Sorties, T_SOR_05_refuse_a_tank_in_maintenance_or_inactive) {
    monde.recevoir(reception(tank1, "1000"));
    monde.run("update citernes set statut = 'maintenance' where nom = 'TANK1'");
    EXPECT_EQ(sortir("operateur", sortie(tank1, "1")).code(), "SORTIE_CITERNE_INACTIVE");
    monde.run("update citernes set statut = 'active' where nom = 'TANK1'");
    monde.sortir(sortie(tank1, "1000"));
    monde.run("update citernes set statut = 'inactive' where nom = 'TANK1'");
    EXPECT_EQ(sortir("operateur", sortie(tank1, "1")).code(), "SORTIE_CITERNE_INACTIVE");
}

TEST_F(Sorties, T_SOR_06_draw_down_to_the_minimum_and_not_one_litre_more) {
    monde.recevoir(reception(tank1, "10000"));
    monde.run("update citernes set stock_minimum = 2000 where nom = 'TANK1'");
    EXPECT_EQ(sortir("operateur", sortie(tank1, "8000")).status, 201);
    EXPECT_EQ(sortir("operateur", sortie(tank1, "1")).code(), "SORTIE_CAPACITE_SECURITE");
}

TEST_F(Sorties, compare_the_minimum_with_the_tank_over_all_owners) {
    monde.recevoir(reception(tank1, "10000"));
    monde.recevoir(reception_partenaire(tank1, "500"));
    monde.run("update citernes set stock_minimum = 2000 where nom = 'TANK1'");
    EXPECT_EQ(sortir("operateur", sortie_partenaire(tank1, "500")).status, 201);
    EXPECT_EQ(sortir("operateur", sortie(tank1, "8001")).code(), "SORTIE_CAPACITE_SECURITE");
    EXPECT_EQ(sortir("operateur", sortie(tank1, "10001")).code(), "SORTIE_STOCK_INSUFFISANT_AMB");
}

TEST_F(Sorties, T_SOR_07_T_INV_03_are_never_changed_or_deleted_by_anybody) {
    monde.recevoir(reception(tank1, "1000"));
    monde.sortir(sortie(tank1, "100"));
    for (const auto* sql : {"update sorties_produit set volume_ambiant = 1",
                            "delete from sorties_produit", "truncate sorties_produit"}) {
        auto owner = monde.database().as_owner();
        EXPECT_EQ(owner.run(sql).error().code, Code::IMMUTABLE_TRANSACTION) << sql;
        auto superuser = monde.database().as_superuser();
        EXPECT_EQ(superuser.run(sql).error().code, Code::IMMUTABLE_TRANSACTION) << sql;
    }
    EXPECT_EQ(
        monde.del("admin", "/sorties/" + monde.value("select id from sorties_produit")).code(),
        "METHODE_REFUSEE");
}

TEST_F(Sorties, T_SOR_08_T_REG_08_debit_the_volume_at_15_degrees_that_the_row_holds) {
    monde.recevoir(reception(tank1, "10000"));
    monde.sortir(sortie(tank1, "1000"));
    EXPECT_EQ(monde.value("select delta_15c = -volume_15c and volume_15c > 0 from mouvements_stock "
                          "m join sorties_produit s on "
                          "s.id = m.document_id"),
              "t");
}

TEST_F(Sorties, T_SOR_09_need_no_driver_plate_or_carrier) {
    monde.recevoir(reception(tank1, "1000"));
    EXPECT_EQ(sortir("operateur", sortie(tank1, "100")).status, 201);
    const auto with = fmt::format(R"(,"transporteur_id":"{}")", transporteur);
    EXPECT_EQ(sortir("operateur", sortie(tank1, "100", with)).status, 201);
    const auto unknown = fmt::format(R"(,"transporteur_id":"{}")", inconnu);
    EXPECT_THAT(sortir("operateur", sortie(tank1, "100", unknown)).fields(),
                ElementsAre("transporteur_id REFERENCE_INTROUVABLE"));
}

TEST_F(Sorties, name_an_active_client_partner_carrier_and_product) {
    monde.recevoir(reception(tank1, "1000"));
    monde.recevoir(reception_partenaire(tank1, "1000"));
    const auto with_carrier =
        sortie(tank1, "10", fmt::format(R"(,"transporteur_id":"{}")", transporteur));

    const struct {
        std::string_view relation;
        std::string body;
        std::string_view refusal;
    } cases[] = {
        {"clients", sortie(tank1, "10"), "client_id REFERENTIEL_INACTIF"},
        {"partenaires", sortie_partenaire(tank1, "10"), "partenaire_id REFERENTIEL_INACTIF"},
        {"transporteurs", with_carrier, "transporteur_id REFERENTIEL_INACTIF"},
        {"produits", sortie(tank1, "10"), "lignes[0].produit_id REFERENTIEL_INACTIF"},
    };

    for (const auto& [relation, body, refusal] : cases) {
        monde.run(fmt::format("update {} set actif = false", relation));
        const auto answer = sortir("operateur", body);
        EXPECT_EQ(answer.status, 422) << answer.body;
        EXPECT_THAT(answer.fields(), ElementsAre(refusal));
        monde.run(fmt::format("update {} set actif = true", relation));
        EXPECT_EQ(sortir("operateur", body).status, 201) << relation;
    }
}

TEST_F(Sorties, of_people_who_became_inactive_are_read_and_compensated) {
    monde.recevoir(reception(tank1, "1000"));
    const auto id = monde.sortir(sortie(tank1, "100"));
    monde.run("update clients set actif = false");
    EXPECT_THAT(monde.get("lecture", "/sorties/" + id).body, HasSubstr("Client A"));
    EXPECT_EQ(
        monde.post("admin", "/sorties/" + id + "/compensation", R"({"raison":"camion refusé"})")
            .status,
        201);
}

TEST_F(Sorties, T_SOR_10_are_dated_today_or_within_the_window_never_ahead) {
    monde.recevoir(
        reception(tank1, "1000", fmt::format(R"(,"date_reception":"{}")", monde.jour(-30))));
    const auto dated = [&](int days) {
        return sortir("operateur",
                      sortie(tank1, "10", fmt::format(R"(,"date_sortie":"{}")", monde.jour(days))));
    };
    EXPECT_EQ(dated(0).status, 201);
    EXPECT_EQ(dated(-30).status, 201);
    EXPECT_EQ(dated(-31).code(), "DATE_TROP_ANCIENNE");
    EXPECT_EQ(dated(1).code(), "DATE_FUTURE_INTERDITE");
}

TEST_F(Sorties, T_SOR_02_dated_back_take_no_day_since_below_zero) {
    const auto dated = [&](int days, std::string_view volume) {
        return sortir("operateur", sortie(tank1, volume,
                                          fmt::format(R"(,"date_sortie":"{}")", monde.jour(days))));
    };
    monde.recevoir(
        reception(tank1, "1000", fmt::format(R"(,"date_reception":"{}")", monde.jour(-5))));
    monde.sortir(sortie(tank1, "700", fmt::format(R"(,"date_sortie":"{}")", monde.jour(-2))));
    monde.recevoir(reception(tank1, "9000"));
    const auto before = traces();
    const auto short_by_one = dated(-4, "301");
    EXPECT_EQ(short_by_one.code(), "SORTIE_STOCK_INSUFFISANT_AMB");
    EXPECT_THAT(short_by_one.body, HasSubstr(fmt::format("au {} : 300 L", monde.jour(-2))));
    EXPECT_EQ(dated(-6, "1").code(), "SORTIE_STOCK_INSUFFISANT_AMB");
    EXPECT_EQ(traces(), before);
    EXPECT_EQ(dated(-4, "300").status, 201);
    EXPECT_EQ(dated(0, "9000").status, 201);
    EXPECT_EQ(monde.value("select min(stock_ambiant) from stocks_journaliers"), "0.000");
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(Sorties, T_SOR_06_dated_back_leave_the_minimum_on_every_day_since) {
    const auto dated = [&](int days, std::string_view volume) {
        return sortir("operateur", sortie(tank1, volume,
                                          fmt::format(R"(,"date_sortie":"{}")", monde.jour(days))));
    };
    monde.run("update citernes set stock_minimum = 2000 where nom = 'TANK1'");
    monde.recevoir(
        reception(tank1, "6000", fmt::format(R"(,"date_reception":"{}")", monde.jour(-5))));
    monde.recevoir(reception_partenaire(tank1, "1000")
                       .insert(1, fmt::format(R"("date_reception":"{}",)", monde.jour(-3))));
    monde.recevoir(reception(tank1, "50000"));
    EXPECT_EQ(dated(-5, "4001").code(), "SORTIE_CAPACITE_SECURITE");
    EXPECT_EQ(dated(-3, "5001").code(), "SORTIE_CAPACITE_SECURITE");
    EXPECT_EQ(dated(-4, "4000").status, 201);
    EXPECT_EQ(dated(-2, "1001").code(), "SORTIE_CAPACITE_SECURITE");
    EXPECT_EQ(dated(-2, "1000").status, 201);
    EXPECT_EQ(dated(-1, "1").code(), "SORTIE_CAPACITE_SECURITE");
    EXPECT_EQ(dated(0, "1").status, 201);
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(Sorties, T_SOR_02_T_SOR_05_T_SOR_10_say_at_once_everything_that_only_the_database_knows) {
    monde.recevoir(reception(tank1, "500"));
    monde.recevoir(reception(tank_logique, "500"));
    EXPECT_EQ(monde.as_application("admin", "jours.cloturer",
                                   fmt::format("select app.cloturer_jour('{}', '{}', null)::jsonb "
                                               "->> 'jour'",
                                               depot_a, monde.jour(-1))),
              monde.jour(-1));
    monde.run("update clients set actif = false; update transporteurs set actif = false; "
              "update citernes set statut = 'maintenance' where nom = 'TANK2'");
    const auto before = traces();
    const auto body = fmt::format(
        R"({{"proprietaire_type":"MONALUXE","client_id":"{}","transporteur_id":"{}","date_sortie":"{}","lignes":[{},{},{}]}})",
        client, transporteur, monde.jour(-2), ligne(tank1, "501"), ligne(tank2, "10"),
        ligne(tank_logique, "10"));
    const auto answer = sortir("operateur", body);
    EXPECT_EQ(answer.status, 422);
    EXPECT_EQ(answer.code(), "SORTIE_CITERNE_INACTIVE");
    EXPECT_THAT(answer.fields(),
                ElementsAre("lignes[1].citerne_id SORTIE_CITERNE_INACTIVE",
                            "note SORTIE_NOTE_REQUISE", "client_id REFERENTIEL_INACTIF",
                            "transporteur_id REFERENTIEL_INACTIF", "date_sortie JOUR_CLOTURE",
                            "lignes[0].index_apres SORTIE_STOCK_INSUFFISANT_AMB"));
    EXPECT_THAT(answer.body, HasSubstr(" 500 L"));
    EXPECT_EQ(traces(), before);
}

TEST_F(Sorties, T_SOR_11_sent_twice_with_one_key_are_posted_once) {
    monde.recevoir(reception(tank1, "1000"));
    const Appel appel{"operateur",
                      http::Method::post,
                      "/sorties",
                      sortie(tank1, "600"),
                      {{"Idempotency-Key", "double-clic-1"}}};
    const auto answers = monde.ensemble({appel, appel});
    EXPECT_EQ(answers[0].status, 201);
    EXPECT_EQ(answers[0].body, answers[1].body);
    EXPECT_EQ(sortir("operateur", sortie(tank1, "600"), "double-clic-1").body, answers[0].body);
    EXPECT_EQ(monde.ambiant(tank1), "400.000");
}

TEST_F(Sorties, T_SOR_12_take_densities_in_kilograms_per_cubic_metre_everywhere) {
    monde.recevoir(reception(tank1, "1000"));
    const auto with_density = [&](std::string_view densite) {
        return sortir(
            "operateur",
            fmt::format(R"({{"proprietaire_type":"MONALUXE","client_id":"{}","lignes":[{}]}})",
                        client, ligne(tank1, "10", "20", densite)));
    };
    EXPECT_EQ(with_density("830").status, 201);
    EXPECT_EQ(with_density("0.83").code(), "ASTM_LOOKUP_OUT_OF_DOMAIN_DENS");
}

TEST_F(Sorties, T_SOR_13_count_a_negative_adjustment_as_gone) {
    monde.recevoir(reception(tank1, "1000"));
    ASSERT_EQ(ajuster("-300", "perte au jaugeage").status, 201);
    const auto answer = sortir("operateur", sortie(tank1, "800"));
    EXPECT_EQ(answer.code(), "SORTIE_STOCK_INSUFFISANT_AMB");
    EXPECT_THAT(answer.body, HasSubstr(" 700 L"));
}

TEST_F(Sorties, T_SOR_14_count_a_positive_adjustment_as_available) {
    monde.recevoir(reception(tank1, "1000"));
    ASSERT_EQ(ajuster("500", "trouvé au jaugeage").status, 201);
    EXPECT_EQ(sortir("operateur", sortie(tank1, "1400")).status, 201);
    EXPECT_EQ(monde.ambiant(tank1), "100.000");
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(Sorties, T_SOR_15_refuse_a_contradiction_of_owner_and_beneficiary_instead_of_relabelling) {
    monde.recevoir(reception_partenaire(tank1, "1000"));
    auto body = sortie_partenaire(tank1, "100");
    body.replace(body.find("PARTENAIRE"), 10, "MONALUXE");
    const auto answer = sortir("operateur", body);
    EXPECT_EQ(answer.code(), "BENEFICIAIRE_XOR");
    EXPECT_EQ(monde.ambiant(tank1, partenaire1), "1000.000");
}

TEST_F(Sorties, T_OWN_03_T_INV_07_of_MONALUXE_never_take_a_partners_litres) {
    monde.recevoir(reception(tank1, "500"));
    monde.recevoir(reception_partenaire(tank1, "9000"));
    EXPECT_EQ(sortir("operateur", sortie(tank1, "600")).code(), "SORTIE_STOCK_INSUFFISANT_AMB");
    EXPECT_EQ(monde.ambiant(tank1), "500.000");
    EXPECT_EQ(monde.ambiant(tank1, partenaire1), "9000.000");
}

TEST_F(Sorties, T_OWN_04_of_one_partner_never_take_anothers_litres) {
    monde.recevoir(reception_partenaire(tank1, "500", partenaire1));
    monde.recevoir(reception_partenaire(tank1, "900", partenaire2));
    EXPECT_EQ(sortir("operateur", sortie_partenaire(tank1, "600", partenaire1)).code(),
              "SORTIE_STOCK_INSUFFISANT_AMB");
    EXPECT_EQ(sortir("operateur", sortie_partenaire(tank1, "600", partenaire2)).status, 201);
    EXPECT_EQ(monde.ambiant(tank1, partenaire1), "500.000");
    EXPECT_EQ(monde.ambiant(tank1, partenaire2), "300.000");
}

TEST_F(Sorties, T_INV_06_are_decided_by_ambient_volume_whatever_is_left_at_15_degrees) {
    monde.recevoir(reception(tank1, "1000"));
    // Cooler than it came: the same litres weigh more at 15 °C than the line holds.
    const auto cold =
        fmt::format(R"({{"proprietaire_type":"MONALUXE","client_id":"{}","lignes":[{}]}})", client,
                    ligne(tank1, "1000", "10", "845"));
    EXPECT_EQ(sortir("operateur", cold).status, 201);
    EXPECT_EQ(monde.ambiant(tank1), "0.000");
    EXPECT_EQ(monde.value("select stock_15c < 0 from stocks_snapshot"), "t");
    EXPECT_EQ(monde.as_application("admin", "integrite.lire",
                                   "select string_agg(check_code, ' ') from v_integrity_checks"),
              "SORTIE_STOCK_INSUFFISANT_15C");
}

TEST_F(Sorties, T_VOL_02_T_REG_10_use_the_engine_of_receptions_and_round_to_the_litre) {
    monde.run("update depots set edition = 'D1250_1980' where code = 'DA'");
    const auto line = ligne(tank1, "1000", "19", "837");
    const auto in = monde.post(
        "admin", "/receptions",
        fmt::format(R"({{"proprietaire_type":"MONALUXE","note":"x","lignes":[{}]}})", line));
    const auto out = sortir(
        "admin", fmt::format(R"({{"proprietaire_type":"MONALUXE","client_id":"{}","lignes":[{}]}})",
                             client, line));
    ASSERT_EQ(out.status, 201) << out.body;
    EXPECT_EQ(monde.value("select densite_a_15_kgm3 || ' ' || vcf || ' ' || volume_15c_exact || ' "
                          "' || volume_15c from receptions"),
              "839.8000 0.9966000000 996.600 996.600");
    EXPECT_EQ(monde.value("select densite_a_15_kgm3 || ' ' || vcf || ' ' || volume_15c_exact || ' "
                          "' || volume_15c from sorties_produit"),
              "839.8000 0.9966000000 996.600 997.000");
}

TEST_F(Sorties, of_several_writers_on_one_tank_leave_the_exact_sum) {
    monde.recevoir(reception(tank1, "100000"));
    std::vector<Appel> appels;
    for (int i = 0; i < 40; ++i) {
        appels.push_back({"operateur", http::Method::post, "/sorties", sortie(tank1, "10.123")});
        appels.push_back({"admin", http::Method::post, "/receptions", reception(tank1, "7.007")});
    }
    for (const auto& answer : monde.ensemble(appels))
        EXPECT_EQ(answer.status, 201) << answer.body;
    EXPECT_EQ(monde.ambiant(tank1), "99875.360"); // 100 000 + 40 × (7.007 − 10.123)
    EXPECT_EQ(monde.divergences(), "0");
}

TEST_F(Sorties, that_cross_two_tanks_in_opposite_orders_never_deadlock) {
    monde.recevoir(reception(tank1, "100000"));
    monde.recevoir(reception(tank2, "100000"));
    const auto over = [](std::string_view first, std::string_view second) {
        return fmt::format(
            R"({{"proprietaire_type":"MONALUXE","client_id":"{}","lignes":[{},{}]}})", client,
            ligne(first, "1"), ligne(second, "1"));
    };
    std::vector<Appel> appels;
    for (int i = 0; i < 15; ++i) {
        appels.push_back({"operateur", http::Method::post, "/sorties", over(tank1, tank2)});
        appels.push_back({"operateur", http::Method::post, "/sorties", over(tank2, tank1)});
    }
    for (const auto& answer : monde.ensemble(appels))
        EXPECT_EQ(answer.status, 201) << answer.body;
    EXPECT_EQ(monde.ambiant(tank1), "99970.000");
    EXPECT_EQ(monde.ambiant(tank2), "99970.000");
}

TEST_F(Sorties, name_every_missing_or_wrong_reading_at_once) {
    const auto body = fmt::format(
        R"({{"proprietaire_type":"MONALUXE","client_id":"{}","lignes":[{{"index_avant":-1,"index_apres":-2}},{{"citerne_id":"{}"}}]}})",
        client, tank1);
    EXPECT_THAT(sortir("operateur", body).fields(),
                ElementsAre("lignes[0].citerne_id SORTIE_CITERNE_OBLIGATOIRE",
                            "lignes[0].index_avant INDEX_AVANT_NEGATIF",
                            "lignes[0].index_apres INDEX_APRES_NEGATIF",
                            "lignes[0].temperature_ambiante_c TEMPERATURE_REQUIRED",
                            "lignes[0].densite_observee_kgm3 DENSITE_OBSERVEE_REQUIRED",
                            "lignes[1].index_avant VOLUME_AMBIANT_REQUIRED",
                            "lignes[1].index_apres VOLUME_AMBIANT_REQUIRED",
                            "lignes[1].temperature_ambiante_c TEMPERATURE_REQUIRED",
                            "lignes[1].densite_observee_kgm3 DENSITE_OBSERVEE_REQUIRED",
                            "lignes[1].citerne_id SORTIE_STOCK_INTROUVABLE"));
}

TEST_F(Sorties, T_SOR_01_T_SOR_02_say_what_the_server_sees_and_what_the_database_sees_at_once) {
    monde.recevoir(reception(tank1, "1000"));
    const auto body = fmt::format(
        R"({{"proprietaire_type":"MONALUXE","date_sortie":"{}","lignes":[)"
        R"({{"citerne_id":"{}","index_avant":0,"index_apres":1001,"temperature_ambiante_c":61}}]}})",
        monde.jour(1), tank1);
    const auto answer = sortir("operateur", body);
    EXPECT_EQ(answer.code(), "DONNEES_INVALIDES");
    EXPECT_THAT(answer.fields(),
                ElementsAre("lignes[0].densite_observee_kgm3 DENSITE_OBSERVEE_REQUIRED",
                            "lignes[0].temperature_ambiante_c ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP",
                            "client_id BENEFICIAIRE_XOR", "date_sortie DATE_FUTURE_INTERDITE",
                            "lignes[0].index_apres SORTIE_STOCK_INSUFFISANT_AMB"));
    EXPECT_EQ(monde.ambiant(tank1), "1000.000");
}

TEST_F(Sorties, want_a_note_from_a_logical_tank) {
    monde.recevoir(reception(tank_logique, "1000"));
    EXPECT_EQ(sortir("operateur", sortie(tank_logique, "10")).code(), "SORTIE_NOTE_REQUISE");
    EXPECT_EQ(sortir("operateur", sortie(tank_logique, "10", R"(,"note":"cession")")).status, 201);
}

TEST_F(Sorties, are_listed_with_their_beneficiary_and_shown_with_their_corrections) {
    monde.recevoir(reception(tank1, "1000"));
    monde.recevoir(reception_partenaire(tank1, "1000"));
    const auto id = monde.sortir(sortie(tank1, "100"));
    monde.sortir(sortie_partenaire(tank1, "200"));
    auto page = monde.get("lecture", "/sorties?tri=volume_ambiant");
    ASSERT_EQ(page.status, 200) << page.body;
    EXPECT_THAT(page.column("beneficiaire_nom"), ElementsAre("Client A", "Partenaire 1"));
    EXPECT_THAT(monde.get("lecture", "/sorties?q=client").column("id"), ElementsAre(id));
    EXPECT_EQ(
        monde.post("admin", "/sorties/" + id + "/compensation", R"({"raison":"camion refusé"})")
            .status,
        201);
    const auto answer = monde.get("lecture", "/sorties/" + id);
    const auto detail = json::parse<DetailSortie>(answer.body);
    ASSERT_TRUE(detail) << answer.body;
    EXPECT_EQ(detail->net_ambiant.text(), "0.000");
    EXPECT_TRUE(detail->compensee);
    EXPECT_EQ(monde.ambiant(tank1), "1000.000");
    for (const auto* tri :
         {"date_sortie", "numero", "volume_15c", "temperature_ambiante_c", "densite_observee_kgm3",
          "densite_a_15_kgm3", "proprietaire_type", "created_at", "depot_nom", "citerne_nom",
          "produit_nom", "beneficiaire_nom", "transporteur_nom", "chauffeur_nom",
          "plaque_camion"}) {
        const auto first = monde.get("admin", fmt::format("/sorties?limite=1&tri=-{}", tri));
        ASSERT_EQ(first.status, 200) << tri << first.body;
        const auto next = monde.get("admin", fmt::format("/sorties?limite=1&tri=-{}&curseur={}",
                                                         tri, first.text("curseur_suivant")));
        ASSERT_EQ(next.status, 200) << tri << next.body;
        EXPECT_NE(next.column("id"), first.column("id")) << tri;
    }
    const auto filter = fmt::format(
        "/sorties?depot_id={}&citerne_id={}&produit_id={}&proprietaire_type=MONALUXE&client_id={}",
        depot_a, tank1, gasoil, client);
    EXPECT_THAT(monde.get("admin", filter).column("id"), ElementsAre(id));
}

} // namespace

} // namespace mlpp::sorties
