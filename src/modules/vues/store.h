// Own saved views in the database.
#pragma once

#include "modules/vues/types.h"
#include "platform/db/transaction.h"
#include "platform/json/page.h"

#include <boost/asio/awaitable.hpp>

namespace mlpp::vues {

namespace asio = boost::asio;

asio::awaitable<Result<json::Page<Vue>>> lister(db::Transaction& tx, const FiltreVues& filtre);

// The new view, in place of the one of that name; the transaction stays open. 422 TROP_D_ELEMENTS.
asio::awaitable<Result<Vue>> enregistrer(db::Transaction& tx, const DemandeVue& demande);

// Ends the transaction. 404 RESSOURCE_INTROUVABLE.
asio::awaitable<Result<>> supprimer(db::Transaction& tx, const Uuid& id);

} // namespace mlpp::vues
