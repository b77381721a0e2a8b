#include "modules/tableau_de_bord/rules.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace mlpp::tableau_de_bord {

namespace {

using cours_de_route::Statut;
using stock::Proprietaire;
using stock::TypeEntree;

constexpr std::int64_t erreurs_max = 10;
constexpr std::int64_t sous_minimum_max_technique = 2;
constexpr std::int64_t sous_minimum_max_gestion = 1;
constexpr auto utilisation_max = stock::Pourcentage::from_units(900);

Litres whole(std::int64_t number) {
    return Litres::from_units(number * Litres::units_per_one);
}

Camions compose_trucks(const std::vector<CamionsParStatut>& statuses) {
    Camions trucks;
    const auto add = [](NombreVolume& to, const CamionsParStatut& from) {
        to.nombre += from.nombre;
        to.volume = to.volume + from.volume;
    };
    for (const auto& status : statuses) {
        switch (status.statut) {
        case Statut::CHARGEMENT:
            add(trucks.au_chargement, status);
            break;
        case Statut::TRANSIT:
        case Statut::FRONTIERE:
            add(trucks.en_route, status);
            break;
        case Statut::ARRIVE:
            add(trucks.arrives, status);
            break;
        case Statut::DECHARGE:
            continue;
        }
        add(trucks.total, status);
    }
    return trucks;
}

// Volumes are shown positive in both directions.
MouvementsDuJour compose_day(const std::vector<FluxDuJour>& flows, TypeEntree type) {
    MouvementsDuJour day;
    for (const auto& flow : flows) {
        if (flow.type != type) continue;
        const bool out = type == TypeEntree::SORTIE;
        day.nombre += flow.nombre;
        (flow.proprietaire_type == Proprietaire::MONALUXE ? day.nombre_monaluxe
                                                          : day.nombre_partenaire) += flow.nombre;
        day.volume_ambiant = day.volume_ambiant + (out ? -flow.delta_ambiant : flow.delta_ambiant);
        day.volume_15c = day.volume_15c + (out ? -flow.delta_15c : flow.delta_15c);
    }
    return day;
}

BalanceDuJour compose_balance(const std::vector<FluxDuJour>& flows) {
    BalanceDuJour balance;
    for (const auto& flow : flows) {
        balance.ambiant = balance.ambiant + flow.delta_ambiant;
        balance.a_15c = balance.a_15c + flow.delta_15c;
        if (flow.type != TypeEntree::AJUSTEMENT) continue;
        balance.ajustements_ambiant = balance.ajustements_ambiant + flow.delta_ambiant;
        balance.ajustements_15c = balance.ajustements_15c + flow.delta_15c;
    }
    return balance;
}

} // namespace

std::vector<CiterneSousMinimum> citernes_sous_minimum(const stock::TotauxStock& stock) {
    std::vector<CiterneSousMinimum> low;
    for (const auto& tank : stock.par_citerne) {
        if (tank.citerne_statut != stock::StatutCiterne::active || tank.stock_minimum == Litres{} ||
            tank.stock_ambiant >= tank.stock_minimum)
            continue;
        low.push_back({tank.citerne_id, tank.citerne_nom, tank.depot_id, tank.stock_ambiant,
                       tank.stock_minimum,
                       stock::pourcentage(tank.stock_ambiant, tank.stock_minimum)});
    }
    std::ranges::sort(low, {}, [](const CiterneSousMinimum& tank) {
        return std::tie(tank.ratio_pct, tank.citerne_nom, tank.citerne_id);
    });
    return low;
}

std::vector<Alerte> alertes(const TableauDeBord& tableau, const AlertesVoulues& voulues) {
    std::vector<Alerte> found;
    const bool gestion = voulues.gestion;
    if (!voulues.technique && !gestion) return found;
    const auto low = static_cast<std::int64_t>(tableau.citernes_sous_minimum.size());
    if (voulues.technique && tableau.erreurs_24h.value_or(0) > erreurs_max)
        found.push_back({CodeAlerte::ERREURS_NOMBREUSES, whole(*tableau.erreurs_24h)});
    if (low > (gestion ? sous_minimum_max_gestion : sous_minimum_max_technique))
        found.push_back({CodeAlerte::CITERNES_SOUS_MINIMUM, whole(low)});
    if (const auto used = tableau.stock.utilisation_pct; gestion && used && *used > utilisation_max)
        found.push_back({CodeAlerte::UTILISATION_ELEVEE, Litres::from_units(used->units() * 100)});
    if (const auto more = tableau.sorties.volume_ambiant - tableau.receptions.volume_ambiant;
        gestion && more > Litres{})
        found.push_back({CodeAlerte::SORTIES_SUPERIEURES, more});
    if (tableau.receptions.nombre == 0) found.push_back({CodeAlerte::AUCUNE_RECEPTION, {}});
    return found;
}

TableauDeBord composer(Releve releve) {
    TableauDeBord shown;
    shown.genere_le = releve.genere_le;
    shown.role = std::move(releve.role);
    shown.depots = std::move(releve.depots);
    shown.camions = compose_trucks(releve.camions);
    shown.receptions = compose_day(releve.flux, TypeEntree::RECEPTION);
    shown.sorties = compose_day(releve.flux, TypeEntree::SORTIE);
    if (releve.compensees) {
        shown.receptions.compensees = releve.compensees->receptions;
        shown.sorties.compensees = releve.compensees->sorties;
    }
    shown.balance = compose_balance(releve.flux);
    shown.stock = stock::totaux(releve.lignes);
    shown.citernes_sous_minimum = citernes_sous_minimum(shown.stock);
    shown.courbe = std::move(releve.courbe);
    shown.produits_actifs = releve.produits_actifs;
    shown.integrite = releve.integrite;
    shown.erreurs_24h = releve.erreurs_24h;
    shown.activite = std::move(releve.activite);
    shown.a_decharger = std::move(releve.a_decharger);
    shown.alertes = alertes(shown, releve.alertes);
    return shown;
}

} // namespace mlpp::tableau_de_bord
