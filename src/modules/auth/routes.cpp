#include "modules/auth/routes.h"

#include "modules/auth/rules.h"
#include "modules/auth/store.h"
#include "modules/exports/exports.h"
#include "platform/base/clock.h"
#include "platform/http/context.h"
#include "platform/http/credentials.h"

#include <chrono>

namespace mlpp::auth {

namespace {

using http::Context;
using http::Response;

constexpr sheet::Column colonnes_jetons[] = {
    {"nom", "Nom", "Name"},
    {"created_at", "Créé le", "Created"},
    {"vu_le", "Vu le", "Last used"},
    {"expire_le", "Expire le", "Expires"},
};

// What decides who may come in is the person's: a token that leaked could otherwise outlive its
// revocation. 401 for one that holds no more | 403 ROLE_FORBIDDEN
awaitable<Result<>> refuse_tokens(Context& ctx) {
    const auto credentials = http::read_credentials(ctx.request());
    if (!credentials || credentials->kind != http::Credentials::Kind::bearer) co_return Result<>{};
    auto entree = ctx.begin();
    MLPP_CHECK(co_await entree.commit());
    co_return refuse(Code::ROLE_FORBIDDEN);
}

// POST /api/v1/session : signs in and sets the session cookie. The key is made also for an unknown
// e-mail, so that both take the same time. 200 SessionCourante | 401 IDENTIFIANTS_INVALIDES | 403
// COMPTE_INACTIF, PROFIL_ABSENT | 429 TROP_DE_TENTATIVES
awaitable<Result<Response>> se_connecter(Context& ctx) {
    MLPP_TRY(const auto demande, ctx.body<DemandeSession>());
    auto avant = ctx.begin_visitor();
    MLPP_TRY(const auto sel, co_await lire_sel(avant, demande.email, ctx.client_address()));
    MLPP_TRY(const auto cle,
             co_await mot_de_passe::derive_key(ctx.workers(), demande.mot_de_passe, sel));
    const auto secret = new_secret();
    const Connexion connexion{.email = demande.email,
                              .adresse = ctx.client_address(),
                              .agent = agent_text(ctx.request().header("User-Agent")),
                              .cle = cle,
                              .session = hash256(secret),
                              .ancienne_session = ctx.session_hash()};
    auto tx = ctx.begin_visitor();
    MLPP_TRY(const auto session, co_await ouvrir_session(tx, connexion));
    auto response = ctx.json(200, session.corps);
    ctx.set_session_cookie(response, secret, std::chrono::minutes{session.duree_minutes});
    co_return response;
}

// GET /api/v1/session : who is signed in, with rights and menu. 200 SessionCourante | 401
// SESSION_EXPIREE
awaitable<Result<Response>> lire_ma_session(Context& ctx) {
    auto tx = ctx.begin();
    MLPP_TRY(const auto session, co_await lire_session(tx));
    co_return ctx.json(200, session.corps);
}

// DELETE /api/v1/session : signs out; also without a session that still holds. 204
awaitable<Result<Response>> se_deconnecter(Context& ctx) {
    if (ctx.session_hash()) {
        auto tx = ctx.begin_visitor();
        MLPP_CHECK(co_await fermer_session(tx, *ctx.session_hash()));
    }
    auto response = ctx.no_content();
    ctx.clear_session_cookie(response);
    co_return response;
}

// PATCH /api/v1/session/profil : own name, language and e-mail. Role, depot and identity are the
// administrator's: asking for them is refused and journalled. 200 SessionCourante | 403
// ROLE_FORBIDDEN | 409 EMAIL_DEJA_PRIS
awaitable<Result<Response>> modifier_mon_profil(Context& ctx) {
    MLPP_CHECK(co_await refuse_tokens(ctx));
    const auto modification = ctx.body<ModificationProfil>();
    auto tx = ctx.begin();
    if (!modification && names_locked_field(modification.error())) {
        MLPP_CHECK(co_await journaliser_tentative(tx, *ctx.session_hash()));
        co_return refuse(Code::ROLE_FORBIDDEN);
    }
    MLPP_CHECK(modification);
    MLPP_TRY(const auto session, co_await modifier_profil(tx, *modification));
    co_return ctx.json(200, session.corps);
}

// POST /api/v1/session/mot-de-passe : changes the own password; all other sessions of the person
// end, tokens stay. 204 | 422 MOT_DE_PASSE_FAIBLE, IDENTIFIANTS_INVALIDES on `ancien` | 429
// TROP_DE_TENTATIVES
awaitable<Result<Response>> changer_mon_mot_de_passe(Context& ctx) {
    MLPP_CHECK(co_await refuse_tokens(ctx));
    MLPP_TRY(const auto demande, ctx.body<DemandeMotDePasse>());
    auto avant = ctx.begin();
    MLPP_TRY(const auto moi, co_await lire_mon_secret(avant));
    MLPP_CHECK(mot_de_passe::verifier("nouveau", demande.nouveau, {moi.email, moi.nom_complet}));
    MLPP_TRY(const auto ancienne_cle,
             co_await mot_de_passe::derive_key(ctx.workers(), demande.ancien, moi.sel));
    MLPP_TRY(const auto nouveau,
             co_await mot_de_passe::make_secret(ctx.workers(), demande.nouveau));
    auto tx = ctx.begin();
    MLPP_CHECK(co_await changer_mot_de_passe(tx, ancienne_cle, nouveau, *ctx.session_hash()));
    co_return ctx.no_content();
}

// GET /api/v1/jetons : own tokens, newest first. 200 Page<Jeton>
awaitable<Result<Response>> lister_mes_jetons(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreJetons>());
    auto tx = ctx.begin();
    MLPP_TRY(const auto page, co_await lister_jetons(tx, filtre));
    co_return ctx.ok(page);
}

// POST /api/v1/jetons : a token with the caller's rights, shown this once. 201 JetonCree | 403
// ROLE_FORBIDDEN | 422 DATE_PASSEE, TROP_D_ELEMENTS Takes no idempotency key: the stored answer
// would keep the token readable.
awaitable<Result<Response>> creer_mon_jeton(Context& ctx) {
    MLPP_CHECK(co_await refuse_tokens(ctx));
    MLPP_TRY(const auto demande, ctx.body<DemandeJeton>());
    MLPP_CHECK(verifier(demande, now()));
    JetonCree cree;
    cree.jeton = http::new_token();
    auto tx = ctx.begin();
    MLPP_TRY(static_cast<Jeton&>(cree), co_await creer_jeton(tx, demande, hash256(cree.jeton)));
    co_return ctx.created(cree);
}

// DELETE /api/v1/jetons/{id} : revokes an own token. 204 | 404 RESSOURCE_INTROUVABLE
awaitable<Result<Response>> revoquer_mon_jeton(Context& ctx) {
    auto tx = ctx.begin();
    MLPP_CHECK(co_await revoquer_jeton(tx, ctx.id()));
    co_return ctx.no_content();
}

// GET /api/v1/installation : what the sign-in page may show. 200 Installation
awaitable<Result<Response>> lire_mon_installation(Context& ctx) {
    auto tx = ctx.begin_visitor();
    MLPP_TRY(const auto installation, co_await lire_installation(tx));
    co_return ctx.ok(installation);
}

void declare_session(http::RouteTable& table) {
    table
        .post<DemandeSession, SessionCourante>("/session", http::visiteur, se_connecter,
                                               "Signs in and sets the session cookie.")
        .answers(200)
        .refuses({Code::IDENTIFIANTS_INVALIDES, Code::COMPTE_INACTIF, Code::PROFIL_ABSENT,
                  Code::TROP_DE_TENTATIVES});
    table.get<SessionCourante>("/session", http::session, lire_ma_session,
                               "Who is signed in, with rights and menu.");
    table.get<Installation>("/installation", http::visiteur, lire_mon_installation,
                            "What the sign-in page may show: environment, demonstration accounts.");
    table.del("/session", http::visiteur, se_deconnecter, "Signs out.");
    table
        .patch<ModificationProfil, SessionCourante>(
            "/session/profil", http::session, modifier_mon_profil, "Own name, language and e-mail.")
        .refuses({Code::ROLE_FORBIDDEN, Code::EMAIL_DEJA_PRIS});
    table
        .post<DemandeMotDePasse, void>(
            "/session/mot-de-passe", http::session, changer_mon_mot_de_passe,
            "Changes the own password; all other sessions of the person end, tokens stay.")
        .answers(204)
        .refuses({Code::ROLE_FORBIDDEN, Code::MOT_DE_PASSE_FAIBLE, Code::IDENTIFIANTS_INVALIDES,
                  Code::TROP_DE_TENTATIVES});
}

void declare_tokens(http::RouteTable& table) {
    table
        .get<json::Page<Jeton>>("/jetons", http::session, lister_mes_jetons,
                                "Own tokens, newest first.")
        .query<FiltreJetons>();
    table
        .post<DemandeJeton, JetonCree>("/jetons", http::session, creer_mon_jeton,
                                       "A token for a program, shown this once. Needs a session, "
                                       "not a token.")
        .located("/jetons/")
        .refuses({Code::ROLE_FORBIDDEN, Code::DATE_PASSEE, Code::TROP_D_ELEMENTS});
    exports::declare<Jeton>(
        table, {"/jetons", http::session, {"Mes jetons", "My tokens"}, colonnes_jetons},
        demander_jetons);
    table.del("/jetons/{id}", http::session, revoquer_mon_jeton, "Revokes an own token.")
        .refuses({Code::RESSOURCE_INTROUVABLE});
}

} // namespace

void declare_routes(http::RouteTable& table) {
    declare_session(table);
    declare_tokens(table);
}

} // namespace mlpp::auth
