// Searching the lists of movements by number. Any thread.
#pragma once

#include "modules/mouvements/types.h"
#include "platform/base/date.h"
#include "platform/list/list.h"

#include <optional>
#include <string>
#include <string_view>

namespace mlpp::mouvements {

// All numbers that begin alike, and the days that documents with such a number are dated on.
struct DebutDeNumero {
    std::string premier;
    std::string dernier;
    Date du;
    Date au;
    bool entier = false; // a whole number: one document
};

// Of "sor-2026-0001": SOR-2026-0001…; of at least a series of ours and a year. Otherwise none: a
// plate may look like one.
std::optional<DebutDeNumero> debut_de_numero(std::string_view texte);

// Rows whose `numero` begins so, when `q` is how numbers begin: their day, in the column `jour`, is
// known with it. False when it is not, or is a whole number: a note may hold that too.
bool par_numero(list::Conditions& where, std::string_view jour, std::string_view q);

// Rows dated in that period. With a sort by number a period of at most half a year is read by its
// days; a longer or open one by the numbers, which it bounds: a number holds the year of its day.
void par_periode(list::Conditions& where, std::string_view jour, std::string_view serie,
                 const std::optional<Date>& du, const std::optional<Date>& au,
                 const std::optional<std::string>& tri);

// Rows of that owner. Those of partners are few and have their own indexes, by partner: PARTENAIRE
// is also said as a partner being there.
void par_proprietaire(list::Conditions& where, const std::optional<Proprietaire>& proprietaire);

} // namespace mlpp::mouvements
