#include "platform/db/error.h"
#include "platform/db/sqlstate.h"

#include <gtest/gtest.h>

namespace mlpp::db {

namespace {

ServerError error(std::string sqlstate, std::string message = "") {
    ServerError made;
    made.sqlstate = std::move(sqlstate);
    made.message = std::move(message);
    made.statement = "essai";
    return made;
}

TEST(SqlErrors, carry_the_name_and_the_figures_of_our_own_refusals) {
    auto raised = error("ML001", "SORTIE_STOCK_INSUFFISANT_AMB");
    raised.detail = R"({"disponible":"700","demande":700.125,"lignes":2})";
    raised.column = "lignes[1].index_apres";
    raised.hint = "retry_after_s=30";
    const auto problem = problem_of(raised);
    EXPECT_EQ(problem.code, Code::SORTIE_STOCK_INSUFFISANT_AMB);
    EXPECT_EQ(problem.parametres,
              (Parameters{{"disponible", "700"}, {"demande", "700.125"}, {"lignes", "2"}}));
    ASSERT_EQ(problem.erreurs.size(), 1U);
    EXPECT_EQ(problem.erreurs[0].champ, "lignes[1].index_apres");
    EXPECT_EQ(problem.erreurs[0].code, Code::SORTIE_STOCK_INSUFFISANT_AMB);
    EXPECT_EQ(problem.retry_after_s, 30);
}

TEST(SqlErrors, carry_every_fault_of_a_refusal_that_has_several) {
    auto raised = error("ML001", "JOUR_CLOTURE");
    raised.column = "date_sortie";
    raised.detail =
        R"([{"champ":"date_sortie","code":"JOUR_CLOTURE","parametres":{"jour":"2026-01-31"}},)"
        R"({"champ":"lignes[1].index_apres","code":"SORTIE_STOCK_INTROUVABLE","parametres":{}}])";
    const auto problem = problem_of(raised);
    EXPECT_EQ(problem.code, Code::JOUR_CLOTURE);
    EXPECT_EQ(problem.parametres, (Parameters{{"jour", "2026-01-31"}}));
    ASSERT_EQ(problem.erreurs.size(), 2U);
    EXPECT_EQ(problem.erreurs[0].champ, "date_sortie");
    EXPECT_EQ(problem.erreurs[0].parametres, problem.parametres);
    EXPECT_EQ(problem.erreurs[1].champ, "lignes[1].index_apres");
    EXPECT_EQ(problem.erreurs[1].code, Code::SORTIE_STOCK_INTROUVABLE);
    EXPECT_TRUE(problem.erreurs[1].parametres.empty());
}

TEST(SqlErrors, report_a_list_of_faults_that_is_written_wrongly_as_a_fault_of_ours) {
    auto raised = error("ML001", "DOUBLON");
    raised.detail = R"([{"champ":"nom","code":"NOM_INCONNU","parametres":{}}])";
    EXPECT_THROW(problem_of(raised), ServerFault);
    raised.detail = R"([{"champ":"nom"}])";
    EXPECT_ANY_THROW(problem_of(raised));
}

TEST(SqlErrors, need_no_detail_and_survive_a_bad_one) {
    EXPECT_TRUE(problem_of(error("ML001", "DOUBLON")).parametres.empty());
    auto raised = error("ML001", "DOUBLON");
    raised.detail = "pas du JSON";
    EXPECT_EQ(problem_of(raised).code, Code::DOUBLON);
    raised.hint = "retry_after_s=bientot";
    EXPECT_EQ(problem_of(raised).retry_after_s, std::nullopt);
}

TEST(SqlErrors, report_a_refusal_that_the_catalogue_does_not_know_as_a_fault) {
    EXPECT_THROW(problem_of(error("ML001", "NOM_INCONNU")), ServerFault);
}

TEST(SqlErrors, hand_over_the_stored_answer_of_a_replayed_request) {
    auto raised = error("ML002");
    raised.detail = R"({"statut":201,"corps":"{\"id\":\"x\"}"})";
    const auto problem = problem_of(raised);
    EXPECT_EQ(problem.code, Code::REQUETE_REJOUEE);
    EXPECT_EQ(problem.parametres, (Parameters{{"statut", "201"}, {"corps", R"({"id":"x"})"}}));
}

TEST(SqlErrors, become_codes_by_their_kind) {
    EXPECT_EQ(problem_of(error("ML003")).code, Code::REGLAGE_PERIME);
    EXPECT_EQ(problem_of(error("23505")).code, Code::DOUBLON);
    EXPECT_EQ(problem_of(error("23503")).code, Code::REFERENCE_INTROUVABLE);
    EXPECT_EQ(problem_of(error("23503", "update or delete on table \"a\" violates…")).code,
              Code::ENCORE_UTILISE);
    EXPECT_EQ(problem_of(error("23514")).code, Code::REGLE_METIER);
    EXPECT_EQ(problem_of(error("22P02")).code, Code::DONNEES_INVALIDES);
    EXPECT_EQ(problem_of(error("42501")).code, Code::ROLE_FORBIDDEN);
    EXPECT_EQ(problem_of(error("57014")).code, Code::DELAI_DEPASSE);
    EXPECT_EQ(problem_of(error("55P03")).code, Code::CONFLIT_DE_CONCURRENCE);
}

TEST(SqlErrors, of_a_known_constraint_name_the_rule_and_the_field) {
    auto raised = error("23505");
    raised.constraint = "utilisateurs_email_key";
    const auto problem = problem_of(raised);
    EXPECT_EQ(problem.code, Code::EMAIL_DEJA_PRIS);
    ASSERT_EQ(problem.erreurs.size(), 1U);
    EXPECT_EQ(problem.erreurs[0].champ, "email");
    // The same constraint seen from the other side: the parent cannot go.
    raised = error("23503", "update or delete on table \"depots\" violates foreign key constraint");
    raised.constraint = "profils_depot_id_fkey";
    EXPECT_EQ(problem_of(raised).code, Code::ENCORE_UTILISE);
}

TEST(SqlErrors, name_the_column_that_may_not_be_null) {
    auto raised = error("23502");
    raised.column = "nom";
    const auto problem = problem_of(raised);
    EXPECT_EQ(problem.code, Code::CHAMP_REQUIS);
    ASSERT_EQ(problem.erreurs.size(), 1U);
    EXPECT_EQ(problem.erreurs[0].champ, "nom");
}

TEST(SqlErrors, are_retryable_when_the_same_work_may_succeed) {
    EXPECT_TRUE(is_retryable(problem_of(error("40001")).code));
    EXPECT_TRUE(is_retryable(problem_of(error("40P01")).code));
    EXPECT_TRUE(is_retryable(problem_of(error("ML003")).code));
    EXPECT_FALSE(is_retryable(Code::DOUBLON));
}

TEST(SqlErrors, of_the_environment_are_exceptions) {
    for (const auto* state : {"08006", "53300", "53100", "57P01", "57P03", "58030", "28000", ""})
        EXPECT_THROW(problem_of(error(state)), Unavailable) << state;
    for (const auto* state : {"42P01", "42601", "0A000", "XX000"})
        EXPECT_THROW(problem_of(error(state)), ServerFault) << state;
}

TEST(SqlErrors, of_a_stale_prepared_statement_ask_for_another_try_on_another_connection) {
    auto stale = error("0A000");
    stale.source_function = "RevalidateCachedQuery";
    EXPECT_TRUE(is_retryable(problem_of(stale).code));
    EXPECT_TRUE(ends_connection(stale));
    EXPECT_FALSE(ends_connection(error("23505")));
}

} // namespace

} // namespace mlpp::db
