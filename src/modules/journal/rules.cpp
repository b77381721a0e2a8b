#include "modules/journal/rules.h"

#include <string_view>
#include <vector>

namespace mlpp::journal {

namespace {

void read(std::string_view field, const std::optional<std::string>& text,
          std::optional<Borne>& bound, std::vector<FieldProblem>& problems) {
    if (!text) return;
    if (const auto day = Date::parse(*text))
        bound = *day;
    else if (const auto instant = Instant::parse(*text))
        bound = *instant;
    else
        problems.push_back(
            {std::string{field}, Code::FORMAT_INVALIDE, {{"attendu", "date, date-time"}}});
}

} // namespace

Result<Periode> lire_periode(const std::optional<std::string>& du,
                             const std::optional<std::string>& au) {
    Periode period;
    std::vector<FieldProblem> problems;
    read("du", du, period.du, problems);
    read("au", au, period.au, problems);
    if (!problems.empty()) return refuse(invalid_fields(std::move(problems)));
    return period;
}

Result<> verifier_recherche(const Periode& periode, Instant now) {
    if (!periode.du) return refuse(invalid_fields({{"du", Code::CHAMP_REQUIS, {}}}));
    const auto first = au_plus_tot(*periode.du).time;
    const auto last = periode.au ? au_plus_tard(*periode.au).time : now.time;
    // Two days more than asked for: what days may mean in another time zone.
    if (last - first <= std::chrono::days{search_days_max + 2}) return {};
    const auto longest = std::to_string(search_days_max);
    return refuse(
        invalid_fields({{"du", Code::VALEUR_HORS_LIMITES, {{"min", "1"}, {"max", longest}}}}));
}

Instant au_plus_tot(const Borne& du) {
    if (const auto* instant = std::get_if<Instant>(&du)) return *instant;
    return {std::get<Date>(du).day - std::chrono::hours{14}};
}

Instant au_plus_tard(const Borne& au) {
    if (const auto* instant = std::get_if<Instant>(&au)) return *instant;
    return {std::get<Date>(au).day + std::chrono::hours{24 + 12}};
}

} // namespace mlpp::journal
