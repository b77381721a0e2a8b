#include "platform/sheet/sheet.h"

#include <gtest/gtest.h>

namespace mlpp::sheet {

enum class Etat { plein, vide };
BOOST_DESCRIBE_ENUM(Etat, plein, vide)

struct Ligne {
    std::string nom;
    std::optional<std::string> note;
    Litres volume;
    Celsius temperature_c;
    Date jour;
    Instant cree_le;
    bool actif = false;
    Etat etat{};
    std::optional<std::int64_t> nombre;
};
BOOST_DESCRIBE_STRUCT(Ligne, (),
                      (nom, note, volume, temperature_c, jour, cree_le, actif, etat, nombre))

struct Total {
    Litres volume;
};
BOOST_DESCRIBE_STRUCT(Total, (), (volume))

namespace {

constexpr Column columns[] = {{"nom", "Nom", "Name"},
                              {"note", "Note", "Note"},
                              {"volume", "Volume (L)", "Volume (L)"},
                              {"temperature_c", "Température (°C)", "Temperature (°C)"},
                              {"jour", "Jour", "Day"},
                              {"cree_le", "Créé le", "Created"},
                              {"actif", "Actif", "Active"},
                              {"etat", "État", "State"},
                              {"nombre", "Nombre", "Count"}};

Layout layout(Language language) {
    return {.row = json::type_of<Ligne>,
            .columns = columns,
            .language = language,
            .clock = {"Africa/Lubumbashi", {{*Instant::parse("2000-01-01T00:00:00Z"), 7200}}},
            .title = "Essai"};
}

Ligne ligne(std::string nom) {
    return {.nom = std::move(nom),
            .note = std::nullopt,
            .volume = Litres::from_units(-1'234'500),
            .temperature_c = Celsius::from_units(2550),
            .jour = *Date::parse("2026-11-22"),
            .cree_le = *Instant::parse("2026-11-22T22:30:15.250Z"),
            .actif = true,
            .etat = Etat::vide,
            .nombre = 3};
}

std::string csv(Language language, const Ligne& row) {
    const auto sheet = make(Format::csv, layout(language));
    sheet->add(&row);
    return sheet->finish({});
}

std::string first_cell(std::string text) {
    const auto file = csv(Language::fr, ligne(std::move(text)));
    const auto begin = file.find("\r\n") + 2;
    return file.substr(begin, file.find(";;-1234", begin) - begin);
}

TEST(Csv, is_french_with_semicolons_commas_and_a_mark_of_its_encoding) {
    EXPECT_EQ(csv(Language::fr, ligne("TANK1")),
              "\xEF\xBB\xBFNom;Note;Volume (L);Température (°C);Jour;Créé le "
              "(Africa/Lubumbashi);Actif;État;Nombre\r\n"
              "TANK1;;-1234,500;25,50;2026-11-22;2026-11-23 00:30:15;oui;vide;3\r\n");
}

TEST(Csv, is_english_with_commas_and_points) {
    EXPECT_EQ(csv(Language::en, ligne("TANK1")),
              "\xEF\xBB\xBFName,Note,Volume (L),Temperature (°C),Day,Created "
              "(Africa/Lubumbashi),Active,State,Count\r\n"
              "TANK1,,-1234.500,25.50,2026-11-22,2026-11-23 00:30:15,yes,vide,3\r\n");
}

TEST(Csv, quotes_what_would_end_a_cell) {
    EXPECT_EQ(first_cell("a;b"), "\"a;b\"");
    EXPECT_EQ(first_cell("a,b"), "\"a,b\"");
    EXPECT_EQ(first_cell("a\nb"), "\"a\nb\"");
    EXPECT_EQ(first_cell("dit \"non\""), "\"dit \"\"non\"\"\"");
    EXPECT_EQ(first_cell(" bord "), "\" bord \"");
    EXPECT_EQ(first_cell("Dépôt d'à côté"), "Dépôt d'à côté");
}

TEST(Csv, a_text_does_not_run_as_a_formula_and_a_number_stays_one) {
    EXPECT_EQ(first_cell("=1+1"), "\"'=1+1\"");
    EXPECT_EQ(first_cell("+243 99"), "\"'+243 99\"");
    EXPECT_EQ(first_cell("-x"), "\"'-x\"");
    EXPECT_EQ(first_cell("@SUM(A1)"), "\"'@SUM(A1)\"");
    EXPECT_EQ(first_cell("\tx"), "\"'\tx\"");
    EXPECT_EQ(first_cell("=cmd|'/c calc'!A0\""), "\"'=cmd|'/c calc'!A0\"\"\"");
    EXPECT_NE(csv(Language::fr, ligne("x")).find(";-1234,500;"), std::string::npos);
}

TEST(Csv, totals_stand_under_their_columns) {
    const auto sheet = make(Format::csv, layout(Language::fr));
    const Total total{Litres::from_units(2'000)};
    sheet->add_total("TOTAL", json::type_of<Total>, &total);
    EXPECT_TRUE(sheet->finish({}).ends_with("\r\nTOTAL;;2,000;;;;;;\r\n"));
}

TEST(Clock, shows_what_was_valid_at_the_instant) {
    const auto at = [](std::string_view text) { return *Instant::parse(text); };
    const Clock clock{"Europe/Paris",
                      {{at("2026-03-29T01:00:00Z"), 7200}, {at("2026-10-25T01:00:00Z"), 3600}}};
    EXPECT_EQ(clock.shown(at("2026-10-25T00:59:59Z")).text(), "2026-10-25T02:59:59Z");
    EXPECT_EQ(clock.shown(at("2026-10-25T01:00:00Z")).text(), "2026-10-25T02:00:00Z");
    EXPECT_EQ(clock.shown(at("2026-03-01T00:00:00Z")).text(), "2026-03-01T00:00:00Z");
}

TEST(Workbook, is_a_zip_of_rows_and_of_what_is_said_about_them) {
    const auto sheet = make(Format::xlsx, layout(Language::fr));
    for (int i = 0; i < 2'000; ++i) {
        const auto row = ligne("=SOMME(A1) " + std::to_string(i));
        sheet->add(&row);
    }
    const auto file = sheet->finish({{"Période", "toutes"}});
    EXPECT_TRUE(file.starts_with("PK"));
    for (const auto* part : {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"})
        EXPECT_NE(file.find(part), std::string::npos) << part;
}

TEST(Workbook, totals_stand_behind_the_rows_that_may_be_filtered) {
    const Total total{Litres::from_units(2'000)};
    for (const int rows : {0, 1, 2'000}) {
        const auto sheet = make(Format::xlsx, layout(Language::fr));
        for (int i = 0; i < rows; ++i) {
            const auto row = ligne("x");
            sheet->add(&row);
        }
        sheet->add_total("TOTAL", json::type_of<Total>, &total);
        sheet->add_total("TOTAL", json::type_of<Total>, &total);
        EXPECT_TRUE(sheet->finish({}).starts_with("PK")) << rows;
    }
}

TEST(Workbook, cuts_a_text_that_no_cell_holds_between_two_characters) {
    const auto sheet = make(Format::xlsx, layout(Language::en));
    auto row = ligne("x");
    for (int i = 0; i < 20'000; ++i)
        row.nom += "é";
    sheet->add(&row);
    EXPECT_TRUE(sheet->finish({}).starts_with("PK"));
}

TEST(Workbook, one_that_is_given_up_leaves_nothing) {
    const auto sheet = make(Format::xlsx, layout(Language::fr));
    const auto row = ligne("x");
    sheet->add(&row);
}

} // namespace

} // namespace mlpp::sheet
