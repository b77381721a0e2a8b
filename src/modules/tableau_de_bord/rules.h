// From what was read to what is shown: categories, sums, warnings by role. Pure; any thread.
#pragma once

#include "modules/tableau_de_bord/types.h"

namespace mlpp::tableau_de_bord {

TableauDeBord composer(Releve releve);

// Tanks in use with less than their minimum over all owners, the worst first; a minimum of zero
// never warns.
std::vector<CiterneSousMinimum> citernes_sous_minimum(const stock::TotauxStock& stock);

// What the caller is warned of (section 11.2).
std::vector<Alerte> alertes(const TableauDeBord& tableau, const AlertesVoulues& voulues);

} // namespace mlpp::tableau_de_bord
