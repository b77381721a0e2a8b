// Rules of a reception's head that need no database. Pure.
#pragma once

#include "modules/receptions/types.h"
#include "platform/base/problem.h"

#include <vector>

namespace mlpp::receptions {

// Owner, partner and cours de route must agree (T-REC-07, T-REC-11). Whether a cours de route or a
// note is due depends on the tank and the role: the database says.
std::vector<FieldProblem> verifier_entete(const DemandeReception& demande);

} // namespace mlpp::receptions
