#include "modules/recherche/store.h"

#include "modules/mouvements/recherche.h"
#include "modules/recherche/queries.h"
#include "platform/list/list.h"

namespace mlpp::recherche {

boost::asio::awaitable<Result<std::vector<Trouve>>> chercher(db::Transaction& tx,
                                                             const FiltreRecherche& filtre) {
    std::optional<std::string> premier;
    std::optional<std::string> dernier;
    if (const auto debut = mouvements::debut_de_numero(filtre.q)) {
        premier = debut->premier;
        dernier = debut->dernier;
    }
    co_return co_await tx.last_rows<Trouve>(sql::recherche::chercher, list::pattern_of(filtre.q),
                                            premier, dernier,
                                            filtre.limite.value_or(par_genre_usuel));
}

} // namespace mlpp::recherche
