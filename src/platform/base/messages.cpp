#include "platform/base/messages.h"

#include <algorithm>
#include <array>

namespace mlpp {

namespace {

struct Word {
    std::string_view key;
    std::string_view fr;
    std::string_view en;
};

// What parameters `attendu`, `raison` and those that name a status may hold when they are not
// figures.
constexpr auto vocabulary = std::to_array<Word>({
    {"", "aucun", "none"},
    {"ARRIVE", "arrivé", "arrived"},
    {"ARRONDI", "arrondi", "rounding"},
    {"BASE", "température de base", "base temperature"},
    {"CHARGEMENT", "chargement", "loading"},
    {"COEFFICIENT_C", "coefficient alpha", "alpha coefficient"},
    {"CONVERGENCE", "calcul qui ne converge pas", "calculation that does not settle"},
    {"DECHARGE", "déchargé", "discharged"},
    {"DENSITE_15C", "densité à 15 °C", "density at 15 °C"},
    {"DENSITE_60F", "densité à 60 °F", "density at 60 °F"},
    {"DENSITE_OBSERVEE", "densité observée", "observed density"},
    {"EN_ATTENTE", "en attente", "waiting"},
    {"FACTEUR", "facteur de correction", "correction factor"},
    {"FRONTIERE", "à la frontière", "at the border"},
    {"If-Match", "en-tête If-Match illisible", "malformed If-Match header"},
    {"LECTURE_TABLE", "lecture de la table", "table reading"},
    {"PRESSION", "pression", "pressure"},
    {"REFUSEE", "refusée", "refused"},
    {"RETIREE", "retirée", "withdrawn"},
    {"TEMPERATURE", "température", "temperature"},
    {"TRANSIT", "en transit", "in transit"},
    {"VALIDEE", "validée", "approved"},
    {"VOLUME", "volume", "volume"},
    {"array", "une liste", "a list"},
    {"boolean", "vrai ou faux", "true or false"},
    {"date", "une date AAAA-MM-JJ", "a date YYYY-MM-DD"},
    {"date, date-time", "une date ou un instant", "a date or an instant"},
    {"date-time", "un instant RFC 3339 avec décalage", "an RFC 3339 instant with an offset"},
    {"digits", "un nombre décimal", "a decimal number"},
    {"duplicate", "champ donné une seule fois", "field given once"},
    {"encoding", "encodage invalide", "invalid encoding"},
    {"header", "en-tête illisible", "malformed header"},
    {"host", "en-tête Host absent ou répété", "Host header missing or repeated"},
    {"http", "message HTTP illisible", "malformed HTTP message"},
    {"integer", "un nombre entier", "a whole number"},
    {"list", "une liste", "a list"},
    {"not_null", "une valeur, pas null", "a value, not null"},
    {"number", "un nombre", "a number"},
    {"object", "un objet", "an object"},
    {"parameters", "trop de paramètres", "too many parameters"},
    {"plain_text", "un texte sans caractères de contrôle", "text without control characters"},
    {"string", "un texte", "text"},
    {"uuid", "un identifiant UUID", "a UUID"},
});

constexpr bool sorted = std::ranges::is_sorted(vocabulary, {}, &Word::key);
static_assert(sorted);

std::string_view translate(std::string_view name, std::string_view value, Language language) {
    constexpr auto worded =
        std::to_array<std::string_view>({"attendu", "de", "raison", "statut", "vers"});
    if (std::ranges::find(worded, name) == worded.end()) return value;
    const auto found = std::ranges::lower_bound(vocabulary, value, {}, &Word::key);
    if (found == vocabulary.end() || found->key != value) return value;
    return language == Language::fr ? found->fr : found->en;
}

// A figure as people of that language write it: "293 985,5", "293,985.5". What is no number stays.
std::string figure(std::string_view value, Language language) {
    const bool negative = value.starts_with('-');
    const auto digits = value.substr(negative ? 1 : 0);
    const auto whole = digits.substr(0, digits.find('.'));
    const auto rest = digits.substr(whole.size());
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (whole.empty() || !std::ranges::all_of(whole, is_digit) ||
        (!rest.empty() && !std::ranges::all_of(rest.substr(1), is_digit)))
        return std::string(value);
    std::string written = negative ? "-" : "";
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (i > 0 && (whole.size() - i) % 3 == 0)
            written += language == Language::fr ? "\u202f" : ",";
        written += whole[i];
    }
    const auto last = rest.find_last_not_of("0.");
    if (last == std::string_view::npos) return written;
    written += language == Language::fr ? ',' : '.';
    return written += rest.substr(1, last);
}

} // namespace

std::string fill(std::string_view text, const Parameters& parameters, Language language) {
    std::string filled;
    while (!text.empty()) {
        const auto open = text.find('{');
        filled += text.substr(0, open);
        if (open == std::string_view::npos) break;
        const auto close = text.find('}', open);
        if (close == std::string_view::npos) return {};
        const auto name = text.substr(open + 1, close - open - 1);
        const auto found = std::ranges::find(parameters, name, &Parameters::value_type::first);
        if (found == parameters.end()) return {};
        text.remove_prefix(close + 1);
        filled += figure(translate(name, found->second, language), language);
    }
    return filled;
}

std::string detail_text(Code code, const Parameters& parameters, Language language) {
    return fill(detail_of(code, language), parameters, language);
}

std::string message_text(const FieldProblem& problem, Language language) {
    std::string message{title_of(problem.code, language)};
    const auto detail = detail_text(problem.code, problem.parametres, language);
    if (!detail.empty()) (message += ". ") += detail;
    return message;
}

} // namespace mlpp
