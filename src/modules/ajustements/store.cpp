#include "modules/ajustements/store.h"

#include "modules/ajustements/queries.h"
#include "platform/json/json.h"

namespace mlpp::ajustements {

namespace {

constexpr list::Sort tris[] = {
    {.field = "created_at", .descending_first = true},
    {.field = "date_effet"},
    {.field = "numero", .indexed = true},
    {.field = "type_correction"},
    {.field = "delta_ambiant"},
    {.field = "delta_15c"},
    {.field = "proprietaire_type"},
    {.field = "mouvement_numero", .expression = "coalesce(l.mouvement_numero, '')"},
    {.field = "depot_nom", .expression = "coalesce(l.depot_nom, '') COLLATE app.naturel"},
    {.field = "citerne_nom", .expression = "coalesce(l.citerne_nom, '') COLLATE app.naturel"},
    {.field = "produit_nom", .expression = "coalesce(l.produit_nom, '') COLLATE app.naturel"},
    {.field = "auteur_nom", .expression = "coalesce(l.auteur_nom, '') COLLATE app.naturel"},
};

} // namespace

asio::awaitable<Result<MouvementCorrige>> lire_mouvement(db::Transaction& tx, TypeMouvement type,
                                                         Uuid id) {
    co_return co_await tx.one_or<MouvementCorrige>(Code::MOUVEMENT_NOT_FOUND,
                                                   sql::ajustements::lire_mouvement, type, id);
}

asio::awaitable<Result<std::string>> enregistrer(db::Transaction& tx,
                                                 const AjustementCalcule& ajustement) {
    co_return co_await tx.last_text(sql::ajustements::enregistrer, json::write(ajustement));
}

asio::awaitable<Result<std::string>> enregistrer_manuel(db::Transaction& tx,
                                                        const DemandeAjustementManuel& demande) {
    co_return co_await tx.last_text(sql::ajustements::enregistrer_manuel, demande.citerne_id,
                                    demande.proprietaire_type, demande.partenaire_id,
                                    demande.delta_ambiant, demande.delta_15c, demande.raison);
}

asio::awaitable<Result<json::Page<Ajustement>>> lister(db::Transaction& tx,
                                                       const FiltreAjustements& filtre) {
    list::Conditions where;
    where.any_of("type_correction", filtre.type_correction)
        .equals("mouvement_type", filtre.mouvement_type)
        .equals("mouvement_id", filtre.mouvement_id)
        .of_depot(filtre.depot_id)
        .equals("citerne_id", filtre.citerne_id)
        .at_least("date_effet", filtre.du)
        .at_most("date_effet", filtre.au);
    if (filtre.q)
        where.costly("app.recherche(l.numero, l.mouvement_numero, l.reason, NULL) LIKE lower(" +
                     where.parameter(list::pattern_of(*filtre.q)) + ")");
    co_return co_await list::last_page<Ajustement>(
        tx, {sql::ajustements::lister, tris, list::Growing{"depot_id", "ajustements.lire"}}, filtre,
        where);
}

asio::awaitable<Result<std::string>> lire(db::Transaction& tx, Uuid id) {
    co_return co_await tx.last_text(sql::ajustements::lire, id);
}

} // namespace mlpp::ajustements
