// The bounds of a period given as days or instants. Pure; any thread.
#pragma once

#include "platform/base/date.h"
#include "platform/base/result.h"

#include <optional>
#include <string>
#include <variant>

namespace mlpp::journal {

using Borne = std::variant<Date, Instant>;

// What the two texts say; 422 FORMAT_INVALIDE names each that is neither a day nor an instant.
struct Periode {
    std::optional<Borne> du;
    std::optional<Borne> au;
};

Result<Periode> lire_periode(const std::optional<std::string>& du,
                             const std::optional<std::string>& au);

// The first and the last instant that a bound can mean in any time zone: what an index on instants
// can use.
Instant au_plus_tot(const Borne& du);
Instant au_plus_tard(const Borne& au);

} // namespace mlpp::journal
