#include "modules/referentiels/rules.h"

#include <algorithm>

namespace mlpp::referentiels {

namespace {

constexpr std::array roundings{Litres::from_units(1), Litres::from_units(100),
                               Litres::from_units(1000)};

class Findings {
public:
    Findings& check_code(const std::optional<std::string>& code, std::string_view extra,
                         std::string_view expected) {
        const auto admitted = [&](char c) {
            return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || extra.contains(c);
        };
        if (code && !std::ranges::all_of(*code, admitted))
            problems_.push_back(
                {"code", Code::FORMAT_INVALIDE, {{"attendu", std::string(expected)}}});
        return *this;
    }

    Findings& check_rounding(std::string_view champ, const std::optional<Litres>& rounding) {
        if (rounding && std::ranges::find(roundings, *rounding) == roundings.end())
            problems_.push_back(
                {std::string(champ), Code::VALEUR_INCONNUE, {{"admises", "0.001, 0.1, 1"}}});
        return *this;
    }

    Result<> outcome() {
        if (problems_.empty()) return {};
        return refuse(invalid_fields(std::move(problems_)));
    }

private:
    std::vector<FieldProblem> problems_;
};

Result<> check_depot(const std::optional<std::string>& code, const std::optional<Litres>& reception,
                     const std::optional<Litres>& sortie) {
    return Findings()
        .check_code(code, "", "A–Z, 0–9")
        .check_rounding("arrondi_reception_l", reception)
        .check_rounding("arrondi_sortie_l", sortie)
        .outcome();
}

Result<> check_product(const std::optional<std::string>& code) {
    return Findings().check_code(code, ".", "A–Z, 0–9, « . »").outcome();
}

} // namespace

Result<> verifier(const DemandeDepot& demande) {
    return check_depot(demande.code, demande.arrondi_reception_l, demande.arrondi_sortie_l);
}

Result<> verifier(const ModificationDepot& modification) {
    return check_depot(modification.code.value, modification.arrondi_reception_l.value,
                       modification.arrondi_sortie_l.value);
}

Result<> verifier(const DemandeProduit& demande) {
    return check_product(demande.code);
}

Result<> verifier(const ModificationProduit& modification) {
    return check_product(modification.code.value);
}

} // namespace mlpp::referentiels
