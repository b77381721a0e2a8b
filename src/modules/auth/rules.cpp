#include "modules/auth/rules.h"

#include <algorithm>

namespace mlpp::auth {

namespace {

constexpr std::size_t agent_characters_max = 300;
constexpr auto locked_fields =
    std::to_array<std::string_view>({"role", "depot_id", "user_id", "created_at"});

} // namespace

std::string agent_text(std::string_view header) {
    std::string text(header.substr(0, agent_characters_max));
    std::ranges::replace_if(text, [](char c) { return c < ' ' || c > '~'; }, '?');
    return text;
}

bool names_locked_field(const Problem& problem) {
    return problem.code == Code::CHAMP_INCONNU &&
           std::ranges::any_of(problem.erreurs, [](const FieldProblem& error) {
               return std::ranges::find(locked_fields, error.champ) != locked_fields.end();
           });
}

Result<> verifier(const DemandeJeton& demande, Instant now) {
    if (!demande.expire_le || *demande.expire_le > now) return {};
    return refuse(invalid_fields({{"expire_le", Code::DATE_PASSEE, {}}}));
}

} // namespace mlpp::auth
