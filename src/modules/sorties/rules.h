// Rules of a sortie's head that need no database. Pure.
#pragma once

#include "modules/sorties/types.h"
#include "platform/base/problem.h"

#include <vector>

namespace mlpp::sorties {

// The beneficiary follows the owner, and a contradiction is refused, never re-labelled (T-SOR-01,
// T-SOR-15).
std::vector<FieldProblem> verifier_entete(const DemandeSortie& demande);

} // namespace mlpp::sorties
