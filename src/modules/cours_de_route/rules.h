// Rules of a cours de route that need no database. Pure.
#pragma once

#include "modules/cours_de_route/types.h"
#include "platform/base/result.h"

namespace mlpp::cours_de_route {

// Plate, loading date within a year of `today`, arrival not before loading; every fault at once.
Result<> verifier(const DemandeCoursDeRoute& demande, Date today);
Result<> verifier(const ModificationCoursDeRoute& modification, Date today);

// 409 TRANSITION_INTERDITE.
Problem transition_interdite(Statut de, Statut vers);

// The parts of the statistics, one after the other.
std::vector<LigneStatistique> lignes(const StatistiquesCours& statistiques);

} // namespace mlpp::cours_de_route
