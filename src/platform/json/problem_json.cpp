#include "platform/json/problem_json.h"

#include "platform/base/messages.h"
#include "platform/json/json.h"

namespace mlpp::json {

namespace {

void member(std::string_view name, std::string_view text, std::string& out) {
    if (out.back() != '{') out += ',';
    ((out += '"') += name) += "\":";
    write_string(text, out);
}

} // namespace

std::string write_problem(const Problem& problem, Language language, std::string_view demande) {
    const auto code = name_of(problem.code);
    std::string out = "{";
    member("type", std::string{"/problemes/"} += code, out);
    member("title", title_of(problem.code, language), out);
    out += ",\"status\":" + std::to_string(http_status(problem.code));
    member("detail", detail_text(problem.code, problem.parametres, language), out);
    member("code", code, out);
    member("demande", demande, out);
    out += ",\"erreurs\":[";
    for (const auto& erreur : problem.erreurs) {
        if (out.back() != '[') out += ',';
        out += '{';
        member("champ", erreur.champ, out);
        member("code", name_of(erreur.code), out);
        member("message", message_text(erreur, language), out);
        out += '}';
    }
    out += ']';
    if (!problem.actuel.empty()) (out += ",\"actuel\":") += problem.actuel;
    out += '}';
    return out;
}

} // namespace mlpp::json
