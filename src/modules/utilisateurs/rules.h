// What an account's data must look like beyond the limits of its fields. Pure.
#pragma once

#include "modules/utilisateurs/types.h"
#include "platform/base/result.h"

#include <string_view>

namespace mlpp::utilisateurs {

// One @, 1 to 64 characters before it and 1 to 190 behind, no blanks: as utilisateurs_email_check.
bool is_email(std::string_view text);

// 422 with every wrong field, the password's strength included.
Result<> verifier(const DemandeUtilisateur& demande);

// `courant` is needed when a password is set: it must be neither the e-mail nor the name.
Result<> verifier(const ModificationUtilisateur& modification, const Utilisateur* courant);

} // namespace mlpp::utilisateurs
