#include "modules/sante/store.h"

#include "modules/sante/queries.h"

namespace mlpp::sante {

boost::asio::awaitable<Result<std::string>> lire_schema(db::Transaction& tx) {
    co_return co_await tx.last_text(sql::sante::lire_schema);
}

Result<std::string> lire_schema(db::SyncConnection& connection) {
    return connection.one<std::string>(sql::sante::lire_schema);
}

} // namespace mlpp::sante
