#include "modules/citernes/store.h"

#include "modules/citernes/queries.h"
#include "modules/enregistrement/modification.h"
#include "platform/list/list.h"

namespace mlpp::citernes {

namespace {

constexpr list::Sort sorts[] = {
    {"nom", false, "l.nom COLLATE app.naturel"},
    {"depot_nom", false, "l.depot_nom COLLATE app.naturel"},
    {"produit_nom", false, "l.produit_nom COLLATE app.naturel"},
    {"capacite_totale"},
    {"creux_securite"},
    {"stock_minimum"},
    {"localisation", false, "l.localisation COLLATE app.naturel"},
    {"statut"},
    {"logique"},
    {"created_at", true},
};

} // namespace

awaitable<Result<list::Question>> demander(db::Transaction&, const FiltreCiternes& filtre) {
    list::Conditions where;
    where.contains({"nom", "localisation"}, filtre.q)
        .equals("depot_id", filtre.depot_id)
        .equals("produit_id", filtre.produit_id)
        .equals("statut", filtre.statut)
        .equals("logique", filtre.logique);
    if (filtre.actif) where.also("(l.statut = 'active') = " + where.parameter(*filtre.actif));
    co_return list::Question{{sql::citernes::lister, sorts}, std::move(where)};
}

awaitable<Result<json::Page<Citerne>>> lister(db::Transaction& tx, const FiltreCiternes& filtre) {
    MLPP_TRY(const auto question, co_await demander(tx, filtre));
    co_return co_await list::last_page<Citerne>(tx, question, filtre);
}

awaitable<Result<Citerne>> lire(db::Transaction& tx, const Uuid& id) {
    co_return co_await enregistrement::read_last<Citerne>(tx, sql::citernes::lister, id);
}

awaitable<Result<Citerne>> creer(db::Transaction& tx, const DemandeCiterne& demande) {
    co_return co_await enregistrement::create<Citerne>(tx, sql::citernes::creer,
                                                       sql::citernes::lister, demande);
}

awaitable<Result<Citerne>> modifier(db::Transaction& tx, const Uuid& id, std::int64_t version,
                                    const ModificationCiterne& modification) {
    co_return co_await enregistrement::modify<Citerne>(
        tx, sql::citernes::modifier, sql::citernes::lister, id, version, modification);
}

} // namespace mlpp::citernes
