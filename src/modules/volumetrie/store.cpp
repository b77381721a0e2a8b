#include "modules/volumetrie/store.h"

#include "modules/volumetrie/queries.h"

#include <utility>

namespace mlpp::correction {

std::shared_ptr<const TableReglages> Reglages::current() const {
    const auto kept = kept_.load(std::memory_order_acquire);
    return kept && kept->generation == generation() ? kept->table : nullptr;
}

void Reglages::keep(std::shared_ptr<const TableReglages> table, std::uint64_t generation) {
    const auto before = kept_.load(std::memory_order_acquire);
    if (before && before->generation == generation)
        table = std::make_shared<const TableReglages>(table->with(*before->table));
    kept_.store(std::make_shared<const Kept>(std::move(table), generation),
                std::memory_order_release);
}

namespace {

std::vector<Uuid> citernes_de(const std::vector<LigneDemandee>& lignes) {
    std::vector<Uuid> citernes;
    for (const auto& ligne : lignes)
        if (ligne.citerne_id) citernes.push_back(*ligne.citerne_id);
    return citernes;
}

asio::awaitable<Result<std::shared_ptr<const TableReglages>>>
charger(db::Transaction& tx, Reglages& reglages, std::vector<Uuid> citernes) {
    const auto generation = reglages.generation();
    MLPP_TRY(auto rows,
             co_await tx.rows<ReglageCiterne>(sql::volumetrie::lister_reglages, citernes));
    auto table = std::make_shared<const TableReglages>(std::move(rows));
    reglages.keep(table, generation);
    co_return table;
}

} // namespace

asio::awaitable<Result<std::vector<LignePostee>>>
preparer_lignes(db::Transaction& tx, Reglages& reglages, const std::vector<LigneDemandee>& lignes,
                const Sens& sens, Erreurs entete) {
    if (const auto table = reglages.current(); table && entete.empty()) {
        Erreurs erreurs;
        auto calculees = calculer_lignes(lignes, *table, sens, erreurs);
        if (erreurs.empty()) co_return calculees;
    }
    MLPP_TRY(const auto table, co_await charger(tx, reglages, citernes_de(lignes)));
    auto erreurs = std::move(entete);
    auto calculees = calculer_lignes(lignes, *table, sens, erreurs);
    MLPP_CHECK(sans(std::move(erreurs)));
    co_return calculees;
}

asio::awaitable<Result<ReglageCalcul>> lire_reglage_calcul(db::Transaction& tx,
                                                           const DemandeCalcul& demande) {
    co_return co_await tx.last<ReglageCalcul>(sql::volumetrie::lire_reglage_calcul,
                                              demande.produit_id, demande.depot_id);
}

} // namespace mlpp::correction
