// What is read of the stock: current lines, end-of-day lines, the ledger, and the totals made of
// the lines. Litres everywhere. Described structs only; field names are column names. Any thread.
#pragma once

#include "modules/citernes/types.h"
#include "modules/mouvements/types.h"
#include "platform/base/date.h"
#include "platform/base/decimal.h"
#include "platform/base/uuid.h"
#include "platform/json/rules.h"
#include "platform/list/list.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mlpp::stock {

using Pourcentage = Decimal<1>;

using citernes::StatutCiterne;
using mouvements::Proprietaire;

// What a ledger entry comes from.
enum class TypeEntree {
    RECEPTION,
    SORTIE,
    AJUSTEMENT,
    STOCK_INITIAL,
    TRANSFERT_ENTREE,
    TRANSFERT_SORTIE
};
BOOST_DESCRIBE_ENUM(TypeEntree, RECEPTION, SORTIE, AJUSTEMENT, STOCK_INITIAL, TRANSFERT_ENTREE,
                    TRANSFERT_SORTIE)

// What every stock screen filters by.
struct FiltreStock {
    std::optional<Uuid> depot_id;
    std::optional<Uuid> citerne_id;
    std::optional<Uuid> produit_id;
    std::optional<Proprietaire> proprietaire_type;
    std::optional<Uuid> partenaire_id;
};
BOOST_DESCRIBE_STRUCT(FiltreStock, (),
                      (depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id))

// --- Current stock
// ---------------------------------------------------------------------------------------

// A row of v_stock_actuel: one tank and owner, not clamped.
struct LigneStock {
    Uuid depot_id;
    std::string depot_nom;
    Uuid citerne_id;
    std::string citerne_nom;
    StatutCiterne citerne_statut{};
    bool logique = false;
    Litres capacite_totale;
    Litres creux_securite;
    Litres stock_minimum;
    Uuid produit_id;
    std::string produit_nom;
    Proprietaire proprietaire_type{};
    std::optional<Uuid> partenaire_id;
    std::optional<std::string> partenaire_nom;
    Litres stock_ambiant;
    Litres stock_15c;
    Litres stock_ambiant_affiche;
    bool is_negative = false;
    Litres stock_ambiant_base;
    Litres stock_15c_base;
    Litres delta_ambiant_total;
    Litres delta_15c_total;
    std::optional<Instant> last_movement_at;
    std::optional<Instant> updated_at;
};
BOOST_DESCRIBE_STRUCT(LigneStock, (),
                      (depot_id, depot_nom, citerne_id, citerne_nom, citerne_statut, logique,
                       capacite_totale, creux_securite, stock_minimum, produit_id, produit_nom,
                       proprietaire_type, partenaire_id, partenaire_nom, stock_ambiant, stock_15c,
                       stock_ambiant_affiche, is_negative, stock_ambiant_base, stock_15c_base,
                       delta_ambiant_total, delta_15c_total, last_movement_at, updated_at))

struct TotalProprietaire {
    Proprietaire proprietaire_type{};
    std::optional<Uuid> partenaire_id;
    std::optional<std::string> partenaire_nom;
    Litres stock_ambiant;
    Litres stock_15c;
};
BOOST_DESCRIBE_STRUCT(TotalProprietaire, (),
                      (proprietaire_type, partenaire_id, partenaire_nom, stock_ambiant, stock_15c))

// A tank over its owners.
struct TotalCiterne {
    Uuid citerne_id;
    std::string citerne_nom;
    Uuid depot_id;
    std::string depot_nom;
    Uuid produit_id;
    std::string produit_nom;
    StatutCiterne citerne_statut{};
    bool logique = false;
    Litres stock_ambiant;
    Litres stock_15c;
    Litres capacite_totale;
    Litres creux_securite;
    Litres stock_minimum;
    Pourcentage remplissage_pct; // of the whole capacity
};
BOOST_DESCRIBE_STRUCT(TotalCiterne, (),
                      (citerne_id, citerne_nom, depot_id, depot_nom, produit_id, produit_nom,
                       citerne_statut, logique, stock_ambiant, stock_15c, capacite_totale,
                       creux_securite, stock_minimum, remplissage_pct))

// Sums over the lines shown. Logical tanks are in the stock, with their part named, and never in
// capacity and utilisation; both of these are of active tanks.
struct TotauxStock {
    Litres stock_ambiant;
    Litres stock_15c;
    Litres stock_ambiant_logique;
    Litres stock_15c_logique;
    Litres capacite;
    Litres capacite_logique;
    std::optional<Pourcentage> utilisation_pct; // none without capacity
    std::vector<TotalProprietaire> par_proprietaire;
    std::vector<TotalCiterne> par_citerne;
};
BOOST_DESCRIBE_STRUCT(TotauxStock, (),
                      (stock_ambiant, stock_15c, stock_ambiant_logique, stock_15c_logique, capacite,
                       capacite_logique, utilisation_pct, par_proprietaire, par_citerne))

