// Formats that the limits of a field cannot say. What ties fields together (a product's domain) is
// the schema's. Pure.
#pragma once

#include "modules/referentiels/types.h"
#include "platform/base/result.h"

namespace mlpp::referentiels {

// Codes are capitals and digits; volumes are rounded to 0.001, 0.1 or 1 litre.
Result<> verifier(const DemandeDepot& demande);
Result<> verifier(const ModificationDepot& modification);
Result<> verifier(const DemandeProduit& demande);
Result<> verifier(const ModificationProduit& modification);

// The others have nothing beyond their limits.
template <class T>
Result<> verifier(const T& /*demande*/) {
    return {};
}

} // namespace mlpp::referentiels
