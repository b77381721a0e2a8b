// Any bytes as a CSV file: the answer is a table of the same rows that can be read again and gives
// itself when it is corrected again, or a refusal of the header.
#include "volumetrie/csv.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>

namespace {

using namespace mlpp::volumetrie;

void require(bool holds) {
    if (!holds) std::abort();
}

void check(const std::string& text) {
    std::istringstream entree(text);
    std::ostringstream sortie;
    const auto first = correct_csv(entree, sortie);
    if (!first) return;
    require(first->erreurs >= 0 && first->erreurs <= first->lignes);
    std::istringstream encore(sortie.str());
    std::ostringstream reprise;
    const auto second = correct_csv(encore, reprise);
    // Written again, a row can only have grown past a limit by its quotes and its message.
    if (second && text.size() < ligne_max_octets / 4) require(second->lignes == first->lignes);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(data, data + size);
    check(text);
    check("edition,product_group,observed_density_kgm3,observed_temperature_c,density15_kgm3\n" +
          text);
    return 0;
}