// The one definition of every total: exact sums of the lines of one reading; lines of one tank
// stand together.
TotauxStock totaux(std::span<const LigneStock> lignes);

// part / whole in percent, rounded half away from zero; `whole` is not zero.
Pourcentage pourcentage(Litres part, Litres whole);

struct StockActuel {
    std::vector<LigneStock> lignes;
    TotauxStock totaux;
};
BOOST_DESCRIBE_STRUCT(StockActuel, (), (lignes, totaux))

// Tanks times owners: what the schema of the answer says, far above any depot.
inline constexpr std::size_t lines_max = 100'000;

constexpr auto rules(const StockActuel*) {
    return std::array{json::rule("lignes").items(0, lines_max)};
}

constexpr auto rules(const TotauxStock*) {
    return std::array{json::rule("par_proprietaire").items(0, lines_max),
                      json::rule("par_citerne").items(0, lines_max)};
}

// --- Stock by day
// ----------------------------------------------------------------------------------------

struct FiltreJournalier : FiltreStock {
    Date du;
    Date au;
    std::optional<Instant> connu_le;
};
BOOST_DESCRIBE_STRUCT(FiltreJournalier, (FiltreStock), (du, au, connu_le))

struct FiltreADate : FiltreStock {
    Date date;
    std::optional<Instant> connu_le;
};
BOOST_DESCRIBE_STRUCT(FiltreADate, (FiltreStock), (date, connu_le))

// The stock of one line at the end of a day.
struct LigneJour {
    Uuid ligne_id;
    Date date_jour;
    Uuid depot_id;
    std::string depot_nom;
    Uuid citerne_id;
    std::string citerne_nom;
    Uuid produit_id;
    std::string produit_nom;
    Proprietaire proprietaire_type{};
    std::optional<Uuid> partenaire_id;
    std::optional<std::string> partenaire_nom;
    Litres stock_ambiant;
    Litres stock_15c;
};
BOOST_DESCRIBE_STRUCT(LigneJour, (),
                      (ligne_id, date_jour, depot_id, depot_nom, citerne_id, citerne_nom,
                       produit_id, produit_nom, proprietaire_type, partenaire_id, partenaire_nom,
                       stock_ambiant, stock_15c))

struct TotalJour {
    Date date_jour;
    Litres stock_ambiant;
    Litres stock_15c;
};
BOOST_DESCRIBE_STRUCT(TotalJour, (), (date_jour, stock_ambiant, stock_15c))

struct StockParJour {
    std::vector<LigneJour> lignes;
    std::vector<TotalJour> totaux;
};
BOOST_DESCRIBE_STRUCT(StockParJour, (), (lignes, totaux))

constexpr auto rules(const StockParJour*) {
    return std::array{json::rule("lignes").items(0, lines_max), json::rule("totaux").items(0, 366)};
}

// --- Ledger
// ----------------------------------------------------------------------------------------------

struct FiltreMouvements : list::Paging {
    std::optional<Uuid> depot_id;
    std::optional<Uuid> citerne_id;
    std::optional<Uuid> produit_id;
    std::optional<Proprietaire> proprietaire_type;
    std::optional<Uuid> partenaire_id;
    std::optional<TypeEntree> type;
    std::optional<Date> du; // days of effect
    std::optional<Date> au;
    std::optional<std::string> q; // how a number begins
};
BOOST_DESCRIBE_STRUCT(FiltreMouvements, (list::Paging),
                      (depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, type, du,
                       au, q))

constexpr auto rules(const FiltreMouvements*) {
    return list::paging_rules(std::array{json::rule("q").length(1, 20)});
}

// A ledger entry; deltas are signed.
struct MouvementStock {
    Uuid id;
    TypeEntree type{};
    Uuid document_id;
    std::string numero;
    Uuid depot_id;
    Uuid citerne_id;
    std::string citerne_nom;
    Uuid produit_id;
    std::string produit_nom;
    Proprietaire proprietaire_type{};
    std::optional<Uuid> partenaire_id;
    std::optional<std::string> partenaire_nom;
    Litres delta_ambiant;
    Litres delta_15c;
    Date date_effet;
    bool tardif = false;
    Instant enregistre_le;
    Uuid created_by;
    std::optional<std::string> auteur_nom;
};
BOOST_DESCRIBE_STRUCT(MouvementStock, (),
                      (id, type, document_id, numero, depot_id, citerne_id, citerne_nom, produit_id,
                       produit_nom, proprietaire_type, partenaire_id, partenaire_nom, delta_ambiant,
                       delta_15c, date_effet, tardif, enregistre_le, created_by, auteur_nom))

} // namespace mlpp::stock
