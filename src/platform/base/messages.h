// Messages: the catalogue's templates filled with a problem's parameters, in one language. Any
// thread.
#pragma once

#include "platform/base/problem.h"

#include <string>
#include <string_view>

namespace mlpp {

// Puts the named values into the {braces} of `text`. Empty when one is missing: half a sentence
// helps nobody. Values of `attendu` and `raison` that belong to the vocabulary of messages.cpp are
// translated.
std::string fill(std::string_view text, const Parameters& parameters, Language language);

// The detail sentence of a problem; empty where the title says it all.
std::string detail_text(Code code, const Parameters& parameters, Language language);

// One line about one field: title, then detail.
std::string message_text(const FieldProblem& problem, Language language);

} // namespace mlpp
