#include "platform/base/messages.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace mlpp {

namespace {

std::set<std::string> names_in(std::string_view text) {
    std::set<std::string> names;
    for (auto open = text.find('{'); open != std::string_view::npos;
         open = text.find('{', open + 1))
        names.emplace(text.substr(open + 1, text.find('}', open) - open - 1));
    return names;
}

TEST(Messages, named_parameters_fill_the_template) {
    EXPECT_EQ(fill("De {de} vers {vers}.", {{"vers", "B"}, {"de", "A"}}, Language::fr),
              "De A vers B.");
}

TEST(Messages, a_template_with_a_missing_figure_is_left_out) {
    EXPECT_EQ(fill("Au plus {max}.", {}, Language::fr), "");
    EXPECT_EQ(fill("Au plus {max", {{"max", "1"}}, Language::fr), "");
}

TEST(Messages, a_value_with_braces_is_not_filled_again) {
    const auto of = [](std::string value, Language language) {
        return fill("{x} L.", {{"x", std::move(value)}}, language);
    };
    EXPECT_EQ(of("293985.500", Language::fr), "293\u202f985,5 L.");
    EXPECT_EQ(of("-1234567", Language::en), "-1,234,567 L.");
    EXPECT_EQ(of("300.000", Language::fr), "300 L.");
    EXPECT_EQ(of("0.25", Language::en), "0.25 L.");
    EXPECT_EQ(of("1e3", Language::fr), "1e3 L.");
    EXPECT_EQ(fill("{x} kg/m³.", {{"x", "0.83"}}, Language::fr), "0,83 kg/m³.");
    EXPECT_EQ(fill("Au plus tôt : {x}.", {{"x", "2026-11-27"}}, Language::fr),
              "Au plus tôt : 2026-11-27.");
    EXPECT_EQ(fill("{raison}", {{"raison", "{max}"}, {"max", "1"}}, Language::fr), "{max}");
}

TEST(Messages, the_vocabulary_is_translated) {
    const FieldProblem problem{"x", Code::FORMAT_INVALIDE, {{"attendu", "date"}}};
    EXPECT_EQ(message_text(problem, Language::fr),
              "Format invalide. Attendu : une date AAAA-MM-JJ.");
    EXPECT_EQ(message_text(problem, Language::en), "Invalid format. Expected: a date YYYY-MM-DD.");
}

TEST(Messages, a_status_is_said_in_words) {
    const FieldProblem problem{"x", Code::CDR_NON_ARRIVE, {{"statut", "FRONTIERE"}}};
    EXPECT_EQ(message_text(problem, Language::fr),
              "Le cours de route n’est pas arrivé. Statut actuel : à la frontière.");
    EXPECT_EQ(message_text(problem, Language::en),
              "The truck has not arrived. Current status: at the border.");
}

TEST(Messages, no_text_has_a_typewriter_apostrophe) {
    for (const auto code : all_codes())
        for (const auto language : {Language::fr, Language::en}) {
            EXPECT_EQ(title_of(code, language).find('\''), std::string_view::npos) << name_of(code);
            EXPECT_EQ(detail_of(code, language).find('\''), std::string_view::npos)
                << name_of(code);
        }
}

TEST(Messages, both_languages_of_a_code_use_the_same_figures) {
    for (const auto code : all_codes())
        EXPECT_EQ(names_in(detail_of(code, Language::fr)), names_in(detail_of(code, Language::en)))
            << name_of(code);
}

} // namespace

} // namespace mlpp
