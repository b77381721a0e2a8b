// Settings of tanks, kept in memory so that a movement needs one round trip, and the lines of a
// movement made with them. The posting functions compare the settings under lock: what is here may
// be stale, never wrong.
#pragma once

#include "modules/volumetrie/rules.h"
#include "modules/volumetrie/types.h"
#include "platform/db/transaction.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

namespace mlpp::correction {

namespace asio = boost::asio;

// One per process, shared by all threads; outlives the server. Each person loads the tanks of the
// own depots; together they are what all have loaded. invalidate() is called when a
// statement answers REGLAGE_PERIME and when a notification says that a depot, a product or a tank
// changed.
class Reglages {
public:
    // What is kept, or null when there is nothing or it was invalidated since.
    std::shared_ptr<const TableReglages> current() const;

    void invalidate() { generation_.fetch_add(1, std::memory_order_release); }

    // Read before loading and given back to keep(), which adds: what was loaded across an
    // invalidation is not believed.
    std::uint64_t generation() const { return generation_.load(std::memory_order_acquire); }

    void keep(std::shared_ptr<const TableReglages> table, std::uint64_t generation);

private:
    struct Kept {
        std::shared_ptr<const TableReglages> table;
        std::uint64_t generation;
    };

    std::atomic<std::shared_ptr<const Kept>> kept_;
    std::atomic<std::uint64_t> generation_{0};
};

// The lines of a movement; they count only when nothing is wrong.
struct LignesPreparees {
    std::vector<LignePostee> lignes;
    Erreurs fautes;
};

// The lines with the engine's results, from the settings in memory. Only settings read in this very
// transaction find faults: then `tx` has been used and its context is open.
asio::awaitable<Result<LignesPreparees>> preparer_lignes(db::Transaction& tx, Reglages& reglages,
                                                         const std::vector<LigneDemandee>& lignes,
                                                         const Sens& sens);

// The refusal of a movement with `fautes` in its lines: the posting function `statement` adds what
// only the database sees of the rest, and writes nothing (ADR 13). `demande` is the request as
// JSON.
asio::awaitable<Problem> refuser_ensemble(db::Transaction& tx, const db::Statement& statement,
                                          std::string demande, const Erreurs& fautes);

// The product and the depot of a preview, as far as the caller may see them; the transaction's last
// statement.
asio::awaitable<Result<ReglageCalcul>> lire_reglage_calcul(db::Transaction& tx,
                                                           const DemandeCalcul& demande);

} // namespace mlpp::correction
