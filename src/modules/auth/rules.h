// What sign-in and self-service decide without the database. Pure.
#pragma once

#include "modules/auth/types.h"
#include "platform/base/date.h"
#include "platform/base/result.h"

#include <string>
#include <string_view>

namespace mlpp::auth {

// A User-Agent header as sessions keep it: printable ASCII, at most 300 characters.
std::string agent_text(std::string_view header);

// The body named a field by which people would raise their own rights (T-SEC-01).
bool names_locked_field(const Problem& problem);

// A token ends in the future, if it ends.
Result<> verifier(const DemandeJeton& demande, Instant now);

} // namespace mlpp::auth
