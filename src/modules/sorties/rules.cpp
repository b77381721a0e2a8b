#include "modules/sorties/rules.h"

namespace mlpp::sorties {

std::vector<FieldProblem> verifier_entete(const DemandeSortie& demande) {
    if (!demande.proprietaire_type)
        return {{"proprietaire_type", Code::SORTIE_PROPRIETAIRE_INVALIDE, {}}};
    const bool monaluxe = demande.proprietaire_type == Proprietaire::MONALUXE;
    std::vector<FieldProblem> erreurs;
    if (monaluxe != demande.client_id.has_value())
        erreurs.push_back({"client_id", Code::BENEFICIAIRE_XOR, {}});
    if (monaluxe == demande.partenaire_id.has_value())
        erreurs.push_back({"partenaire_id", Code::BENEFICIAIRE_XOR, {}});
    return erreurs;
}

} // namespace mlpp::sorties
