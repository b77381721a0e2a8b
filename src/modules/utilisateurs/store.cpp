#include "modules/utilisateurs/store.h"

#include "modules/enregistrement/modification.h"
#include "modules/utilisateurs/queries.h"
#include "platform/list/list.h"

namespace mlpp::utilisateurs {

namespace {

constexpr list::Sort sorts[] = {
    {"nom_complet", false, "l.nom_complet COLLATE app.naturel"},
    {"email"},
    {"role"},
    {"depot_nom", false, "coalesce(l.depot_nom, '') COLLATE app.naturel"},
    {"actif"},
    {"created_at", true},
};

db::Bytes bytes(const mot_de_passe::Salt& salt) {
    return {salt.begin(), salt.end()};
}

} // namespace

awaitable<Result<list::Question>> demander(db::Transaction&, const FiltreUtilisateurs& filtre) {
    list::Conditions where;
    where.contains({"nom_complet", "email"}, filtre.q)
        .equals("role", filtre.role)
        .equals("depot_id", filtre.depot_id)
        .equals("actif", filtre.actif);
    co_return list::Question{{sql::utilisateurs::lister, sorts}, std::move(where)};
}

awaitable<Result<json::Page<Utilisateur>>> lister(db::Transaction& tx,
                                                  const FiltreUtilisateurs& filtre) {
    MLPP_TRY(const auto question, co_await demander(tx, filtre));
    co_return co_await list::last_page<Utilisateur>(tx, question, filtre);
}

awaitable<Result<Utilisateur>> lire(db::Transaction& tx, const Uuid& id) {
    co_return co_await enregistrement::read_last<Utilisateur>(tx, sql::utilisateurs::lister, id);
}

awaitable<Result<Utilisateur>> creer(db::Transaction& tx, const DemandeUtilisateur& demande,
                                     const mot_de_passe::Secret& secret) {
    MLPP_TRY(const auto id,
             co_await tx.one<Uuid>(sql::utilisateurs::creer, demande.email, demande.nom_complet,
                                   demande.role, demande.depot_id, bytes(secret.sel), secret.cle));
    co_return co_await lire(tx, id);
}

awaitable<Result<Utilisateur>> modifier(db::Transaction& tx, const Uuid& id, std::int64_t version,
                                        const ModificationUtilisateur& modification,
                                        const std::optional<mot_de_passe::Secret>& secret) {
    std::optional<db::Bytes> sel;
    std::optional<Hash256> cle;
    if (secret) {
        sel = bytes(secret->sel);
        cle = secret->cle;
    }
    MLPP_TRY(const bool done, co_await tx.one<bool>(
                                  sql::utilisateurs::modifier, id, version,
                                  modification.email.value, modification.nom_complet.value,
                                  modification.role.value, modification.depot_id.given,
                                  modification.depot_id.value, modification.actif.value, sel, cle));
    if (done) co_return co_await lire(tx, id);
    co_return co_await enregistrement::refuse_unchanged<Utilisateur>(tx, sql::utilisateurs::lister,
                                                                     id, version);
}

} // namespace mlpp::utilisateurs
