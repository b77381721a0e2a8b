#include "modules/receptions/rules.h"

namespace mlpp::receptions {

std::vector<FieldProblem> verifier_entete(const DemandeReception& demande) {
    std::vector<FieldProblem> erreurs;
    const bool partenaire = demande.proprietaire_type == Proprietaire::PARTENAIRE;
    if (partenaire && !demande.partenaire_id)
        erreurs.push_back({"partenaire_id", Code::PARTENAIRE_REQUIS, {}});
    if (!partenaire && demande.partenaire_id)
        erreurs.push_back({"partenaire_id", Code::PARTENAIRE_INTERDIT, {}});
    if (partenaire && demande.cours_de_route_id)
        erreurs.push_back({"cours_de_route_id", Code::RECEPTION_CDR_INTERDIT, {}});
    return erreurs;
}

} // namespace mlpp::receptions
