// A Problem as an RFC 9457 document in the request's language:
// {type, title, status, detail, code, demande, erreurs: [{champ, code, message}], actuel?}. Any
// thread.
#pragma once

#include "platform/base/problem.h"

#include <string>
#include <string_view>

namespace mlpp::json {

// `demande` is the request id. `type` is the relative reference /problemes/CODE.
std::string write_problem(const Problem& problem, Language language, std::string_view demande);

} // namespace mlpp::json
