#include "modules/auth/store.h"

#include "modules/auth/queries.h"
#include "modules/enregistrement/modification.h"
#include "platform/base/assert.h"
#include "platform/list/list.h"

#include <algorithm>

namespace mlpp::auth {

namespace {

constexpr list::Sort sorts[] = {
    {"created_at", true},
    {"nom", false, "l.nom COLLATE app.naturel"},
};

struct LigneMonSecret {
    std::optional<db::Bytes> sel; // none: the account has no password
    std::string email;
    std::string nom_complet;

    BOOST_DESCRIBE_CLASS(LigneMonSecret, (), (sel, email, nom_complet), (), ())
};

mot_de_passe::Salt salt_of(const db::Bytes& bytes) {
    mot_de_passe::Salt salt{};
    MLPP_ASSERT(bytes.size() == salt.size()); // by the schema
    std::ranges::copy(bytes, salt.begin());
    return salt;
}

} // namespace

awaitable<Result<mot_de_passe::Salt>> lire_sel(db::Transaction& tx, const std::string& email,
                                               const std::string& adresse) {
    MLPP_TRY(const auto sel, co_await tx.last<db::Bytes>(sql::auth::lire_sel, email, adresse));
    co_return salt_of(sel);
}

awaitable<Result<LigneSession>> ouvrir_session(db::Transaction& tx, const Connexion& connexion) {
    MLPP_TRY(const auto verdict, co_await tx.one<std::string>(
                                     sql::auth::conclure_connexion, connexion.email, connexion.cle,
                                     connexion.adresse, connexion.agent, connexion.session));
    if (verdict != "OK") {
        MLPP_CHECK(co_await tx.commit());
        const auto code = code_named(verdict);
        MLPP_ASSERT(code.has_value());
        co_return refuse(*code);
    }
    if (connexion.ancienne_session) tx.queue(sql::auth::deconnecter, *connexion.ancienne_session);
    tx.queue(sql::auth::ouvrir_contexte, connexion.session);
    co_return co_await lire_session(tx);
}

awaitable<Result<LigneSession>> lire_session(db::Transaction& tx) {
    co_return co_await tx.last<LigneSession>(sql::auth::lire_session);
}

awaitable<Result<Installation>> lire_installation(db::Transaction& tx) {
    co_return co_await tx.last<Installation>(sql::auth::lire_installation);
}

awaitable<Result<>> fermer_session(db::Transaction& tx, const Hash256& session) {
    tx.queue(sql::auth::deconnecter, session);
    co_return co_await tx.commit();
}

awaitable<Result<>> journaliser_tentative(db::Transaction& tx, const Hash256& session) {
    tx.queue(sql::auth::journaliser_tentative, session);
    co_return co_await tx.commit();
}

awaitable<Result<LigneSession>> modifier_profil(db::Transaction& tx,
                                                const ModificationProfil& modification) {
    tx.queue(sql::auth::modifier_profil, modification.nom_complet.value, modification.langue.value,
             modification.email.value);
    co_return co_await lire_session(tx);
}

awaitable<Result<MonSecret>> lire_mon_secret(db::Transaction& tx) {
    MLPP_TRY(auto row, co_await tx.last<LigneMonSecret>(sql::auth::lire_mon_secret));
    MonSecret secret{{}, std::move(row.email), std::move(row.nom_complet)};
    if (row.sel) secret.sel = salt_of(*row.sel);
    co_return secret;
}

awaitable<Result<>> changer_mot_de_passe(db::Transaction& tx, const Hash256& ancienne_cle,
                                         const mot_de_passe::Secret& nouveau,
                                         const Hash256& session) {
    const db::Bytes sel(nouveau.sel.begin(), nouveau.sel.end());
    MLPP_TRY(const auto verdict,
             co_await tx.last<std::string>(sql::auth::changer_mot_de_passe, ancienne_cle, sel,
                                           nouveau.cle, session));
    if (verdict == "OK") co_return Result<>{};
    // 401 would say that the session is over.
    co_return refuse(invalid_fields({{"ancien", Code::IDENTIFIANTS_INVALIDES, {}}}));
}

awaitable<Result<list::Question>> demander_jetons(db::Transaction&, const FiltreJetons&) {
    co_return list::Question{{sql::auth::lister_jetons, sorts}, {}};
}

awaitable<Result<json::Page<Jeton>>> lister_jetons(db::Transaction& tx,
                                                   const FiltreJetons& filtre) {
    MLPP_TRY(const auto question, co_await demander_jetons(tx, filtre));
    co_return co_await list::last_page<Jeton>(tx, question, filtre);
}

awaitable<Result<Jeton>> creer_jeton(db::Transaction& tx, const DemandeJeton& demande,
                                     const Hash256& hash) {
    MLPP_TRY(const auto id,
             co_await tx.one<Uuid>(sql::auth::creer_jeton, demande.nom, hash, demande.expire_le));
    co_return co_await enregistrement::read_last<Jeton>(tx, sql::auth::lister_jetons, id);
}

awaitable<Result<>> revoquer_jeton(db::Transaction& tx, const Uuid& id) {
    MLPP_TRY(const bool done, co_await tx.last<bool>(sql::auth::revoquer_jeton, id));
    if (!done) co_return refuse(Code::RESSOURCE_INTROUVABLE);
    co_return Result<>{};
}

} // namespace mlpp::auth
