#include "modules/integrite/store.h"

#include "modules/integrite/queries.h"

namespace mlpp::integrite {

boost::asio::awaitable<Result<Integrite>>
lire_integrite(db::Transaction& tx, const FiltreIntegrite& filtre, std::int64_t constats_au_plus) {
    MLPP_TRY(auto rows, co_await tx.last_rows<ConstatCompte>(sql::integrite::lire, filtre.severity,
                                                             filtre.check_code, filtre.entity_type,
                                                             filtre.depot_id, constats_au_plus));
    Integrite found;
    if (!rows.empty()) {
        const auto& first = rows.front();
        found.compteurs = {first.compte_total, first.compte_critical,
                           first.compte_total - first.compte_critical};
    }
    found.constats.reserve(rows.size());
    for (auto& row : rows)
        found.constats.push_back(static_cast<Constat&&>(row));
    co_return found;
}

} // namespace mlpp::integrite
