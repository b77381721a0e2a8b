#include "modules/citernes/routes.h"

#include "modules/citernes/store.h"
#include "modules/exports/exports.h"
#include "platform/http/context.h"

namespace mlpp::citernes {

namespace {

using http::Context;
using http::Response;

constexpr sheet::Column colonnes[] = {
    {"nom", "Nom", "Name"},
    {"depot_nom", "Dépôt", "Depot"},
    {"produit_nom", "Produit", "Product"},
    {"capacite_totale", "Capacité (L)", "Capacity (L)"},
    {"creux_securite", "Creux de sécurité (L)", "Headroom (L)"},
    {"stock_minimum", "Stock minimum (L)", "Minimum stock (L)"},
    {"localisation", "Emplacement", "Place"},
    {"statut", "Statut", "Status"},
    {"logique", "Logique", "Logical"},
    {"created_at", "Créée le", "Created"},
};

// GET /api/v1/citernes : tanks, by name as people sort it. 200 Page<Citerne>
awaitable<Result<Response>> lister_citernes(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreCiternes>());
    auto tx = ctx.begin();
    MLPP_TRY(const auto page, co_await lister(tx, filtre));
    co_return ctx.ok(page);
}

// GET /api/v1/citernes/{id} : one tank. 200 Citerne | 404 RESSOURCE_INTROUVABLE
awaitable<Result<Response>> lire_citerne(Context& ctx) {
    auto tx = ctx.begin();
    MLPP_TRY(const auto citerne, co_await lire(tx, ctx.id()));
    co_return ctx.ok(citerne, citerne.version);
}

// POST /api/v1/citernes : a new tank. 201 Citerne | 409 NOM_DEJA_PRIS | 422
// CITERNE_CAPACITES_INCOHERENTES, NOM_INTERDIT
awaitable<Result<Response>> creer_citerne(Context& ctx) {
    MLPP_TRY(const auto demande, ctx.body<DemandeCiterne>());
    auto tx = ctx.begin();
    MLPP_TRY(const auto citerne, co_await creer(tx, demande));
    co_return co_await ctx.commit(tx, ctx.created(citerne));
}

// PATCH /api/v1/citernes/{id} : changes a tank. 200 Citerne | 404 | 409 CITERNE_NON_VIDE,
// CITERNE_PRODUIT_FIGE | 412 VERSION_PERIMEE | 422 CITERNE_CAPACITES_INCOHERENTES, NOM_INTERDIT
awaitable<Result<Response>> modifier_citerne(Context& ctx) {
    MLPP_TRY(const auto version, ctx.if_match());
    MLPP_TRY(const auto modification, ctx.body<ModificationCiterne>());
    auto tx = ctx.begin();
    MLPP_TRY(const auto citerne, co_await modifier(tx, ctx.id(), version, modification));
    co_return co_await ctx.commit(tx, ctx.ok(citerne, citerne.version));
}

} // namespace

void declare_routes(http::RouteTable& table) {
    table
        .get<json::Page<Citerne>>("/citernes", "citernes.lire", lister_citernes,
                                  "Tanks, by name as people sort it.")
        .query<FiltreCiternes>();
    table.get<Citerne>("/citernes/{id}", "citernes.lire", lire_citerne, "One tank.")
        .refuses({Code::RESSOURCE_INTROUVABLE});
    table
        .post<DemandeCiterne, Citerne>("/citernes", "citernes.ecrire", creer_citerne,
                                       "Adds a tank.")
        .accepts_idempotency_key()
        .located("/citernes/")
        .refuses({Code::NOM_DEJA_PRIS, Code::NOM_INTERDIT, Code::CITERNE_CAPACITES_INCOHERENTES,
                  Code::REFERENCE_INTROUVABLE});
    table
        .patch<ModificationCiterne, Citerne>("/citernes/{id}", "citernes.ecrire", modifier_citerne,
                                             "Changes a tank, deactivates an empty one.")
        .requires_version()
        .refuses({Code::RESSOURCE_INTROUVABLE, Code::VERSION_PERIMEE, Code::NOM_DEJA_PRIS,
                  Code::NOM_INTERDIT, Code::CITERNE_NON_VIDE, Code::CITERNE_PRODUIT_FIGE,
                  Code::CITERNE_CAPACITES_INCOHERENTES, Code::REFERENCE_INTROUVABLE});
    exports::declare<Citerne>(
        table, {"/citernes", "citernes.lire", {"Citernes", "Tanks"}, colonnes}, demander);
}

} // namespace mlpp::citernes
