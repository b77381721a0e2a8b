#include "modules/referentiels/routes.h"

#include "modules/referentiels/rules.h"
#include "modules/referentiels/store.h"
#include "platform/http/context.h"

#include <initializer_list>

namespace mlpp::referentiels {

namespace {

using http::Context;
using http::Response;

// GET /api/v1/TABLE : the list. 200 Page
template <class Table>
awaitable<Result<Response>> lister(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreReferentiel>());
    auto tx = ctx.begin();
    MLPP_TRY(const auto page, co_await Referentiel<Table>::lister(tx, filtre));
    co_return ctx.ok(page);
}

// GET /api/v1/TABLE/{id} : one record. 200 | 404 RESSOURCE_INTROUVABLE
template <class Table>
awaitable<Result<Response>> lire(Context& ctx) {
    auto tx = ctx.begin();
    MLPP_TRY(const auto ligne, co_await Referentiel<Table>::lire(tx, ctx.id()));
    co_return ctx.ok(ligne, ligne.version);
}

// POST /api/v1/TABLE : a new record. 201 | 409 NOM_DEJA_PRIS
template <class Table>
awaitable<Result<Response>> creer(Context& ctx) {
    MLPP_TRY(const auto demande, ctx.body<typename Table::Demande>());
    MLPP_CHECK(verifier(demande));
    auto tx = ctx.begin();
    MLPP_TRY(const auto ligne, co_await Referentiel<Table>::creer(tx, demande));
    co_return co_await ctx.commit(tx, ctx.created(ligne));
}

// PATCH /api/v1/TABLE/{id} : changes the given fields. 200 | 404 | 409 NOM_DEJA_PRIS | 412
// VERSION_PERIMEE
template <class Table>
awaitable<Result<Response>> modifier(Context& ctx) {
    MLPP_TRY(const auto version, ctx.if_match());
    MLPP_TRY(const auto modification, ctx.body<typename Table::Modification>());
    MLPP_CHECK(verifier(modification));
    auto tx = ctx.begin();
    MLPP_TRY(const auto ligne,
             co_await Referentiel<Table>::modifier(tx, ctx.id(), version, modification));
    co_return co_await ctx.commit(tx, ctx.ok(ligne, ligne.version));
}

// GET /api/v1/fournisseurs/noms : names for pickers. 200 Page<NomFournisseur>
awaitable<Result<Response>> lister_noms(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreReferentiel>());
    auto tx = ctx.begin();
    MLPP_TRY(const auto page, co_await lister_noms_fournisseurs(tx, filtre));
    co_return ctx.ok(page);
}

struct Adresse {
    std::string_view chemin;
    http::Action lecture;
    std::string_view un;                 // "a client"
    std::string_view plusieurs;          // "Clients"
    std::initializer_list<Code> refus{}; // of creation and change, beside those of all
};

template <class Table>
void declare(http::RouteTable& table, const Adresse& adresse) {
    using Ligne = typename Table::Ligne;
    constexpr http::Action ecriture{"referentiels.ecrire"};
    const std::string liste(adresse.chemin);
    const std::string fiche = liste + "/{id}";
    table
        .get<json::Page<Ligne>>(liste, adresse.lecture, lister<Table>,
                                std::string(adresse.plusieurs) + '.')
        .template query<FiltreReferentiel>();
    table.get<Ligne>(fiche, adresse.lecture, lire<Table>, "Reads " + std::string(adresse.un) + '.')
        .refuses({Code::RESSOURCE_INTROUVABLE});
    table
        .post<typename Table::Demande, Ligne>(liste, ecriture, creer<Table>,
                                              "Adds " + std::string(adresse.un) + '.')
        .accepts_idempotency_key()
        .located(liste + '/')
        .refuses({Code::NOM_DEJA_PRIS})
        .refuses(adresse.refus);
    table
        .patch<typename Table::Modification, Ligne>(fiche, ecriture, modifier<Table>,
                                                    "Changes " + std::string(adresse.un) + '.')
        .requires_version()
        .refuses({Code::RESSOURCE_INTROUVABLE, Code::VERSION_PERIMEE, Code::NOM_DEJA_PRIS})
        .refuses(adresse.refus);
}

} // namespace

void declare_routes(http::RouteTable& table) {
    constexpr http::Action lecture{"referentiels.lire"};
    declare<Depots>(table, {"/depots",
                            lecture,
                            "a depot and its settings",
                            "Depots",
                            {Code::DOUBLON, Code::VALEUR_INCONNUE}});
    declare<Produits>(
        table, {"/produits",
                lecture,
                "a product",
                "Products",
                {Code::DOUBLON, Code::PRODUIT_DOMAINE_INCOHERENT, Code::PRODUIT_ALPHA_INCOHERENT}});
    declare<Clients>(table, {"/clients", lecture, "a client", "Clients"});
    declare<Fournisseurs>(table, {"/fournisseurs", "fournisseurs.lire", "a supplier", "Suppliers"});
    declare<Partenaires>(table, {"/partenaires", lecture, "a partner", "Partners"});
    declare<Transporteurs>(table, {"/transporteurs", lecture, "a carrier", "Carriers"});
    table
        .get<json::Page<NomFournisseur>>("/fournisseurs/noms", lecture, lister_noms,
                                         "Names of suppliers, for pickers.")
        .query<FiltreReferentiel>();
}

} // namespace mlpp::referentiels
