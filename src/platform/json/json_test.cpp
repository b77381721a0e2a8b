// Goal: what a body may be, what is said of each thing wrong with it, and that what is written
// reads back.
#include "platform/json/json.h"
#include "platform/json/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace mlpp::json {

enum class Proprietaire { MONALUXE, PARTENAIRE };
BOOST_DESCRIBE_ENUM(Proprietaire, MONALUXE, PARTENAIRE)

struct Ligne {
    Uuid citerne_id;
    Litres index_avant;
    Litres index_apres;

    friend bool operator==(const Ligne&, const Ligne&) = default;
};
BOOST_DESCRIBE_STRUCT(Ligne, (), (citerne_id, index_avant, index_apres))

constexpr auto rules(const Ligne*) {
    return std::array{rule("index_avant").at_least(0), rule("index_apres").between(0, 500'000)};
}

struct Demande {
    Proprietaire proprietaire_type{};
    std::optional<std::string> note;
    std::int64_t rang = 0;
    int essai = 0;
    bool actif = false;
    Celsius temperature_c;
    Date jour;
    Instant instant;
    std::vector<Ligne> lignes;
    Json details;

    friend bool operator==(const Demande&, const Demande&) = default;
};
BOOST_DESCRIBE_STRUCT(Demande, (),
                      (proprietaire_type, note, rang, essai, actif, temperature_c, jour, instant,
                       lignes, details))

constexpr auto rules(const Demande*) {
    return std::array{rule("note").length(3, 20).lines(), rule("lignes").items(1, 3)};
}

struct Texte {
    std::string texte;
};
BOOST_DESCRIBE_STRUCT(Texte, (), (texte))

struct Nombre {
    Litres litres;
};
BOOST_DESCRIBE_STRUCT(Nombre, (), (litres))

struct Entier {
    std::int64_t n = 0;
};
BOOST_DESCRIBE_STRUCT(Entier, (), (n))

struct Reel {
    double x = 0;
};
BOOST_DESCRIBE_STRUCT(Reel, (), (x))

struct Modification {
    Champ<std::string> nom;
    Champ<Litres> capacite;
    Champ<std::string> code;
};
BOOST_DESCRIBE_STRUCT(Modification, (), (nom, capacite, code))

constexpr auto rules(const Modification*) {
    return std::array{rule("code").not_null()};
}

struct Libre {
    Json valeur;
};
BOOST_DESCRIBE_STRUCT(Libre, (), (valeur))

struct MotDePasse {
    std::string secret;
};
BOOST_DESCRIBE_STRUCT(MotDePasse, (), (secret))

constexpr auto rules(const MotDePasse*) {
    return std::array{rule("secret").length(1, 64).verbatim()};
}

struct Filtre {
    std::optional<bool> actif;
    std::optional<std::int64_t> limite;
    std::optional<Litres> volume;
    std::vector<Proprietaire> proprietaire_type;
    std::optional<Uuid> depot_id;
};
BOOST_DESCRIBE_STRUCT(Filtre, (), (actif, limite, volume, proprietaire_type, depot_id))

constexpr auto rules(const Filtre*) {
    return std::array{rule("limite").between(1, 500)};
}

struct Base {
    std::optional<std::string> curseur;
};
BOOST_DESCRIBE_STRUCT(Base, (), (curseur))

struct Derive : Base {
    int n = 0;
};
BOOST_DESCRIBE_STRUCT(Derive, (Base), (n))

namespace {

constexpr std::string_view correct = R"({
    "proprietaire_type": "PARTENAIRE", "note": "  ligne 1\nligne  ", "rang": 12, "essai": -3,
    "actif": true, "temperature_c": 27.5, "jour": "2026-02-05", "instant": "2026-02-05T10:20:30+02:00",
    "lignes": [{"citerne_id": "11111111-1111-1111-1111-111111111111", "index_avant": 0, "index_apres": 1e3}],
    "details": {"a": [1.50, null, "é"]}
})";

template <class T>
Problem problem_of(std::string_view text) {
    auto result = parse<T>(text);
    EXPECT_FALSE(result.has_value()) << text;
    return result ? Problem{Code::ERREUR_INTERNE} : result.error();
}

std::vector<std::string> fields_of(const Problem& problem) {
    std::vector<std::string> fields;
    for (const auto& erreur : problem.erreurs)
        fields.push_back(erreur.champ + ':' + std::string{name_of(erreur.code)});
    return fields;
}

template <class T>
std::vector<std::string> errors_of(std::string_view text) {
    return fields_of(problem_of<T>(text));
}

using testing::ElementsAre;
using testing::UnorderedElementsAre;

TEST(Json, reads_a_described_struct) {
    const auto demande = parse<Demande>(correct);
    ASSERT_TRUE(demande.has_value());
    EXPECT_EQ(demande->proprietaire_type, Proprietaire::PARTENAIRE);
    EXPECT_EQ(demande->note, "ligne 1\nligne");
    EXPECT_EQ(demande->rang, 12);
    EXPECT_EQ(demande->essai, -3);
    EXPECT_TRUE(demande->actif);
    EXPECT_EQ(demande->temperature_c, Celsius::from_units(2750));
    EXPECT_EQ(demande->jour.text(), "2026-02-05");
    EXPECT_EQ(demande->instant.text(), "2026-02-05T08:20:30Z");
    ASSERT_EQ(demande->lignes.size(), 1U);
    EXPECT_EQ(demande->lignes[0].index_apres, Litres::from_units(1'000'000));
    EXPECT_EQ(demande->details.text, R"({"a":[1.50,null,"é"]})");
}

TEST(Json, writes_what_it_reads) {
    const auto demande = parse<Demande>(correct);
    ASSERT_TRUE(demande.has_value());
    EXPECT_EQ(
        write(*demande),
        R"({"proprietaire_type":"PARTENAIRE","note":"ligne 1\nligne","rang":12,"essai":-3,)"
        R"("actif":true,"temperature_c":27.50,"jour":"2026-02-05","instant":"2026-02-05T08:20:30Z",)"
        R"("lignes":[{"citerne_id":"11111111-1111-1111-1111-111111111111","index_avant":0.000,)"
        R"("index_apres":1000.000}],"details":{"a":[1.50,null,"é"]}})");
}

TEST(Json, an_empty_optional_is_written_as_null) {
    EXPECT_EQ(write(Page<Entier>{}),
              R"({"elements":[],"curseur_suivant":null,"total":null,"fenetre":null})");
}

TEST(Json, inherited_fields_belong_to_the_struct) {
    const auto derive = parse<Derive>(R"({"n":1,"curseur":"x"})");
    ASSERT_TRUE(derive.has_value());
    EXPECT_EQ(derive->curseur, "x");
}

TEST(Json, tells_every_wrong_field_at_once_with_its_path) {
    const auto problem = problem_of<Demande>(R"({
        "proprietaire_type": "AUTRE", "note": "ab", "rang": 1.5, "essai": 3000000000, "actif": "oui",
        "temperature_c": 27.123, "jour": "2026-02-30", "instant": "hier",
        "lignes": [{"citerne_id": "x", "index_avant": -1, "index_apres": 1},
                   {"citerne_id": 4, "index_avant": 0, "index_apres": 600000}, 7]})");
    EXPECT_EQ(problem.code, Code::DONNEES_INVALIDES);
    EXPECT_THAT(
        fields_of(problem),
        UnorderedElementsAre(
            "proprietaire_type:VALEUR_INCONNUE", "note:TEXTE_TROP_COURT", "rang:TYPE_INVALIDE",
            "essai:VALEUR_HORS_LIMITES", "actif:TYPE_INVALIDE", "temperature_c:TROP_DE_DECIMALES",
            "jour:FORMAT_INVALIDE", "instant:FORMAT_INVALIDE",
            "lignes[0].citerne_id:FORMAT_INVALIDE", "lignes[0].index_avant:VALEUR_HORS_LIMITES",
            "lignes[1].citerne_id:TYPE_INVALIDE", "lignes[1].index_apres:VALEUR_HORS_LIMITES",
            "lignes[2]:TYPE_INVALIDE", "details:CHAMP_REQUIS"));
}

