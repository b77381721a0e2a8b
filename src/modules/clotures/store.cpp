#include "modules/clotures/store.h"

#include "modules/clotures/queries.h"

namespace mlpp::clotures {

namespace {

constexpr list::Sort tris[] = {
    {.field = "jour", .descending_first = true},
    {.field = "created_at"},
    {.field = "depot_nom", .expression = "coalesce(l.depot_nom, '') COLLATE app.naturel"},
    {.field = "auteur_nom", .expression = "coalesce(l.auteur_nom, '') COLLATE app.naturel"},
};

} // namespace

asio::awaitable<Result<std::string>> cloturer(db::Transaction& tx, const DemandeCloture& demande) {
    co_return co_await tx.last_text(sql::clotures::cloturer, demande.depot_id, demande.jour,
                                    demande.note);
}

asio::awaitable<Result<list::Question>> demander(db::Transaction&, const FiltreClotures& filtre) {
    list::Conditions where;
    where.equals("depot_id", filtre.depot_id)
        .at_least("jour", filtre.du)
        .at_most("jour", filtre.au);
    co_return list::Question{{sql::clotures::lister, tris}, std::move(where)};
}

asio::awaitable<Result<json::Page<ClotureListee>>> lister(db::Transaction& tx,
                                                          const FiltreClotures& filtre) {
    MLPP_TRY(const auto question, co_await demander(tx, filtre));
    co_return co_await list::last_page<ClotureListee>(tx, question, filtre);
}

} // namespace mlpp::clotures
