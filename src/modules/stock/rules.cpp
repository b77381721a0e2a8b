#include "modules/stock/rules.h"

#include "platform/base/assert.h"

#include <algorithm>
#include <string>

namespace mlpp::stock {

namespace {

template <class Total, class Line>
void add(Total& total, const Line& line) {
    total.stock_ambiant = total.stock_ambiant + line.stock_ambiant;
    total.stock_15c = total.stock_15c + line.stock_15c;
}

// Owners are few: a linear search keeps them in the order of the lines.
void add_owner(std::vector<TotalProprietaire>& owners, const LigneStock& line) {
    auto found = std::ranges::find_if(owners, [&](const TotalProprietaire& owner) {
        return owner.proprietaire_type == line.proprietaire_type &&
               owner.partenaire_id == line.partenaire_id;
    });
    if (found == owners.end()) {
        owners.push_back({line.proprietaire_type, line.partenaire_id, line.partenaire_nom, {}, {}});
        found = owners.end() - 1;
    }
    add(*found, line);
}

void add_tank(std::vector<TotalCiterne>& tanks, const LigneStock& line) {
    if (tanks.empty() || tanks.back().citerne_id != line.citerne_id)
        tanks.push_back({.citerne_id = line.citerne_id,
                         .citerne_nom = line.citerne_nom,
                         .depot_id = line.depot_id,
                         .depot_nom = line.depot_nom,
                         .produit_id = line.produit_id,
                         .produit_nom = line.produit_nom,
                         .citerne_statut = line.citerne_statut,
                         .logique = line.logique,
                         .stock_ambiant = {},
                         .stock_15c = {},
                         .capacite_totale = line.capacite_totale,
                         .creux_securite = line.creux_securite,
                         .stock_minimum = line.stock_minimum,
                         .remplissage_pct = {}});
    add(tanks.back(), line);
}

} // namespace

Pourcentage pourcentage(Litres part, Litres whole) {
    MLPP_ASSERT(whole.units() != 0);
    const auto thousandths = static_cast<__int128>(part.units()) * 1000 * 2;
    const auto half = static_cast<__int128>(whole.units());
    const auto rounded = (thousandths + (thousandths < 0 ? -half : half)) / (2 * half);
    return Pourcentage::from_units(static_cast<std::int64_t>(rounded));
}

TotauxStock totaux(std::span<const LigneStock> lignes) {
    TotauxStock sums;
    for (const auto& line : lignes) {
        add(sums, line);
        add_owner(sums.par_proprietaire, line);
        add_tank(sums.par_citerne, line);
    }
    Litres in_use; // what fills the capacity counted
    for (auto& tank : sums.par_citerne) {
        tank.remplissage_pct = pourcentage(tank.stock_ambiant, tank.capacite_totale);
        const bool active = tank.citerne_statut == StatutCiterne::active;
        if (tank.logique) {
            sums.stock_ambiant_logique = sums.stock_ambiant_logique + tank.stock_ambiant;
            sums.stock_15c_logique = sums.stock_15c_logique + tank.stock_15c;
            if (active) sums.capacite_logique = sums.capacite_logique + tank.capacite_totale;
        } else if (active) {
            sums.capacite = sums.capacite + tank.capacite_totale;
            in_use = in_use + tank.stock_ambiant;
        }
    }
    if (sums.capacite != Litres{}) sums.utilisation_pct = pourcentage(in_use, sums.capacite);
    return sums;
}

std::vector<TotalJour> totaux_par_jour(std::span<const LigneJour> lignes) {
    std::vector<TotalJour> days;
    for (const auto& line : lignes) {
        if (days.empty() || days.back().date_jour != line.date_jour)
            days.push_back({line.date_jour, {}, {}});
        add(days.back(), line);
    }
    return days;
}

Result<> verifier_periode(Date du, Date au) {
    const Date last{du.day + std::chrono::days{days_max - 1}};
    if (au >= du && au <= last) return {};
    return refuse(invalid_fields(
        {{"au", Code::VALEUR_HORS_LIMITES, {{"min", du.text()}, {"max", last.text()}}}}));
}

Result<> verifier_nombre(std::size_t rows) {
    if (rows <= static_cast<std::size_t>(daily_rows_max)) return {};
    return refuse(invalid_fields(
        {{"du", Code::TROP_D_ELEMENTS, {{"min", "0"}, {"max", std::to_string(daily_rows_max)}}}}));
}

} // namespace mlpp::stock
