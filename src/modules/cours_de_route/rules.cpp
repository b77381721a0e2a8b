#include "modules/cours_de_route/rules.h"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>
#include <chrono>

namespace mlpp::cours_de_route {

namespace {

constexpr std::chrono::days un_an{366};
constexpr std::ptrdiff_t plaque_min = 2;

using Erreurs = std::vector<FieldProblem>;

bool alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// The plate's key is made of its letters and digits (T-CDR-03).
void verifier_plaque(const std::string& plaque, Erreurs& erreurs) {
    if (std::ranges::count_if(plaque, alphanumeric) < plaque_min)
        erreurs.push_back({"plaque_camion", Code::TEXTE_TROP_COURT, {{"min", "2"}}});
}

void verifier_entre(const char* champ, Date date, Date least, Date most, Erreurs& erreurs) {
    if (date < least || date > most)
        erreurs.push_back(
            {champ, Code::VALEUR_HORS_LIMITES, {{"min", least.text()}, {"max", most.text()}}});
}

void verifier_dates(std::optional<Date> chargement, std::optional<Date> arrivee, Date today,
                    Erreurs& erreurs) {
    if (chargement)
        verifier_entre("date_chargement", *chargement, {today.day - un_an}, {today.day + un_an},
                       erreurs);
    if (arrivee)
        verifier_entre("date_arrivee_prevue", *arrivee,
                       chargement.value_or(Date{today.day - 2 * un_an}), {today.day + 2 * un_an},
                       erreurs);
}

Result<> outcome(Erreurs erreurs) {
    if (erreurs.empty()) return {};
    return refuse(invalid_fields(std::move(erreurs)));
}

} // namespace

Result<> verifier(const DemandeCoursDeRoute& demande, Date today) {
    Erreurs erreurs;
    verifier_plaque(demande.plaque_camion, erreurs);
    verifier_dates(demande.date_chargement, demande.date_arrivee_prevue, today, erreurs);
    return outcome(std::move(erreurs));
}

Result<> verifier(const ModificationCoursDeRoute& modification, Date today) {
    Erreurs erreurs;
    if (modification.plaque_camion.value)
        verifier_plaque(*modification.plaque_camion.value, erreurs);
    verifier_dates(modification.date_chargement.value, modification.date_arrivee_prevue.value,
                   today, erreurs);
    return outcome(std::move(erreurs));
}

Problem transition_interdite(Statut de, Statut vers) {
    Problem problem{Code::TRANSITION_INTERDITE,
                    {{"de", boost::describe::enum_to_string(de, "")},
                     {"vers", boost::describe::enum_to_string(vers, "")}}};
    problem.erreurs.push_back({"statut", problem.code, problem.parametres});
    return problem;
}

std::vector<LigneStatistique> lignes(const StatistiquesCours& statistiques) {
    std::vector<LigneStatistique> all;
    const auto nom_de = [](Statut statut) {
        return std::string(boost::describe::enum_to_string(statut, ""));
    };
    for (const auto& part : statistiques.par_statut)
        all.push_back(
            {PartieStatistique::STATUT, nom_de(part.statut), part.nombre, part.volume, {}, {}});
    for (const auto& part : statistiques.par_fournisseur)
        all.push_back({PartieStatistique::FOURNISSEUR,
                       part.nom.value_or(""),
                       part.nombre,
                       part.volume,
                       {},
                       {}});
    for (const auto& part : statistiques.par_produit)
        all.push_back(
            {PartieStatistique::PRODUIT, part.nom.value_or(""), part.nombre, part.volume, {}, {}});
    for (const auto& part : statistiques.par_semaine)
        all.push_back(
            {PartieStatistique::SEMAINE, part.semaine.text(), part.nombre, part.volume, {}, {}});
    for (const auto& part : statistiques.durees)
        all.push_back({PartieStatistique::DUREE,
                       nom_de(part.statut),
                       part.nombre,
                       {},
                       part.moyenne_h,
                       part.mediane_h});
    return all;
}

} // namespace mlpp::cours_de_route
