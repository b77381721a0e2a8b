// Adjustments in the database. All but lire_mouvement end the transaction they are given.
#pragma once

#include "modules/ajustements/types.h"
#include "platform/db/transaction.h"
#include "platform/json/page.h"

namespace mlpp::ajustements {

namespace asio = boost::asio;

// 422 MOUVEMENT_NOT_FOUND when there is none that the caller may see.
asio::awaitable<Result<MouvementCorrige>> lire_mouvement(db::Transaction& tx, TypeMouvement type,
                                                         Uuid id);

// Posts the adjustment, or proposes it to a second person. REGLAGE_PERIME when another one was
// faster: start again.
asio::awaitable<Result<Reponse>> enregistrer(db::Transaction& tx,
                                             const AjustementCalcule& ajustement);

asio::awaitable<Result<Reponse>> enregistrer_manuel(db::Transaction& tx,
                                                    const DemandeAjustementManuel& demande);

asio::awaitable<Result<list::Question>> demander(db::Transaction& tx,
                                                 const FiltreAjustements& filtre);
asio::awaitable<Result<list::Question>> demander_propositions(db::Transaction& tx,
                                                              const FiltrePropositions& filtre);
asio::awaitable<Result<json::Page<Ajustement>>> lister(db::Transaction& tx,
                                                       const FiltreAjustements& filtre);

// The ready body of DetailAjustement.
asio::awaitable<Result<std::string>> lire(db::Transaction& tx, Uuid id);

// --- Proposals
// ------------------------------------------------------------------------------------------

asio::awaitable<Result<json::Page<Proposition>>>
lister_propositions(db::Transaction& tx, const FiltrePropositions& filtre);

// The ready body of DetailProposition.
asio::awaitable<Result<std::string>> lire_proposition(db::Transaction& tx, Uuid id);

// Posts it; the ready body is an AjustementPoste.
asio::awaitable<Result<std::string>> valider(db::Transaction& tx, Uuid proposition,
                                             const DemandeDecision& demande);

// Refused, or taken back when its author asks; the ready body is a PropositionAjustement.
asio::awaitable<Result<std::string>> refuser(db::Transaction& tx, Uuid proposition,
                                             const DemandeDecision& demande);

} // namespace mlpp::ajustements
