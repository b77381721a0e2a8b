// Receptions in the database. Each function is the last statement of the transaction it is given:
// one round trip.
#pragma once

#include "modules/receptions/types.h"
#include "modules/volumetrie/store.h"
#include "platform/db/transaction.h"
#include "platform/json/page.h"

namespace mlpp::receptions {

namespace asio = boost::asio;

using mouvements::Reponse;

// Posts the operation and commits in one write. The answer is the ready body (OperationReception);
// the statement stores it under the idempotency key. Refused with all that is wrong.
asio::awaitable<Result<std::string>> enregistrer(db::Transaction& tx,
                                                 const DemandeReception& demande,
                                                 correction::LignesPreparees preparees);

// Takes one reception back whole, once. Posted, or proposed to a second person. 404
// when there is no such reception.
asio::awaitable<Result<Reponse>> compenser(db::Transaction& tx, Uuid id, std::string raison);

asio::awaitable<Result<list::Question>> demander(db::Transaction& tx,
                                                 const FiltreReceptions& filtre);
asio::awaitable<Result<json::Page<Reception>>> lister(db::Transaction& tx,
                                                      const FiltreReceptions& filtre);

// The ready body of DetailReception.
asio::awaitable<Result<std::string>> lire(db::Transaction& tx, Uuid id);

// The same to work with; leaves the transaction open.
asio::awaitable<Result<DetailReception>> lire_detail(db::Transaction& tx, Uuid id);

} // namespace mlpp::receptions
