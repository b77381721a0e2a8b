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

Instant au_plus_tot(const Borne& du) {
    if (const auto* instant = std::get_if<Instant>(&du)) return *instant;
    return {std::get<Date>(du).day - std::chrono::hours{14}};
}

Instant au_plus_tard(const Borne& au) {
    if (const auto* instant = std::get_if<Instant>(&au)) return *instant;
    return {std::get<Date>(au).day + std::chrono::hours{24 + 12}};
}

} // namespace mlpp::journal
