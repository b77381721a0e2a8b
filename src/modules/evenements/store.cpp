#include "modules/evenements/store.h"

#include "modules/evenements/queries.h"

#include <algorithm>

namespace mlpp::evenements {

boost::asio::awaitable<Result<Ecoutant>> lire_ecoutant(db::Transaction& tx) {
    MLPP_TRY(auto ecoutant, co_await tx.last<Ecoutant>(sql::evenements::lire_ecoutant));
    std::ranges::sort(ecoutant.depots);
    co_return ecoutant;
}

boost::asio::awaitable<Result<std::vector<Uuid>>> relire_depots(db::Transaction& tx,
                                                                Hash256 session) {
    tx.queue(sql::evenements::ouvrir_contexte, session);
    MLPP_TRY(auto ecoutant, co_await tx.one<Ecoutant>(sql::evenements::lire_ecoutant));
    std::ranges::sort(ecoutant.depots);
    co_return std::move(ecoutant.depots);
}

} // namespace mlpp::evenements
