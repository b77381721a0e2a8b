// The referentials in the database: one implementation over the six tables, which differ in their
// structs and SQL.
#pragma once

#include "modules/referentiels/types.h"
#include "platform/db/transaction.h"
#include "platform/json/page.h"

#include <boost/asio/awaitable.hpp>

#include <cstdint>

namespace mlpp::referentiels {

using boost::asio::awaitable;

struct Depots {
    using Ligne = Depot;
    using Demande = DemandeDepot;
    using Modification = ModificationDepot;
};

struct Produits {
    using Ligne = Produit;
    using Demande = DemandeProduit;
    using Modification = ModificationProduit;
};

struct Clients {
    using Ligne = Tiers;
    using Demande = DemandeTiers;
    using Modification = ModificationTiers;
};

struct Fournisseurs {
    using Ligne = Tiers;
    using Demande = DemandeTiers;
    using Modification = ModificationTiers;
};

struct Partenaires {
    using Ligne = Partenaire;
    using Demande = DemandePartenaire;
    using Modification = ModificationPartenaire;
};

struct Transporteurs {
    using Ligne = Transporteur;
    using Demande = DemandeTransporteur;
    using Modification = ModificationTransporteur;
};

// `Table` is one of the six above.
template <class Table>
struct Referentiel {
    using Ligne = typename Table::Ligne;

    static awaitable<Result<list::Question>> demander(db::Transaction& tx,
                                                      const FiltreReferentiel& filtre);

    // These two end the transaction.
    static awaitable<Result<json::Page<Ligne>>> lister(db::Transaction& tx,
                                                       const FiltreReferentiel& filtre);
    static awaitable<Result<Ligne>> lire(db::Transaction& tx, const Uuid& id);

    // 409 NOM_DEJA_PRIS, DOUBLON on `code`; 422 what the table's checks refuse.
    static awaitable<Result<Ligne>> creer(db::Transaction& tx,
                                          const typename Table::Demande& demande);
    // As creer; 404, 412 VERSION_PERIMEE.
    static awaitable<Result<Ligne>> modifier(db::Transaction& tx, const Uuid& id,
                                             std::int64_t version,
                                             const typename Table::Modification& modification);
};

extern template struct Referentiel<Depots>;
extern template struct Referentiel<Produits>;
extern template struct Referentiel<Clients>;
extern template struct Referentiel<Fournisseurs>;
extern template struct Referentiel<Partenaires>;
extern template struct Referentiel<Transporteurs>;

// Ends the transaction.
awaitable<Result<json::Page<NomFournisseur>>>
lister_noms_fournisseurs(db::Transaction& tx, const FiltreReferentiel& filtre);

// 404 RESSOURCE_INTROUVABLE.
awaitable<Result<NomFournisseur>> lire_nom_fournisseur(db::Transaction& tx, const Uuid& id);

} // namespace mlpp::referentiels
