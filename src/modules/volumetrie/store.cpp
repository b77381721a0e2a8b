#include "modules/volumetrie/store.h"

#include "modules/volumetrie/queries.h"
#include "platform/base/assert.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <string_view>
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

// A refused field goes as null: what depends on it is not judged.
std::string avec_fautes(const std::string& demande, const Erreurs& fautes) {
    const auto refused = [&](std::size_t ligne, std::string_view nom) {
        const auto champ = fmt::format("lignes[{}].{}", ligne, nom);
        return std::ranges::find(fautes, champ, &FieldProblem::champ) != fautes.end();
    };
    auto corps = boost::json::parse(demande);
    auto& lignes = corps.at("lignes").as_array();
    for (std::size_t i = 0; i < lignes.size(); ++i)
        for (auto& [nom, valeur] : lignes[i].as_object())
            if (refused(i, nom)) valeur = nullptr;
    boost::json::array liste;
    for (const auto& faute : fautes) {
        boost::json::object parametres;
        for (const auto& [nom, valeur] : faute.parametres)
            parametres.emplace(nom, valeur);
        liste.push_back({{"champ", faute.champ},
                         {"code", std::string(name_of(faute.code))},
                         {"parametres", std::move(parametres)}});
    }
    corps.as_object().emplace("fautes", std::move(liste));
    return boost::json::serialize(corps);
}

} // namespace

asio::awaitable<Result<LignesPreparees>> preparer_lignes(db::Transaction& tx, Reglages& reglages,
                                                         const std::vector<LigneDemandee>& lignes,
                                                         const Sens& sens) {
    LignesPreparees preparees;
    if (const auto table = reglages.current()) {
        preparees.lignes = calculer_lignes(lignes, *table, sens, preparees.fautes);
        if (preparees.fautes.empty()) co_return preparees;
    }
    MLPP_TRY(const auto table, co_await charger(tx, reglages, citernes_de(lignes)));
    preparees.fautes.clear();
    preparees.lignes = calculer_lignes(lignes, *table, sens, preparees.fautes);
    co_return preparees;
}

asio::awaitable<Problem> refuser_ensemble(db::Transaction& tx, const db::Statement& statement,
                                          std::string demande, const Erreurs& fautes) {
    auto ensemble = co_await tx.last_text(statement, avec_fautes(demande, fautes));
    MLPP_ASSERT(!ensemble); // it was told what is wrong
    auto problem = std::move(ensemble).error();
    // Rights and stale settings stand alone.
    if (problem.code != fautes.front().code || problem.erreurs.empty()) co_return problem;
    co_return refus(std::move(problem.erreurs));
}

asio::awaitable<Result<ReglageCalcul>> lire_reglage_calcul(db::Transaction& tx,
                                                           const DemandeCalcul& demande) {
    co_return co_await tx.last<ReglageCalcul>(sql::volumetrie::lire_reglage_calcul,
                                              demande.produit_id, demande.depot_id);
}

} // namespace mlpp::correction
