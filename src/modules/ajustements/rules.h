// What an adjustment may change and what it makes of a movement. Pure.
#pragma once

#include "modules/ajustements/types.h"
#include "platform/base/result.h"

namespace mlpp::ajustements {

// Each type of correction has its own fields: no other, and all of them (MIXTE: at least one). A
// reason of 10 characters. Every fault at once.
Result<> verifier(const DemandeAjustement& demande);

// Owner and partner agree; some effect; a reason.
Result<> verifier(const DemandeAjustementManuel& demande);

// The movement as corrected, by the engine with the movement's own method and rounding (T-ADJ-04).
// `demande` was checked.
Result<AjustementCalcule> calculer(const DemandeAjustement& demande,
                                   const MouvementCorrige& mouvement);

} // namespace mlpp::ajustements
