// Cours de route in the database. Reads end their transaction; changes leave it open for the caller
// to commit.
#pragma once

#include "modules/cours_de_route/types.h"
#include "platform/db/transaction.h"
#include "platform/json/page.h"

namespace mlpp::cours_de_route {

namespace asio = boost::asio;

// A ready body and the version it shows.
struct CorpsVersionne {
    std::int64_t version = 0;
    std::string corps;
};
BOOST_DESCRIBE_STRUCT(CorpsVersionne, (), (version, corps))

asio::awaitable<Result<list::Question>> demander(db::Transaction& tx, const FiltreCours& filtre);
asio::awaitable<Result<json::Page<CoursDeRoute>>> lister(db::Transaction& tx,
                                                         const FiltreCours& filtre);

// The ready body of DetailCoursDeRoute.
asio::awaitable<Result<CorpsVersionne>> lire(db::Transaction& tx, Uuid id);

// The ready body of StatistiquesCours.
asio::awaitable<Result<std::string>> compter(db::Transaction& tx, const FiltreStatistiques& filtre);
asio::awaitable<Result<StatistiquesCours>> lire_statistiques(db::Transaction& tx,
                                                             const FiltreStatistiques& filtre);

asio::awaitable<Result<CoursDeRoute>> inserer(db::Transaction& tx,
                                              const DemandeCoursDeRoute& demande);

// 404, or 412 with the present record (T-CDR-05).
asio::awaitable<Result<CoursDeRoute>> modifier(db::Transaction& tx, const Uuid& id,
                                               std::int64_t version,
                                               const ModificationCoursDeRoute& modification);

// One step forward; any other wish is 409 TRANSITION_INTERDITE.
asio::awaitable<Result<CoursDeRoute>> changer_statut(db::Transaction& tx, const Uuid& id,
                                                     Statut statut);

// T-ADJ-08: after every reception of it was compensated.
asio::awaitable<Result<CoursDeRoute>> rouvrir(db::Transaction& tx, const Uuid& id,
                                              const std::string& raison);

// 409 CDR_SUPPRESSION_INTERDITE once it was discharged.
asio::awaitable<Result<>> supprimer(db::Transaction& tx, const Uuid& id);

} // namespace mlpp::cours_de_route
