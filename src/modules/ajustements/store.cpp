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
    {.field = "valideur_nom", .expression = "coalesce(l.valideur_nom, '') COLLATE app.naturel"},
};

constexpr list::Sort tris_propositions[] = {
    {.field = "created_at", .descending_first = true},
    {.field = "numero"},
    {.field = "statut"},
    {.field = "type_correction"},
    {.field = "delta_ambiant"},
    {.field = "delta_15c"},
    {.field = "proprietaire_type"},
    {.field = "mouvement_numero", .expression = "coalesce(l.mouvement_numero, '')"},
    {.field = "depot_nom", .expression = "coalesce(l.depot_nom, '') COLLATE app.naturel"},
    {.field = "citerne_nom", .expression = "coalesce(l.citerne_nom, '') COLLATE app.naturel"},
    {.field = "produit_nom", .expression = "coalesce(l.produit_nom, '') COLLATE app.naturel"},
    {.field = "auteur_nom", .expression = "coalesce(l.auteur_nom, '') COLLATE app.naturel"},
    {.field = "decideur_nom", .expression = "coalesce(l.decideur_nom, '') COLLATE app.naturel"},
};

} // namespace

asio::awaitable<Result<MouvementCorrige>> lire_mouvement(db::Transaction& tx, TypeMouvement type,
                                                         Uuid id) {
    co_return co_await tx.one_or<MouvementCorrige>(Code::MOUVEMENT_NOT_FOUND,
                                                   sql::ajustements::lire_mouvement, type, id);
}

asio::awaitable<Result<Reponse>> enregistrer(db::Transaction& tx,
                                             const AjustementCalcule& ajustement) {
    co_return co_await tx.last<Reponse>(sql::ajustements::enregistrer, json::write(ajustement));
}

asio::awaitable<Result<Reponse>> enregistrer_manuel(db::Transaction& tx,
                                                    const DemandeAjustementManuel& demande) {
    co_return co_await tx.last<Reponse>(sql::ajustements::enregistrer_manuel, demande.citerne_id,
                                        demande.proprietaire_type, demande.partenaire_id,
                                        demande.delta_ambiant, demande.delta_15c, demande.raison);
}

asio::awaitable<Result<list::Question>> demander(db::Transaction&,
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
        where.costly("app.recherche(l.numero, l.mouvement_numero, l.reason, NULL) LIKE app.plier(" +
                     where.parameter(list::pattern_of(*filtre.q)) + ")");
    co_return list::Question{
        {sql::ajustements::lister, tris, list::Growing{"depot_id", "ajustements.lire"}},
        std::move(where)};
}

asio::awaitable<Result<json::Page<Ajustement>>> lister(db::Transaction& tx,
                                                       const FiltreAjustements& filtre) {
    MLPP_TRY(const auto question, co_await demander(tx, filtre));
    co_return co_await list::last_page<Ajustement>(tx, question, filtre);
}

asio::awaitable<Result<std::string>> lire(db::Transaction& tx, Uuid id) {
    co_return co_await tx.last_text(sql::ajustements::lire, id);
}

asio::awaitable<Result<list::Question>> demander_propositions(db::Transaction&,
                                                              const FiltrePropositions& filtre) {
    list::Conditions where;
    where.any_of("statut", filtre.statut)
        .equals("depot_id", filtre.depot_id)
        .equals("citerne_id", filtre.citerne_id);
    co_return list::Question{{sql::ajustements::lister_propositions, tris_propositions},
                             std::move(where)};
}

asio::awaitable<Result<json::Page<Proposition>>>
lister_propositions(db::Transaction& tx, const FiltrePropositions& filtre) {
    MLPP_TRY(const auto question, co_await demander_propositions(tx, filtre));
    co_return co_await list::last_page<Proposition>(tx, question, filtre);
}

asio::awaitable<Result<std::string>> lire_proposition(db::Transaction& tx, Uuid id) {
    co_return co_await tx.last_text(sql::ajustements::lire_proposition, id);
}

asio::awaitable<Result<std::string>> valider(db::Transaction& tx, Uuid proposition,
                                             const DemandeDecision& demande) {
    co_return co_await tx.last_text(sql::ajustements::valider, proposition, demande.motif);
}

asio::awaitable<Result<std::string>> refuser(db::Transaction& tx, Uuid proposition,
                                             const DemandeDecision& demande) {
    co_return co_await tx.last_text(sql::ajustements::refuser, proposition, demande.motif);
}

} // namespace mlpp::ajustements
