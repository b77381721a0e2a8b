// Sessions, own profile and tokens in the database. What touches secrets is done by its functions.
#pragma once

#include "modules/auth/types.h"
#include "modules/mot_de_passe/mot_de_passe.h"
#include "platform/base/random.h"
#include "platform/db/transaction.h"
#include "platform/json/page.h"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>

namespace mlpp::auth {

using boost::asio::awaitable;

// One try to sign in: who, from where, with which key; the hash of the session's secret to be.
struct Connexion {
    std::string email;
    std::string adresse;
    std::string agent;
    Hash256 cle;
    Hash256 session;
    std::optional<Hash256> ancienne_session; // sent along: ends when the new one opens
};

// What a person's new password is compared with.
struct MonSecret {
    mot_de_passe::Salt sel;
    std::string email;
    std::string nom_complet;
};

// Ends the transaction. 429 TROP_DE_TENTATIVES.
awaitable<Result<mot_de_passe::Salt>> lire_sel(db::Transaction& tx, const std::string& email,
                                               const std::string& adresse);

// Ends the transaction, also when it refuses: failures count. 401 IDENTIFIANTS_INVALIDES, 403
// COMPTE_INACTIF, PROFIL_ABSENT, 429 TROP_DE_TENTATIVES.
awaitable<Result<LigneSession>> ouvrir_session(db::Transaction& tx, const Connexion& connexion);

awaitable<Result<LigneSession>> lire_session(db::Transaction& tx);

awaitable<Result<Installation>> lire_installation(db::Transaction& tx);

awaitable<Result<>> fermer_session(db::Transaction& tx, const Hash256& session);

// CRITICAL in the journal (T-SEC-01).
awaitable<Result<>> journaliser_tentative(db::Transaction& tx, const Hash256& session);

awaitable<Result<LigneSession>> modifier_profil(db::Transaction& tx,
                                                const ModificationProfil& modification);

awaitable<Result<MonSecret>> lire_mon_secret(db::Transaction& tx);

// Ends the transaction, also when it refuses: failures count. 422 on `ancien`, 429
// TROP_DE_TENTATIVES.
awaitable<Result<>> changer_mot_de_passe(db::Transaction& tx, const Hash256& ancienne_cle,
                                         const mot_de_passe::Secret& nouveau,
                                         const Hash256& session);

awaitable<Result<list::Question>> demander_jetons(db::Transaction& tx, const FiltreJetons& filtre);
awaitable<Result<json::Page<Jeton>>> lister_jetons(db::Transaction& tx, const FiltreJetons& filtre);

awaitable<Result<Jeton>> creer_jeton(db::Transaction& tx, const DemandeJeton& demande,
                                     const Hash256& hash);

// 404 RESSOURCE_INTROUVABLE.
awaitable<Result<>> revoquer_jeton(db::Transaction& tx, const Uuid& id);

} // namespace mlpp::auth
