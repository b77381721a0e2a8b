#include "platform/http/openapi.h"

#include "platform/http/context.h"
#include "platform/http/reference_page.h"
#include "platform/json/json.h"
#include "platform/json/schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>

namespace mlpp::http {

namespace {

std::string quoted(std::string_view text) {
    std::string out;
    json::write_string(text, out);
    return out;
}

// Members joined by commas.
class List {
public:
    void add(std::string_view item) {
        if (!text_.empty()) text_ += ',';
        text_ += item;
    }

    const std::string& text() const { return text_; }

private:
    std::string text_;
};

constexpr std::string_view problem_schema =
    R"({"type":"object","description":"RFC 9457","properties":{)"
    R"("type":{"type":"string"},"title":{"type":"string"},"status":{"type":"integer"},)"
    R"("detail":{"type":"string"},"code":{"$ref":"#/components/schemas/Code"},)"
    R"("demande":{"type":"string"},"erreurs":{"type":"array","items":{)"
    R"("$ref":"#/components/schemas/ProblemeChamp"}},"actuel":{}},)"
    R"("required":["type","title","status","detail","code","demande","erreurs"]})";

constexpr std::string_view field_problem_schema =
    R"({"type":"object","properties":{"champ":{"type":"string"},)"
    R"("code":{"$ref":"#/components/schemas/Code"},"message":{"type":"string"}},)"
    R"("required":["champ","code","message"]})";

std::string code_schema() {
    std::set<std::string_view> names;
    for (const auto code : all_codes())
        names.insert(mlpp::name_of(code));
    List list;
    for (const auto name : names)
        list.add(quoted(name));
    return R"({"type":"string","enum":[)" + list.text() + "]}";
}

std::string parameter(std::string_view name, std::string_view place, bool required,
                      std::string_view schema) {
    return fmt::format(R"({{"name":{},"in":"{}","required":{},"schema":{}}})", quoted(name), place,
                       required, schema);
}

std::string parameters_of(const Route& route, json::Schemas& schemas) {
    List list;
    std::string_view rest = route.pattern;
    while (true) {
        const auto open = rest.find('{');
        if (open == std::string_view::npos) break;
        const auto close = rest.find('}', open);
        list.add(parameter(rest.substr(open + 1, close - open - 1), "path", true,
                           R"({"type":"string","format":"uuid"})"));
        rest.remove_prefix(close + 1);
    }
    if (route.query != nullptr)
        for (const auto& field : route.query->fields) {
            // Absent is said by leaving the parameter out, never by null.
            auto bounds = field.bounds;
            bounds.not_null = true;
            const bool list_field = field.type->kind == json::Kind::list;
            list.add(parameter(field.name, "query",
                               field.required() && (!list_field || bounds.items_min != 0),
                               schemas.of(*field.type, bounds)));
        }
    if (route.idempotent)
        list.add(parameter("Idempotency-Key", "header", false,
                           R"({"type":"string","minLength":8,"maxLength":128})"));
    if (route.needs_version)
        list.add(
            parameter("If-Match", "header", true, R"({"type":"string","pattern":"^\"[0-9]+\"$"})"));
    return list.text();
}

// What any route of its kind may answer, beside its own refusals.
std::set<Code> refusals_of(const Route& route) {
    std::set<Code> codes(route.refusals.begin(), route.refusals.end());
    codes.insert({Code::ERREUR_INTERNE, Code::BASE_INDISPONIBLE, Code::DELAI_DEPASSE});
    if (route.action != visiteur) codes.insert({Code::NON_AUTHENTIFIE, Code::SESSION_EXPIREE});
    if ((route.action != visiteur && route.action != session) || route.also)
        codes.insert(Code::ROLE_FORBIDDEN);
    if (changes_state(route.method))
        codes.insert({Code::ORIGINE_REFUSEE, Code::CONFLIT_DE_CONCURRENCE});
    if (route.body != nullptr)
        codes.insert({Code::JSON_INVALIDE, Code::CHAMP_INCONNU, Code::DONNEES_INVALIDES,
                      Code::CORPS_TROP_GRAND, Code::TYPE_DE_CONTENU_REFUSE});
    if (route.query != nullptr) {
        codes.insert({Code::PARAMETRE_INCONNU, Code::DONNEES_INVALIDES, Code::REQUETE_INVALIDE});
        if (std::ranges::any_of(route.query->fields,
                                [](const json::Field& field) { return field.name == "curseur"; }))
            codes.insert(Code::CURSEUR_INVALIDE);
    }
    if (route.pattern.contains('{'))
        codes.insert({Code::RESSOURCE_INTROUVABLE, Code::REQUETE_INVALIDE});
    if (route.needs_version) codes.insert({Code::VERSION_REQUISE, Code::VERSION_PERIMEE});
    if (route.idempotent)
        codes.insert({Code::CLE_IDEMPOTENCE_INVALIDE, Code::CLE_IDEMPOTENCE_REUTILISEE});
    return codes;
}

std::string success_of(const Route& route, const json::Type* answer, std::string_view description,
                       json::Schemas& schemas) {
    if (answer == nullptr && route.answer_types.front() == "application/json")
        return fmt::format(R"({{"description":"{}"}})", description);
    const auto schema =
        answer == nullptr ? std::string{R"({"type":"string"})"} : schemas.of(*answer);
    List content;
    for (const auto type : route.answer_types)
        content.add(fmt::format(R"({}:{{"schema":{}}})", quoted(type), schema));
    return fmt::format(R"({{"description":"{}","content":{{{}}}}})", description, content.text());
}

std::string responses_of(const Route& route, json::Schemas& schemas) {
    std::map<int, std::string> by_status; // the codes of each error status
    for (const auto code : refusals_of(route)) {
        auto& names = by_status[http_status(code)];
        if (!names.empty()) names += ", ";
        names += mlpp::name_of(code);
    }
    List list;
    list.add(
        fmt::format(R"("{}":{})", route.status, success_of(route, route.answer, "Done", schemas)));
    for (const auto& [status, type] : route.other_answers)
        list.add(fmt::format(R"("{}":{})", status, success_of(route, type, "Kept", schemas)));
    for (const auto& [status, names] : by_status)
        list.add(fmt::format(R"("{}":{{"description":{},"content":{{"application/problem+json":)"
                             R"({{"schema":{{"$ref":"#/components/schemas/Probleme"}}}}}}}})",
                             status, quoted(names)));
    return list.text();
}

std::string operation_of(const Route& route, json::Schemas& schemas) {
    auto out = fmt::format(R"({{"summary":{},"x-action":{},)", quoted(route.summary),
                           quoted(route.action.name));
    if (route.also) out += R"("x-action-aussi":)" + quoted(route.also->name) + ',';
    if (route.action == visiteur) out += R"("security":[],)";
    if (const auto parameters = parameters_of(route, schemas); !parameters.empty())
        out += R"("parameters":[)" + parameters + "],";
    if (route.body != nullptr)
        out += fmt::format(
            R"("requestBody":{{"required":true,"content":{{"application/json":{{"schema":{}}}}}}},)",
            schemas.of(*route.body));
    return out + R"("responses":{)" + responses_of(route, schemas) + "}}";
}

std::string lower_case(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(), [](char c) { return static_cast<char>(c | 0x20); });
    return out;
}

} // namespace

