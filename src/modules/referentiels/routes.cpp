#include "modules/referentiels/routes.h"

#include "modules/exports/exports.h"
#include "modules/referentiels/rules.h"
#include "modules/referentiels/store.h"
#include "platform/http/context.h"

#include <initializer_list>

namespace mlpp::referentiels {

namespace {

using http::Context;
using http::Response;

constexpr sheet::Column colonnes_depots[] = {
    {"nom", "Nom", "Name"},
    {"code", "Code", "Code"},
    {"adresse", "Adresse", "Address"},
    {"fuseau", "Fuseau horaire", "Time zone"},
    {"edition", "Édition", "Edition"},
    {"areometre", "Aréomètre", "Hydrometer"},
    {"arrondi_reception_l", "Arrondi des réceptions (L)", "Rounding of receptions (L)"},
    {"arrondi_sortie_l", "Arrondi des sorties (L)", "Rounding of sorties (L)"},
    {"jours_retro", "Jours de recul", "Days back"},
    {"actif", "Actif", "Active"},
    {"created_at", "Créé le", "Created"},
};

constexpr sheet::Column colonnes_produits[] = {
    {"nom", "Nom", "Name"},
    {"code", "Code", "Code"},
    {"description", "Description", "Description"},
    {"groupe", "Groupe", "Group"},
    {"alpha_15c", "Alpha à 15 °C (1/°C)", "Alpha at 15 °C (1/°C)"},
    {"densite_min_kgm3", "Densité minimale (kg/m³)", "Least density (kg/m³)"},
    {"densite_max_kgm3", "Densité maximale (kg/m³)", "Greatest density (kg/m³)"},
    {"temperature_min_c", "Température minimale (°C)", "Least temperature (°C)"},
    {"temperature_max_c", "Température maximale (°C)", "Greatest temperature (°C)"},
    {"actif", "Actif", "Active"},
    {"created_at", "Créé le", "Created"},
};

constexpr sheet::Column colonnes_tiers[] = {
    {"nom", "Nom", "Name"},
    {"contact_personne", "Contact", "Contact"},
    {"email", "E-mail", "E-mail"},
    {"telephone", "Téléphone", "Telephone"},
    {"adresse", "Adresse", "Address"},
    {"pays", "Pays", "Country"},
    {"note_supplementaire", "Note", "Note"},
    {"actif", "Actif", "Active"},
    {"created_at", "Créé le", "Created"},
};

constexpr sheet::Column colonnes_partenaires[] = {
    {"nom", "Nom", "Name"},        {"contact", "Contact", "Contact"},
    {"email", "E-mail", "E-mail"}, {"telephone", "Téléphone", "Telephone"},
    {"actif", "Actif", "Active"},  {"created_at", "Créé le", "Created"},
};

constexpr sheet::Column colonnes_transporteurs[] = {
    {"nom", "Nom", "Name"},
    {"contact_personne", "Contact", "Contact"},
    {"email", "E-mail", "E-mail"},
    {"telephone", "Téléphone", "Telephone"},
    {"note", "Note", "Note"},
    {"actif", "Actif", "Active"},
    {"created_at", "Créé le", "Created"},
};

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

// GET /api/v1/fournisseurs/noms/{id} : what one is called. 200 | 404 RESSOURCE_INTROUVABLE
awaitable<Result<Response>> lire_nom(Context& ctx) {
    auto tx = ctx.begin();
    MLPP_TRY(const auto nom, co_await lire_nom_fournisseur(tx, ctx.id()));
    co_return ctx.ok(nom);
}

struct Adresse {
    std::string_view chemin;
    http::Action lecture;
    std::string_view un;      // "a client"
    exports::Texte plusieurs; // "Clients", "Clients"
    std::span<const sheet::Column> colonnes;
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
                                std::string(adresse.plusieurs.en) + '.')
        .template query<FiltreReferentiel>();
    exports::declare<Ligne>(table,
                            {adresse.chemin, adresse.lecture, adresse.plusieurs, adresse.colonnes},
                            Referentiel<Table>::demander);
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
                            {"Dépôts", "Depots"},
                            colonnes_depots,
                            {Code::DOUBLON, Code::VALEUR_INCONNUE, Code::DEPOT_NON_VIDE,
                             Code::DEPOT_FUSEAU_FIGE}});
    declare<Produits>(
        table, {"/produits",
                lecture,
                "a product",
                {"Produits", "Products"},
                colonnes_produits,
                {Code::DOUBLON, Code::PRODUIT_DOMAINE_INCOHERENT, Code::PRODUIT_ALPHA_INCOHERENT}});
    declare<Clients>(table,
                     {"/clients", lecture, "a client", {"Clients", "Clients"}, colonnes_tiers});
    declare<Fournisseurs>(table, {"/fournisseurs",
                                  "fournisseurs.lire",
                                  "a supplier",
                                  {"Fournisseurs", "Suppliers"},
                                  colonnes_tiers});
    declare<Partenaires>(
        table,
        {"/partenaires", lecture, "a partner", {"Partenaires", "Partners"}, colonnes_partenaires});
    declare<Transporteurs>(table, {"/transporteurs",
                                   lecture,
                                   "a carrier",
                                   {"Transporteurs", "Carriers"},
                                   colonnes_transporteurs});
    table
        .get<json::Page<NomFournisseur>>("/fournisseurs/noms", lecture, lister_noms,
                                         "Names of suppliers, for pickers.")
        .query<FiltreReferentiel>();
    table
        .get<NomFournisseur>("/fournisseurs/noms/{id}", lecture, lire_nom,
                             "The name of a supplier.")
        .refuses({Code::RESSOURCE_INTROUVABLE});
}

} // namespace mlpp::referentiels
