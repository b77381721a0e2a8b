// The tanks in the database.
#pragma once

#include "modules/citernes/types.h"
#include "platform/db/transaction.h"
#include "platform/json/page.h"

#include <boost/asio/awaitable.hpp>

#include <cstdint>

namespace mlpp::citernes {

using boost::asio::awaitable;

awaitable<Result<list::Question>> demander(db::Transaction& tx, const FiltreCiternes& filtre);

// These two end the transaction.
awaitable<Result<json::Page<Citerne>>> lister(db::Transaction& tx, const FiltreCiternes& filtre);
awaitable<Result<Citerne>> lire(db::Transaction& tx, const Uuid& id);

// 409 NOM_DEJA_PRIS in its depot; 422 CITERNE_CAPACITES_INCOHERENTES, NOM_INTERDIT,
// REFERENCE_INTROUVABLE.
awaitable<Result<Citerne>> creer(db::Transaction& tx, const DemandeCiterne& demande);

// As creer; 404, 409 CITERNE_NON_VIDE, CITERNE_PRODUIT_FIGE, 412 VERSION_PERIMEE.
awaitable<Result<Citerne>> modifier(db::Transaction& tx, const Uuid& id, std::int64_t version,
                                    const ModificationCiterne& modification);

} // namespace mlpp::citernes
