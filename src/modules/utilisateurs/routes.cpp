#include "modules/utilisateurs/routes.h"

#include "modules/exports/exports.h"
#include "modules/utilisateurs/rules.h"
#include "modules/utilisateurs/store.h"
#include "platform/http/context.h"

namespace mlpp::utilisateurs {

namespace {

using http::Context;
using http::Response;

constexpr sheet::Column colonnes[] = {
    {"nom_complet", "Nom", "Name"},
    {"email", "E-mail", "E-mail"},
    {"role", "Rôle", "Role"},
    {"depot_nom", "Dépôt", "Depot"},
    {"langue", "Langue", "Language"},
    {"actif", "Actif", "Active"},
    {"created_at", "Créé le", "Created"},
    {"updated_at", "Modifié le", "Changed"},
};

// GET /api/v1/utilisateurs : accounts. 200 Page<Utilisateur>
awaitable<Result<Response>> lister_utilisateurs(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreUtilisateurs>());
    auto tx = ctx.begin();
    MLPP_TRY(const auto page, co_await lister(tx, filtre));
    co_return ctx.ok(page);
}

// GET /api/v1/utilisateurs/{id} : one account. 200 Utilisateur | 404 RESSOURCE_INTROUVABLE
awaitable<Result<Response>> lire_utilisateur(Context& ctx) {
    auto tx = ctx.begin();
    MLPP_TRY(const auto utilisateur, co_await lire(tx, ctx.id()));
    co_return ctx.ok(utilisateur, utilisateur.version);
}

// POST /api/v1/utilisateurs : opens an account. 201 UtilisateurCree | 409 EMAIL_DEJA_PRIS | 422
// MOT_DE_PASSE_FAIBLE Takes no idempotency key: the stored answer would keep a password readable.
awaitable<Result<Response>> creer_utilisateur(Context& ctx) {
    MLPP_TRY(const auto demande, ctx.body<DemandeUtilisateur>());
    MLPP_CHECK(verifier(demande));
    auto entree = ctx.begin(); // the right comes before the work of making a key
    MLPP_CHECK(co_await entree.commit());
    UtilisateurCree cree;
    if (!demande.mot_de_passe) cree.mot_de_passe = mot_de_passe::generate();
    const auto password = demande.mot_de_passe ? *demande.mot_de_passe : *cree.mot_de_passe;
    MLPP_TRY(const auto secret, co_await mot_de_passe::make_secret(ctx.workers(), password));
    auto tx = ctx.begin();
    MLPP_TRY(static_cast<Utilisateur&>(cree), co_await creer(tx, demande, secret));
    co_return ctx.created(cree);
}

// The secret of a new password, if one is given and admitted. Reads the account in a transaction of
// its own, so that none stays open while the key is made.
awaitable<Result<std::optional<mot_de_passe::Secret>>>
new_secret_of(Context& ctx, const ModificationUtilisateur& modification) {
    std::optional<mot_de_passe::Secret> secret;
    if (!modification.mot_de_passe.value) {
        MLPP_CHECK(verifier(modification, nullptr));
        co_return secret;
    }
    auto tx = ctx.begin();
    MLPP_TRY(const auto courant, co_await lire(tx, ctx.id()));
    MLPP_CHECK(verifier(modification, &courant));
    MLPP_TRY(secret,
             co_await mot_de_passe::make_secret(ctx.workers(), *modification.mot_de_passe.value));
    co_return secret;
}

// PATCH /api/v1/utilisateurs/{id} : changes an account; sessions end when it is disabled or its
// password set. 200 Utilisateur | 409 DERNIER_ADMIN, EMAIL_DEJA_PRIS | 412 VERSION_PERIMEE | 422
// DEPOT_REQUIS, MOT_DE_PASSE_FAIBLE
awaitable<Result<Response>> modifier_utilisateur(Context& ctx) {
    MLPP_TRY(const auto version, ctx.if_match());
    MLPP_TRY(const auto modification, ctx.body<ModificationUtilisateur>());
    MLPP_TRY(const auto secret, co_await new_secret_of(ctx, modification));
    auto tx = ctx.begin();
    MLPP_TRY(const auto utilisateur,
             co_await modifier(tx, ctx.id(), version, modification, secret));
    co_return ctx.ok(utilisateur, utilisateur.version);
}

} // namespace

void declare_routes(http::RouteTable& table) {
    table
        .get<json::Page<Utilisateur>>("/utilisateurs", "utilisateurs.gerer", lister_utilisateurs,
                                      "Accounts.")
        .query<FiltreUtilisateurs>();
    table
        .get<Utilisateur>("/utilisateurs/{id}", "utilisateurs.gerer", lire_utilisateur,
                          "One account.")
        .refuses({Code::RESSOURCE_INTROUVABLE});
    table
        .post<DemandeUtilisateur, UtilisateurCree>(
            "/utilisateurs", "utilisateurs.gerer", creer_utilisateur,
            "Opens an account. Without a password one is made up and shown this once.")
        .located("/utilisateurs/")
        .refuses({Code::EMAIL_DEJA_PRIS, Code::DEPOT_REQUIS, Code::MOT_DE_PASSE_FAIBLE,
                  Code::REFERENCE_INTROUVABLE});
    table
        .patch<ModificationUtilisateur, Utilisateur>(
            "/utilisateurs/{id}", "utilisateurs.gerer", modifier_utilisateur,
            "Changes an account; its sessions end when it is disabled or its password is set.")
        .requires_version()
        .refuses({Code::RESSOURCE_INTROUVABLE, Code::VERSION_PERIMEE, Code::EMAIL_DEJA_PRIS,
                  Code::DEPOT_REQUIS, Code::DERNIER_ADMIN, Code::MOT_DE_PASSE_FAIBLE,
                  Code::REFERENCE_INTROUVABLE});
    exports::declare<Utilisateur>(
        table, {"/utilisateurs", "utilisateurs.gerer", {"Utilisateurs", "Users"}, colonnes},
        demander);
}

} // namespace mlpp::utilisateurs
