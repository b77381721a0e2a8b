#include "modules/utilisateurs/rules.h"

#include "modules/mot_de_passe/mot_de_passe.h"
#include "platform/base/assert.h"

#include <algorithm>

namespace mlpp::utilisateurs {

namespace {

// Characters, not bytes: what PostgreSQL counts.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

class Findings {
public:
    void check_email(std::string_view email) {
        if (!is_email(email))
            problems_.push_back({"email", Code::FORMAT_INVALIDE, {{"attendu", "nom@exemple.org"}}});
    }

    void add(Result<> checked) {
        if (!checked) std::ranges::move(checked.error().erreurs, std::back_inserter(problems_));
    }

    Result<> outcome() && {
        if (problems_.empty()) return {};
        return refuse(invalid_fields(std::move(problems_)));
    }

private:
    std::vector<FieldProblem> problems_;
};

} // namespace

bool is_email(std::string_view text) {
    const auto at = text.find('@');
    if (at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos)
        return false;
    if (text.find_first_of(" \t\r\n\v\f") != std::string_view::npos) return false;
    const auto before = characters(text.substr(0, at));
    const auto behind = characters(text.substr(at + 1));
    return before >= 1 && before <= 64 && behind >= 1 && behind <= 190;
}

Result<> verifier(const DemandeUtilisateur& demande) {
    Findings findings;
    findings.check_email(demande.email);
    if (demande.mot_de_passe)
        findings.add(mot_de_passe::verifier("mot_de_passe", *demande.mot_de_passe,
                                            {demande.email, demande.nom_complet}));
    return std::move(findings).outcome();
}

Result<> verifier(const ModificationUtilisateur& modification, const Utilisateur* courant) {
    Findings findings;
    if (modification.email.value) findings.check_email(*modification.email.value);
    if (modification.mot_de_passe.value) {
        MLPP_ASSERT(courant != nullptr);
        findings.add(mot_de_passe::verifier("mot_de_passe", *modification.mot_de_passe.value,
                                            {courant->email, courant->nom_complet,
                                             modification.email.value.value_or(""),
                                             modification.nom_complet.value.value_or("")}));
    }
    return std::move(findings).outcome();
}

} // namespace mlpp::utilisateurs
