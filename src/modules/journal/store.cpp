#include "modules/journal/store.h"

#include "modules/journal/queries.h"
#include "modules/journal/rules.h"

namespace mlpp::journal {

namespace {

std::optional<Instant> earliest(const Periode& periode) {
    if (!periode.du) return std::nullopt;
    return au_plus_tot(*periode.du);
}

std::optional<Instant> latest(const Periode& periode) {
    if (!periode.au) return std::nullopt;
    return au_plus_tard(*periode.au);
}

constexpr list::Sort sorts[] = {
    {.field = "created_at", .descending_first = true},
    {.field = "niveau", .ranks = "INFO,WARNING,CRITICAL"},
    {.field = "module"},
    {.field = "action"},
    {.field = "auteur_nom", .expression = "coalesce(l.auteur_nom, '') COLLATE app.naturel"},
    {.field = "depot_nom", .expression = "coalesce(l.depot_nom, '') COLLATE app.naturel"},
};

// What the index of texts found, and whether rows of sorties, which it leaves out, may be among
// those asked for.
struct Trouvees : list::Matches {
    bool sorties = true;

    BOOST_DESCRIBE_CLASS(Trouvees, (list::Matches), (sorties), (), ())
};

// A day means the entry's own day. Its widest possible bounds let the index on instants cut first;
// only between them and its narrowest is a time zone asked.
void add_period(list::Conditions& where, const Periode& periode) {
    where.at_least("created_at", earliest(periode)).at_most("created_at", latest(periode));
    const auto day = [&](const auto& end, const std::string& operation, auto surely) {
        const auto* date = end ? std::get_if<Date>(&*end) : nullptr;
        if (date == nullptr) return;
        where.also("(l.created_at " + operation + where.parameter(surely(*end)) + " OR l.jour " +
                   operation + where.parameter(*date) + ")");
    };
    day(periode.du, ">= ", [](const auto& end) { return au_plus_tard(end); });
    day(periode.au, "<= ", [](const auto& end) { return au_plus_tot(end); });
}

} // namespace

boost::asio::awaitable<Result<list::Question>> demander(db::Transaction& tx,
                                                        const FiltreJournal& filtre) {
    MLPP_TRY(const auto periode, lire_periode(filtre.du, filtre.au));
    list::Conditions where;
    where.equals("module", filtre.module)
        .equals("action", filtre.action)
        .equals("niveau", filtre.niveau)
        .equals("user_id", filtre.utilisateur_id)
        .equals("depot_id", filtre.depot_id)
        .equals("cible_id", filtre.cible_id);
    add_period(where, periode);
    if (filtre.q) {
        const auto pattern = list::pattern_of(*filtre.q);
        MLPP_TRY(const auto found, co_await tx.one<Trouvees>(sql::journal::trouver, pattern,
                                                             earliest(periode), latest(periode)));
        where.matching(found, "app.plier(l.action || ' ' || l.details::text)", pattern);
        if (!found.sorties) where.also("l.module <> 'sorties_produit'");
    }
    co_return list::Question{{sql::journal::lister, sorts, list::Growing{}}, std::move(where)};
}

boost::asio::awaitable<Result<json::Page<LigneJournal>>> lister(db::Transaction& tx,
                                                                const FiltreJournal& filtre) {
    MLPP_TRY(const auto question, co_await demander(tx, filtre));
    co_return co_await list::last_page<LigneJournal>(tx, question, filtre);
}

} // namespace mlpp::journal
