// The accounts in the database.
#pragma once

#include "modules/mot_de_passe/mot_de_passe.h"
#include "modules/utilisateurs/types.h"
#include "platform/db/transaction.h"
#include "platform/json/page.h"

#include <boost/asio/awaitable.hpp>

#include <optional>

namespace mlpp::utilisateurs {

using boost::asio::awaitable;

awaitable<Result<list::Question>> demander(db::Transaction& tx, const FiltreUtilisateurs& filtre);

// These two end the transaction.
awaitable<Result<json::Page<Utilisateur>>> lister(db::Transaction& tx,
                                                  const FiltreUtilisateurs& filtre);
awaitable<Result<Utilisateur>> lire(db::Transaction& tx, const Uuid& id);

// 409 EMAIL_DEJA_PRIS, 422 DEPOT_REQUIS, REFERENCE_INTROUVABLE.
awaitable<Result<Utilisateur>> creer(db::Transaction& tx, const DemandeUtilisateur& demande,
                                     const mot_de_passe::Secret& secret);

// As creer; 404, 412 VERSION_PERIMEE, 409 DERNIER_ADMIN.
awaitable<Result<Utilisateur>> modifier(db::Transaction& tx, const Uuid& id, std::int64_t version,
                                        const ModificationUtilisateur& modification,
                                        const std::optional<mot_de_passe::Secret>& secret);

} // namespace mlpp::utilisateurs
