// Problem: an expected failure, on its way to an RFC 9457 problem document. It carries a code of
// the catalogue and the figures of this case; the text is made in the request's language when it
// leaves.
#pragma once

#include "platform/base/code.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mlpp {

// Named values put into the catalogue's templates, e.g. {"disponible", "700"}.
using Parameters = std::vector<std::pair<std::string, std::string>>;

struct FieldProblem {
    std::string champ; // JSON path of the field, e.g. lignes[1].index_apres
    Code code;
    Parameters parametres;
};

struct Problem {
    Code code;
    Parameters parametres;
    std::vector<FieldProblem> erreurs;
    std::optional<int> retry_after_s;
    std::string actuel; // VERSION_PERIMEE: the record as it is now, as JSON, so that the client can
                        // show what changed

    Problem(Code code_, Parameters parametres_ = {})
        : code(code_), parametres(std::move(parametres_)) {}
};

// The problem that says "these fields are wrong"; `erreurs` is not empty.
inline Problem invalid_fields(std::vector<FieldProblem> erreurs) {
    Problem problem{Code::DONNEES_INVALIDES};
    problem.erreurs = std::move(erreurs);
    return problem;
}

} // namespace mlpp
