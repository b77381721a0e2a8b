#include "modules/stock_initial/store.h"

#include "modules/stock_initial/queries.h"
#include "platform/json/json.h"

namespace mlpp::stock_initial {

asio::awaitable<Result<std::string>> declarer(db::Transaction& tx,
                                              const DemandeStockInitial& demande) {
    co_return co_await tx.last_text(sql::stock_initial::declarer, json::write(demande));
}

} // namespace mlpp::stock_initial
