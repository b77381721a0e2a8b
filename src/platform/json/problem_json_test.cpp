// Goal: problem documents in both languages, with every template of the catalogue well formed.
#include "platform/base/messages.h"
#include "platform/json/problem_json.h"

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mlpp::json {

namespace {

TEST(ProblemJson, says_code_status_and_figures_in_french) {
    Problem problem{Code::SORTIE_STOCK_INSUFFISANT_AMB,
                    {{"disponible", "700"}, {"demande", "800"}, {"jour", "2026-03-01"}}};
    EXPECT_EQ(
        write_problem(problem, Language::fr, "d-1"),
        R"({"type":"/problemes/SORTIE_STOCK_INSUFFISANT_AMB","title":"Stock ambiant insuffisant",)"
        R"("status":422,"detail":"Disponible au 2026-03-01 : 700 L ; demandé : 800 L.",)"
        R"("code":"SORTIE_STOCK_INSUFFISANT_AMB","demande":"d-1","erreurs":[]})");
}

TEST(ProblemJson, lists_fields_in_english) {
    auto problem =
        invalid_fields({{"lignes[1].index_apres", Code::TYPE_INVALIDE, {{"attendu", "number"}}},
                        {"note", Code::CHAMP_REQUIS, {}}});
    EXPECT_THAT(
        write_problem(problem, Language::en, "d-1"),
        testing::HasSubstr(
            R"("erreurs":[{"champ":"lignes[1].index_apres","code":"TYPE_INVALIDE",)"
            R"("message":"Value of the wrong type. Expected: a number."},)"
            R"({"champ":"note","code":"CHAMP_REQUIS","message":"This field is required"}])"));
}

TEST(ProblemJson, a_stale_version_shows_the_record_as_it_is_now) {
    Problem problem{Code::VERSION_PERIMEE, {{"version", "7"}}};
    problem.actuel = R"({"nom":"X","version":7})";
    EXPECT_THAT(write_problem(problem, Language::fr, "d"),
                testing::EndsWith(R"("erreurs":[],"actuel":{"nom":"X","version":7}})"));
}

TEST(ProblemJson, what_a_caller_sent_cannot_break_the_document) {
    Problem problem{Code::REQUETE_INVALIDE, {{"raison", "\"}\n\\"}}};
    problem.erreurs.push_back({"\"<x>\x01", Code::CHAMP_INCONNU, {}});
    boost::json::error_code ec;
    boost::json::parse(write_problem(problem, Language::fr, "d"), ec);
    EXPECT_FALSE(ec);
}

TEST(ProblemJson, every_code_of_the_catalogue_has_a_document_in_both_languages) {
    for (const auto code : all_codes())
        for (const auto language : {Language::fr, Language::en}) {
            EXPECT_FALSE(title_of(code, language).empty()) << name_of(code);
            boost::json::error_code ec;
            boost::json::parse(write_problem(code, language, "d"), ec);
            EXPECT_FALSE(ec) << name_of(code);
        }
}

} // namespace

} // namespace mlpp::json
