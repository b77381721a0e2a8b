#include "modules/mouvements/recherche.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>

namespace mlpp::mouvements {

namespace {

// The series of document numbers, as the database gives them out.
constexpr std::array<std::string_view, 6> series_connues = {"AJU", "CDR", "INI",
                                                            "PRO", "REC", "SOR"};

// Either way of a year's rows passes at most half of them.
constexpr auto jours_lus_max = std::chrono::days(183);

bool is_digit(unsigned char c) {
    return std::isdigit(c) != 0;
}

std::string upper(std::string_view text) {
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return out;
}

} // namespace

std::optional<DebutDeNumero> debut_de_numero(std::string_view texte) {
    constexpr std::size_t series = 3;
    constexpr std::size_t digits = 6;
    constexpr std::size_t head = series + 1 + 4; // SOR-2026
    if (texte.size() < head || texte[series] != '-') return std::nullopt;
    const auto year = texte.substr(series + 1, 4);
    const auto rest = texte.substr(head);
    if (std::ranges::find(series_connues, upper(texte.substr(0, series))) == series_connues.end() ||
        !std::ranges::all_of(year, is_digit) || (!rest.empty() && rest.front() != '-') ||
        !std::ranges::all_of(rest.substr(rest.empty() ? 0 : 1), is_digit))
        return std::nullopt;
    const auto du = Date::parse(std::string(year) + "-01-01");
    const auto au = Date::parse(std::string(year) + "-12-31");
    if (!du || !au) return std::nullopt;
    const auto premier = upper(texte);
    return DebutDeNumero{premier, premier + '\x7f', *du, *au, rest.size() > digits};
}

bool par_numero(list::Conditions& where, std::string_view jour, std::string_view q) {
    const auto debut = debut_de_numero(q);
    if (!debut || debut->entier) return false;
    where.at_least("numero", std::optional(debut->premier))
        .at_most("numero", std::optional(debut->dernier))
        .at_least(jour, std::optional(debut->du))
        .at_most(jour, std::optional(debut->au));
    return true;
}

void par_periode(list::Conditions& where, std::string_view jour, std::string_view serie,
                 const std::optional<Date>& du, const std::optional<Date>& au,
                 const std::optional<std::string>& tri) {
    where.at_least(jour, du).at_most(jour, au);
    if (tri != "numero" && tri != "-numero") return;
    if (du && au && au->day - du->day <= jours_lus_max) {
        where.fetched_first();
        return;
    }
    const auto year_of = [serie](const Date& date) {
        return std::string(serie).append("-").append(date.text(), 0, 4);
    };
    where.at_least("numero", du.transform(year_of))
        .at_most("numero", au.transform([&](const Date& date) { return year_of(date) + '\x7f'; }));
}

void par_proprietaire(list::Conditions& where, const std::optional<Proprietaire>& proprietaire) {
    where.equals("proprietaire_type", proprietaire);
    if (proprietaire == Proprietaire::PARTENAIRE) where.also("l.partenaire_id IS NOT NULL");
}

} // namespace mlpp::mouvements