TEST(Json, an_unknown_field_makes_the_request_malformed_and_hides_no_other_error) {
    const auto problem = problem_of<Texte>(R"({"text": "a", "textes": 1})");
    EXPECT_EQ(problem.code, Code::CHAMP_INCONNU);
    EXPECT_THAT(fields_of(problem),
                ElementsAre("text:CHAMP_INCONNU", "textes:CHAMP_INCONNU", "texte:CHAMP_REQUIS"));
}

TEST(Json, an_unknown_name_is_echoed_up_to_a_limit_in_whole_characters) {
    const auto problem =
        problem_of<Texte>("{\"" + std::string(63, 'a') + "éé\":1,\"texte\":\"x\"}");
    EXPECT_EQ(problem.erreurs.at(0).champ, std::string(63, 'a'));
}

TEST(Json, a_field_given_twice_is_refused) {
    EXPECT_THAT(errors_of<Texte>(R"({"texte":"a","texte":"b"})"),
                ElementsAre("texte:CHAMP_REPETE"));
}

TEST(Json, null_is_no_value_for_a_required_field) {
    EXPECT_THAT(errors_of<Texte>(R"({"texte":null})"), ElementsAre("texte:CHAMP_REQUIS"));
}

TEST(Json, the_number_of_reported_fields_is_limited) {
    std::string text = "{";
    for (int i = 0; i < 300; ++i)
        text += "\"x" + std::to_string(i) + "\":0,";
    text.back() = '}';
    EXPECT_EQ(problem_of<Texte>(text).erreurs.size(), 100U);
}

