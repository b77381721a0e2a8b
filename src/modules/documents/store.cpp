#include "modules/documents/store.h"

#include "modules/documents/queries.h"
#include "modules/exports/store.h"

namespace mlpp::documents {

boost::asio::awaitable<Result<Emetteur>> lire_emetteur(db::Transaction& tx, const Uuid& depot) {
    Emetteur emetteur;
    MLPP_TRY(static_cast<Depot&>(emetteur),
             co_await tx.one<Depot>(sql::documents::lire_depot, depot));
    MLPP_TRY(emetteur.horloge, co_await exports::lire_horloge(tx, emetteur.fuseau));
    co_return emetteur;
}

} // namespace mlpp::documents
