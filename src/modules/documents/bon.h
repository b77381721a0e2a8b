// The document that a depot hands out for a posted movement: what the file of a reception or sortie
// says, as one page of PDF. Pure; drawing takes some milliseconds: on a worker.
#pragma once

#include "modules/documents/types.h"
#include "platform/base/code.h"
#include "platform/base/date.h"

#include <string>
#include <string_view>

namespace mlpp::documents {

// "12 345,5": thousands apart, the language's sign, no zeros at the end beyond `decimals_min`.
std::string figure(std::string_view decimal, Language language, std::size_t decimals_min = 0);

// "22/11/2026" in French, "2026-11-22" in English.
std::string day(const Date& date, Language language);
std::string moment(Instant instant, const sheet::Clock& clock, Language language);

// What the code holds: the address alone, which telephones open; number, day and results when there
// is none that fits.
std::string code_text(const Bon& bon);

std::string draw(const Bon& bon, Language language);

} // namespace mlpp::documents
