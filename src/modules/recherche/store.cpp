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
    const auto limite = filtre.limite.value_or(par_genre_usuel);
    auto cherche = filtre.q;
    if (const auto plate = list::bare_plate(filtre.q); plate && !premier) {
        MLPP_TRY(auto found,
                 co_await tx.rows<Trouve>(sql::recherche::chercher, list::pattern_of(cherche),
                                          premier, dernier, limite));
        if (!found.empty()) {
            MLPP_CHECK(co_await tx.commit());
            co_return found;
        }
        cherche = *plate;
    }
    co_return co_await tx.last_rows<Trouve>(sql::recherche::chercher, list::pattern_of(cherche),
                                            premier, dernier, limite);
}

} // namespace mlpp::recherche