std::string openapi_document(const RouteTable& table, std::string_view version) {
    json::Schemas schemas;
    schemas.add("Code", code_schema());
    schemas.add("Probleme", std::string{problem_schema});
    schemas.add("ProblemeChamp", std::string{field_problem_schema});
    std::map<std::string_view, std::map<std::string, std::string>> paths;
    for (const auto& route : table.routes())
        paths[route.pattern][lower_case(name_of(route.method))] = operation_of(route, schemas);
    List path_list;
    for (const auto& [pattern, operations] : paths) {
        List list;
        for (const auto& [method, operation] : operations)
            list.add(quoted(method) + ':' + operation);
        path_list.add(quoted(pattern) + ":{" + list.text() + '}');
    }
    return fmt::format(
        R"({{"openapi":"3.1.0","info":{{"title":"ML_PP","version":{}}},"paths":{{{}}},)"
        R"("security":[{{"session":[]}},{{"jeton":[]}}],)"
        R"("components":{{"securitySchemes":{{)"
        R"("jeton":{{"type":"http","scheme":"bearer"}},)"
        R"("session":{{"type":"apiKey","in":"cookie","name":"mlpp_session"}}}},"schemas":{}}}}})",
        quoted(version), path_list.text(), schemas.components());
}

namespace {

awaitable<Result<Response>> answer_document(Context& ctx,
                                            std::shared_ptr<const std::string> document) {
    co_return ctx.json(200, *document);
}

awaitable<Result<Response>> answer_reference(std::string_view type, std::string_view text) {
    Response response{.body = std::string{text}, .content_type = type};
    response.header("Content-Security-Policy", std::string{reference_policy});
    co_return response;
}

} // namespace

void declare_documentation(RouteTable& table, std::string_view version) {
    // Filled below, when the table is complete.
    auto document = std::make_shared<std::string>();
    table.get<json::Json>(
        "/openapi.json", visiteur,
        [document](Context& ctx) { return answer_document(ctx, document); }, "This document.");
    const auto declare = [&table](std::string_view path, std::string_view type,
                                  std::string_view text) {
        table
            .get_outside_api(
                path, visiteur, [type, text](Context&) { return answer_reference(type, text); },
                "The reference page of this document.")
            .answers_type(type);
    };
    declare("/api/docs", "text/html; charset=utf-8", reference_html);
    declare("/api/docs/reference.js", "text/javascript; charset=utf-8", reference_script);
    declare("/api/docs/reference.css", "text/css; charset=utf-8", reference_style);
    *document = openapi_document(table, version);
}

} // namespace mlpp::http