TEST(Json, syntax_errors_tell_their_position) {
    const auto problem = problem_of<Texte>(R"({"texte": "a",})");
    EXPECT_EQ(problem.code, Code::JSON_INVALIDE);
    EXPECT_EQ(problem.parametres.at(0).second, "position 14");
}

TEST(Json, refuses_what_is_not_strict_json) {
    for (const std::string_view text :
         {"", " ", "{", "{}x", R"({"texte":NaN})", R"({"texte":Infinity})", "{'texte':1}", "[1,]",
          R"({"texte":"a"} {})", "// c\n{}", R"({"texte":"\x"})", R"({"texte":"\ud800"})",
          "\xef\xbb\xbf{}", R"({"texte":01})", R"({"texte":+1})", "nul"})
        EXPECT_EQ(problem_of<Texte>(text).code, Code::JSON_INVALIDE) << text;
}

TEST(Json, refuses_invalid_utf8) {
    for (const std::string_view bytes :
         {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xc3"})
        EXPECT_EQ(problem_of<Texte>("{\"texte\":\"" + std::string{bytes} + "\"}").code,
                  Code::JSON_INVALIDE);
}

TEST(Json, refuses_too_deep_a_text) {
    const auto nested = [](std::size_t depth) {
        return "{\"valeur\":" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
    };
    EXPECT_TRUE(parse<Libre>(nested(32)).has_value());
    EXPECT_EQ(problem_of<Libre>(nested(33)).code, Code::JSON_INVALIDE);
    EXPECT_EQ(problem_of<Libre>(nested(500'000)).code, Code::JSON_INVALIDE);
}

TEST(Json, refuses_too_many_values) {
    std::string text = "{\"valeur\":[0";
    for (int i = 0; i < 30'000; ++i)
        text += ",0";
    EXPECT_EQ(problem_of<Libre>(text + "]}").code, Code::JSON_INVALIDE);
}

TEST(Json, decimals_are_read_exactly) {
    const auto units = [](std::string_view number) {
        const auto read = parse<Nombre>("{\"litres\":" + std::string{number} + "}");
        return read ? read->litres.units() : -1;
    };
    EXPECT_EQ(units("0.1"), 100);
    EXPECT_EQ(units("123456789.001"), 123'456'789'001);
    EXPECT_EQ(units("1e2"), 100'000);
    EXPECT_EQ(units("1.5E-2"), 15);
    EXPECT_EQ(units("1.000000000000000000000000"), 1000);
    EXPECT_EQ(units("9007199254.740993"), -1);
}

TEST(Json, decimals_are_never_rounded) {
    EXPECT_THAT(errors_of<Nombre>(R"({"litres":0.0001})"), ElementsAre("litres:TROP_DE_DECIMALES"));
    EXPECT_THAT(errors_of<Nombre>(R"({"litres":1e-300})"), ElementsAre("litres:TROP_DE_DECIMALES"));
    EXPECT_THAT(errors_of<Nombre>(R"({"litres":"12"})"), ElementsAre("litres:TYPE_INVALIDE"));
}

TEST(Json, huge_numbers_are_refused_quickly) {
    for (const auto& number : {std::string{"1e300"}, std::string{"1e13"},
                               "1" + std::string(1'000'000, '0'), std::string(1'000'000, '9')})
        EXPECT_THAT(errors_of<Nombre>("{\"litres\":" + number + "}"),
                    ElementsAre("litres:VALEUR_HORS_LIMITES"));
    EXPECT_FALSE(parse<Nombre>(R"({"litres":1e999999999})").has_value());
    EXPECT_FALSE(parse<Nombre>(R"({"litres":1e99999999999999999999})").has_value());
    EXPECT_FALSE(parse<Nombre>("{\"litres\":0." + std::string(1'000'000, '1') + "}").has_value());
    EXPECT_THAT(errors_of<Entier>(R"({"n":9007199254740992})"),
                ElementsAre("n:VALEUR_HORS_LIMITES"));
    EXPECT_TRUE(parse<Entier>(R"({"n":-9007199254740991})").has_value());
}

TEST(Json, doubles_are_finite) {
    EXPECT_EQ(parse<Reel>(R"({"x":0.1})")->x, 0.1);
    EXPECT_FALSE(parse<Reel>(R"({"x":1e400})").has_value());
    EXPECT_EQ(write(Reel{0.1}), R"({"x":0.1})");
}

TEST(Json, texts_are_trimmed_and_hold_no_control_characters) {
    EXPECT_EQ(parse<Texte>("{\"texte\":\" \\t é \\n\"}")->texte, "é");
    for (const std::string_view bad : {"a\\u0000b", "a\\nb", "a\\u0007", "\\u007f", "a\\u0085b"})
        EXPECT_THAT(errors_of<Texte>("{\"texte\":\"" + std::string{bad} + "\"}"),
                    ElementsAre("texte:FORMAT_INVALIDE"));
    for (const std::string_view bad :
         {"\u200b", "a\u200bb", "a\u202eb", "\ufeffa", "a\u2066b", "a\u2028b", "a\u061cb"})
        EXPECT_THAT(errors_of<Texte>("{\"texte\":\"" + std::string{bad} + "\"}"),
                    ElementsAre("texte:FORMAT_INVALIDE"));
    EXPECT_EQ(parse<Texte>("{\"texte\":\"\u00a0\u3000a\u00a0\u200db\u202f\u200c\"}")->texte,
              "a\u00a0\u200db");
    EXPECT_THAT(errors_of<Texte>("{\"texte\":\"\u00a0\u2007\u200d\"}"),
                ElementsAre("texte:TEXTE_TROP_COURT"));
    EXPECT_EQ(parse<MotDePasse>(R"({"secret":"  x "})")->secret, "  x ");
}

TEST(Json, lengths_count_characters) {
    const auto of = [](std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i)
            text += "é";
        return R"({"texte":")" + text + R"("})";
    };
    EXPECT_TRUE(parse<Texte>(of(2000)).has_value());
    EXPECT_THAT(errors_of<Texte>(of(2001)), ElementsAre("texte:TEXTE_TROP_LONG"));
    EXPECT_THAT(errors_of<Texte>(R"({"texte":"  "})"), ElementsAre("texte:TEXTE_TROP_COURT"));
}

TEST(Json, lists_are_counted_before_they_are_read) {
    std::string lines;
    for (int i = 0; i < 4; ++i)
        lines += i == 0 ? "{}" : ",{}";
    std::string text{correct};
    const auto begin = text.find("[{\"citerne");
    text.replace(begin, text.find("}]", begin) + 2 - begin, "[" + lines + "]");
    EXPECT_THAT(errors_of<Demande>(text), ElementsAre("lignes:TROP_D_ELEMENTS"));
}

TEST(Json, a_patch_tells_absent_null_and_value_apart) {
    const auto patch = parse<Modification>(R"({"nom":null,"capacite":3})");
    ASSERT_TRUE(patch.has_value());
    EXPECT_TRUE(patch->nom.is_null());
    EXPECT_EQ(patch->capacite.value, Litres::from_units(3000));
    EXPECT_FALSE(patch->code.given);
    EXPECT_EQ(patch->code.or_keep("avant"), "avant");
    EXPECT_EQ(write(*patch), R"({"nom":null,"capacite":3.000})");
}

TEST(Json, a_patch_does_not_empty_what_must_not_be_null) {
    EXPECT_THAT(errors_of<Modification>(R"({"code":null})"), ElementsAre("code:TYPE_INVALIDE"));
    EXPECT_THAT(errors_of<Modification>(R"({"code":" "})"), ElementsAre("code:TYPE_INVALIDE"));
}

TEST(Json, an_empty_optional_text_counts_as_absent) {
    EXPECT_EQ(parse<Base>(R"({"curseur":"  "})")->curseur, std::nullopt);
}

TEST(Json, a_free_value_holds_no_nul_character) {
    EXPECT_THAT(errors_of<Libre>("{\"valeur\":{\"a\":\"x\\u0000\"}}"),
                ElementsAre("valeur:FORMAT_INVALIDE"));
    EXPECT_TRUE(parse<Libre>(R"({"valeur":"\\u0000"})").has_value());
}

TEST(Json, a_query_string_is_read_by_the_same_rules) {
    using Parameters = std::vector<std::pair<std::string, std::string>>;
    const Parameters good{{"actif", "true"},  {"limite", "50"},
                          {"volume", "12.5"}, {"proprietaire_type", "MONALUXE"},
                          {"depot_id", ""},   {"proprietaire_type", "PARTENAIRE"}};
    const auto filtre = parse_query<Filtre>(good);
    ASSERT_TRUE(filtre.has_value());
    EXPECT_EQ(filtre->actif, true);
    EXPECT_EQ(filtre->limite, 50);
    EXPECT_EQ(filtre->volume, Litres::from_units(12'500));
    EXPECT_EQ(filtre->proprietaire_type.size(), 2U);
    EXPECT_EQ(filtre->depot_id, std::nullopt);

    const Parameters bad{
        {"actif", "oui"}, {"limite", "0"}, {"depotid", "x"}, {"volume", "1"}, {"volume", "2"}};
    const auto refused = parse_query<Filtre>(bad);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, Code::PARAMETRE_INCONNU);
    EXPECT_THAT(fields_of(refused.error()),
                UnorderedElementsAre("actif:TYPE_INVALIDE", "limite:VALEUR_HORS_LIMITES",
                                     "depotid:PARAMETRE_INCONNU", "volume:TYPE_INVALIDE"));
}

TEST(Json, a_query_string_may_give_one_item_of_a_list_or_none) {
    using Parameters = std::vector<std::pair<std::string, std::string>>;
    EXPECT_EQ(parse_query<Filtre>(Parameters{})->proprietaire_type.size(), 0U);
    EXPECT_EQ(parse_query<Filtre>(Parameters{{"proprietaire_type", "MONALUXE"}})
                  ->proprietaire_type.size(),
              1U);
}

// Of the basic plane: neither control, half of a pair, nor format.
bool is_printable(std::uint16_t point) {
    constexpr std::pair<std::uint16_t, std::uint16_t> others[] = {
        {0, 0x1f},        {0x7f, 0x9f},     {0x61c, 0x61c},   {0x200b, 0x200b}, {0x200e, 0x200f},
        {0x2028, 0x202e}, {0x2060, 0x206f}, {0xd800, 0xdfff}, {0xfeff, 0xfeff}};
    return std::ranges::none_of(
        others, [&](const auto& range) { return point >= range.first && point <= range.second; });
}

RC_GTEST_PROP(Json, any_clean_text_comes_back, (const std::vector<std::uint16_t>& points)) {
    Texte before{"x"};
    for (const auto point : points) {
        if (!is_printable(point)) continue;
        if (point < 0x80) {
            before.texte += static_cast<char>(point);
        } else if (point < 0x800) {
            before.texte += static_cast<char>(0xc0 | (point >> 6));
            before.texte += static_cast<char>(0x80 | (point & 0x3f));
        } else {
            before.texte += static_cast<char>(0xe0 | (point >> 12));
            before.texte += static_cast<char>(0x80 | ((point >> 6) & 0x3f));
            before.texte += static_cast<char>(0x80 | (point & 0x3f));
        }
    }
    before.texte += 'x';
    const auto after = parse<Texte>(write(before));
    RC_ASSERT(after.has_value());
    RC_ASSERT(after->texte == before.texte);
}

RC_GTEST_PROP(Json, any_struct_comes_back, ()) {
    constexpr std::int64_t litres_most = 500'000'000;
    Demande before;
    before.proprietaire_type = *rc::gen::element(Proprietaire::MONALUXE, Proprietaire::PARTENAIRE);
    before.rang = *rc::gen::inRange<std::int64_t>(-9007199254740991, 9007199254740992);
    before.essai = *rc::gen::arbitrary<int>();
    before.actif = *rc::gen::arbitrary<bool>();
    before.temperature_c = Celsius::from_units(*rc::gen::inRange<std::int64_t>(-100'000, 100'000));
    before.jour = *Date::parse("2024-02-29");
    before.jour.day += std::chrono::days{*rc::gen::inRange(-20'000, 20'000)};
    before.instant.time = before.jour.day + std::chrono::microseconds{
                                                *rc::gen::inRange<std::int64_t>(0, 86'400'000'000)};
    for (int i = *rc::gen::inRange(1, 4); i > 0; --i)
        before.lignes.push_back(
            {new_uuid(), Litres::from_units(*rc::gen::inRange<std::int64_t>(0, litres_most)),
             Litres::from_units(*rc::gen::inRange<std::int64_t>(0, litres_most))});
    const auto after = parse<Demande>(write(before));
    RC_ASSERT(after.has_value());
    RC_ASSERT(*after == before);
}

RC_GTEST_PROP(Json, any_bytes_are_read_or_refused_and_never_worse, (const std::string& bytes)) {
    static_cast<void>(parse<Demande>(bytes));
    static_cast<void>(parse<Libre>("{\"valeur\":" + bytes + "}"));
}

} // namespace

} // namespace mlpp::json
