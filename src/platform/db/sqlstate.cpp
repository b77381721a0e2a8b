#include "platform/db/sqlstate.h"

#include "platform/base/log.h"
#include "platform/db/error.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>

namespace mlpp::db {

namespace {

struct Meaning {
    std::string_view key;
    Code code;
    std::string_view champ{};
};

constexpr auto constraints = std::to_array<Meaning>({
#define MLPP_CONSTRAINT(name, code, champ) {#name, Code::code, champ},
#include "platform/db/constraints.def"
#undef MLPP_CONSTRAINT
});

constexpr auto sqlstates = std::to_array<Meaning>({
    {"ML003", Code::REGLAGE_PERIME},
    {"42501", Code::ROLE_FORBIDDEN},
    {"40001", Code::CONFLIT_DE_CONCURRENCE},
    {"40P01", Code::CONFLIT_DE_CONCURRENCE},
    {"55P03", Code::CONFLIT_DE_CONCURRENCE},
    {"57014", Code::DELAI_DEPASSE},
    {"23505", Code::DOUBLON},
    {"23503", Code::REFERENCE_INTROUVABLE},
    {"23001", Code::ENCORE_UTILISE},
    {"23502", Code::CHAMP_REQUIS},
    {"23514", Code::REGLE_METIER},
    {"23P01", Code::DOUBLON},
    {"22P02", Code::DONNEES_INVALIDES},
    {"22007", Code::DONNEES_INVALIDES},
    {"22008", Code::DONNEES_INVALIDES},
    {"22003", Code::DONNEES_INVALIDES},
    {"22009", Code::DONNEES_INVALIDES},
    {"22023", Code::DONNEES_INVALIDES},
    {"22021", Code::DONNEES_INVALIDES},
    {"22P05", Code::DONNEES_INVALIDES},
    {"22001", Code::TEXTE_TROP_LONG},
});

const Meaning* find(std::span<const Meaning> meanings, std::string_view key) {
    const auto found = std::ranges::find(meanings, key, &Meaning::key);
    return key.empty() || found == meanings.end() ? nullptr : &*found;
}

std::string field(const PGresult* result, int code) {
    const char* text = PQresultErrorField(result, code);
    return text == nullptr ? "" : text;
}

std::string text_of(const boost::json::value& value) {
    if (value.is_string()) return std::string(value.get_string());
    if (value.is_double()) return fmt::format("{}", value.get_double());
    return boost::json::serialize(value);
}

Parameters parameters_of(const boost::json::object& figures) {
    Parameters parameters;
    for (const auto& member : figures)
        parameters.emplace_back(std::string(member.key()), text_of(member.value()));
    return parameters;
}

// Null when DETAIL is no JSON: the code alone still says what happened.
boost::json::value detail_of(const ServerError& error) {
    if (error.detail.empty()) return {};
    boost::json::error_code failed;
    auto parsed = boost::json::parse(error.detail, failed);
    if (!failed && (parsed.is_object() || parsed.is_array())) return parsed;
    log::error("db.detail_is_no_json", {{"statement", error.statement}, {"code", error.message}});
    return {};
}

Parameters parameters_of(const boost::json::value& detail) {
    return detail.is_object() ? parameters_of(detail.get_object()) : Parameters{};
}

Code own_code(std::string_view name, const ServerError& error) {
    if (const auto code = code_named(name)) return *code;
    throw ServerFault("unknown refusal: " + error.text(), error.sqlstate);
}

// A list of faults as app.refuser_fautes writes it; a mistake in it is ours.
std::vector<FieldProblem> faults_of(const boost::json::array& detail, const ServerError& error) {
    std::vector<FieldProblem> faults;
    faults.reserve(detail.size());
    for (const auto& fault : detail)
        faults.push_back({std::string(fault.at("champ").as_string()),
                          own_code(fault.at("code").as_string(), error),
                          parameters_of(fault.at("parametres").as_object())});
    return faults;
}

std::optional<int> retry_after_s(std::string_view hint) {
    constexpr std::string_view name = "retry_after_s=";
    if (!hint.starts_with(name)) return std::nullopt;
    hint.remove_prefix(name.size());
    int seconds = 0;
    const auto [end, ec] = std::from_chars(hint.data(), hint.data() + hint.size(), seconds);
    if (ec != std::errc{} || end != hint.data() + hint.size() || seconds < 0) return std::nullopt;
    return seconds;
}

Problem own_refusal(const ServerError& error) {
    Problem problem{own_code(error.message, error)};
    problem.retry_after_s = retry_after_s(error.hint);
    const auto detail = detail_of(error);
    if (detail.is_array()) {
        problem.erreurs = faults_of(detail.get_array(), error);
        if (!problem.erreurs.empty()) problem.parametres = problem.erreurs.front().parametres;
    } else {
        problem.parametres = parameters_of(detail);
        if (!error.column.empty())
            problem.erreurs.push_back({error.column, problem.code, problem.parametres});
    }
    return problem;
}

Problem with_field(Code code, std::string_view champ) {
    Problem problem{code};
    if (!champ.empty()) problem.erreurs.push_back({std::string(champ), code, {}});
    return problem;
}

bool is_environment(std::string_view sqlstate) {
    constexpr std::array<std::string_view, 9> beginnings{"08",    "28",    "53",    "58",   "57P",
                                                         "25P03", "25006", "3D000", "XX001"};
    return sqlstate.empty() || std::ranges::any_of(beginnings, [&](std::string_view beginning) {
               return sqlstate.starts_with(beginning);
           });
}

// A migration changed what a prepared statement returns, or a proxy forgot it: with a new
// connection the same work succeeds.
bool stale_statement(const ServerError& error) {
    return error.sqlstate == "26000" ||
           (error.sqlstate == "0A000" && error.source_function == "RevalidateCachedQuery");
}

// The parent of a reference cannot go, or the child names no parent: one SQLSTATE for both.
bool parent_still_used(const ServerError& error) {
    return error.sqlstate == "23503" && error.message.starts_with("update or delete");
}

} // namespace

ServerError ServerError::of(const PGresult* result, std::string_view statement) {
    return {.sqlstate = field(result, PG_DIAG_SQLSTATE),
            .message = field(result, PG_DIAG_MESSAGE_PRIMARY),
            .detail = field(result, PG_DIAG_MESSAGE_DETAIL),
            .hint = field(result, PG_DIAG_MESSAGE_HINT),
            .constraint = field(result, PG_DIAG_CONSTRAINT_NAME),
            .table = field(result, PG_DIAG_TABLE_NAME),
            .column = field(result, PG_DIAG_COLUMN_NAME),
            .source_function = field(result, PG_DIAG_SOURCE_FUNCTION),
            .statement = std::string(statement)};
}

std::string ServerError::text() const {
    auto out = fmt::format("{}: {} {}", statement, sqlstate, message);
    if (!detail.empty()) out += " | " + detail;
    if (!constraint.empty()) out += " | constraint " + constraint;
    return out;
}

Problem problem_of(const ServerError& error) {
    if (error.sqlstate == "ML001") return own_refusal(error);
    if (error.sqlstate == "ML002") return {Code::REQUETE_REJOUEE, parameters_of(detail_of(error))};
    if (parent_still_used(error)) return Code::ENCORE_UTILISE;
    if (const auto* known = find(constraints, error.constraint))
        return with_field(known->code, known->champ);
    if (error.sqlstate == "23502") return with_field(Code::CHAMP_REQUIS, error.column);
    if (stale_statement(error)) return Code::CONFLIT_DE_CONCURRENCE;
    if (error.sqlstate == "42501") log::warn("db.refused_by_rights", {{"error", error.text()}});
    if (const auto* known = find(sqlstates, error.sqlstate)) return known->code;
    if (is_environment(error.sqlstate)) throw Unavailable(error.text());
    throw ServerFault(error.text(), error.sqlstate);
}

std::vector<std::string_view> known_constraints() {
    std::vector<std::string_view> names;
    names.reserve(constraints.size());
    for (const auto& constraint : constraints)
        names.push_back(constraint.key);
    return names;
}

bool is_retryable(Code code) {
    return code == Code::CONFLIT_DE_CONCURRENCE || code == Code::REGLAGE_PERIME;
}

bool ends_connection(const ServerError& error) {
    return stale_statement(error) || is_environment(error.sqlstate);
}

ServerError nul_in_text(std::string_view statement) {
    ServerError error;
    error.sqlstate = "22021";
    error.message = "a text parameter holds a NUL character";
    error.statement = statement;
    return error;
}

} // namespace mlpp::db
