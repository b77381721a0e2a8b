#include "modules/stock/store.h"

#include "modules/mouvements/recherche.h"
#include "modules/stock/queries.h"
#include "modules/stock/rules.h"

namespace mlpp::stock {

namespace {

// $1 to $5 of every statement here.
db::Params params_of(const FiltreStock& filtre) {
    return db::Params::of(filtre.depot_id, filtre.citerne_id, filtre.produit_id,
                          filtre.proprietaire_type, filtre.partenaire_id);
}

template <class... More>
db::Query query_of(const db::Statement& statement, const FiltreStock& filtre, const More&... more) {
    auto params = params_of(filtre);
    (params.add(more), ...);
    return {statement.name, statement.sql, {}, std::move(params)};
}

constexpr list::Sort sorts[] = {
    {.field = "date_effet", .descending_first = true},
    {.field = "enregistre_le"},
    {.field = "numero"},
    {.field = "type"},
    {.field = "delta_ambiant"},
    {.field = "delta_15c"},
    {.field = "tardif"},
    {.field = "proprietaire_type"},
    {.field = "citerne_nom", .expression = "coalesce(l.citerne_nom, '') COLLATE app.naturel"},
    {.field = "produit_nom", .expression = "coalesce(l.produit_nom, '') COLLATE app.naturel"},
    {.field = "partenaire_nom", .expression = "coalesce(l.partenaire_nom, '') COLLATE app.naturel"},
    {.field = "auteur_nom", .expression = "coalesce(l.auteur_nom, '') COLLATE app.naturel"},
};

} // namespace

asio::awaitable<Result<std::vector<LigneStock>>> lire_stock_actuel(db::Transaction& tx,
                                                                   const FiltreStock& filtre) {
    co_return co_await tx.last_rows<LigneStock>(query_of(sql::stock::lire_actuel, filtre));
}

asio::awaitable<Result<std::vector<LigneJour>>>
lire_stock_journalier(db::Transaction& tx, const FiltreJournalier& filtre) {
    co_return co_await tx.last_rows<LigneJour>(query_of(sql::stock::lire_journalier, filtre,
                                                        filtre.du, filtre.au, filtre.connu_le,
                                                        daily_rows_max + 1));
}

asio::awaitable<Result<std::vector<LigneJour>>> lire_stock_a_date(db::Transaction& tx,
                                                                  const FiltreADate& filtre) {
    co_return co_await tx.last_rows<LigneJour>(
        query_of(sql::stock::lire_a_date, filtre, filtre.date, filtre.connu_le));
}

asio::awaitable<Result<list::Question>> demander_mouvements(db::Transaction&,
                                                            const FiltreMouvements& filtre) {
    list::Conditions where;
    where.of_depot(filtre.depot_id)
        .equals("citerne_id", filtre.citerne_id)
        .equals("produit_id", filtre.produit_id)
        .equals("partenaire_id", filtre.partenaire_id)
        .equals("type", filtre.type)
        .at_least("date_effet", filtre.du)
        .at_most("date_effet", filtre.au);
    mouvements::par_proprietaire(where, filtre.proprietaire_type);
    if (filtre.q && !mouvements::par_numero(where, "date_effet", *filtre.q))
        where.also("l.numero >= upper(" + where.parameter(*filtre.q) + ") AND l.numero <= upper(" +
                   where.parameter(*filtre.q + '\x7f') + ")");
    co_return list::Question{
        {sql::stock::lister_mouvements, sorts, list::Growing{"depot_id", "stock.lire"}},
        std::move(where)};
}

asio::awaitable<Result<json::Page<MouvementStock>>>
lister_mouvements(db::Transaction& tx, const FiltreMouvements& filtre) {
    MLPP_TRY(const auto question, co_await demander_mouvements(tx, filtre));
    co_return co_await list::last_page<MouvementStock>(tx, question, filtre);
}

} // namespace mlpp::stock
