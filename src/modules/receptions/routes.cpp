#include "modules/receptions/routes.h"

#include "modules/documents/bon.h"
#include "modules/documents/impression.h"
#include "modules/documents/store.h"
#include "modules/exports/exports.h"
#include "modules/receptions/store.h"
#include "modules/volumetrie/store.h"
#include "platform/http/context.h"

namespace mlpp::receptions {

namespace {

using http::awaitable;
using http::Context;
using http::Response;
using mouvements::AjustementPoste;
using mouvements::DemandeRaison;
using mouvements::PropositionAjustement;

constexpr sheet::Column colonnes[] = {
    {"numero", "Numéro", "Number"},
    {"date_reception", "Date", "Date"},
    {"depot_nom", "Dépôt", "Depot"},
    {"citerne_nom", "Citerne", "Tank"},
    {"produit_nom", "Produit", "Product"},
    {"proprietaire_type", "Propriétaire", "Owner"},
    {"source_nom", "Fournisseur ou partenaire", "Supplier or partner"},
    {"cdr_numero", "Cours de route", "Cours de route"},
    {"plaque_camion", "Camion", "Truck"},
    {"index_avant", "Index avant (L)", "Reading before (L)"},
    {"index_apres", "Index après (L)", "Reading after (L)"},
    {"volume_ambiant", "Volume ambiant (L)", "Ambient volume (L)"},
    {"temperature_ambiante_c", "Température (°C)", "Temperature (°C)"},
    {"densite_observee_kgm3", "Densité observée (kg/m³)", "Observed density (kg/m³)"},
    {"densite_a_15_kgm3", "Densité à 15 °C (kg/m³)", "Density at 15 °C (kg/m³)"},
    {"vcf", "Facteur de correction", "Correction factor"},
    {"volume_15c", "Volume à 15 °C (L)", "Volume at 15 °C (L)"},
    {"compensee", "Compensée", "Taken back"},
    {"nb_ajustements", "Ajustements", "Adjustments"},
    {"note", "Note", "Note"},
    {"created_at", "Enregistré le", "Recorded"},
};

// POST /api/v1/receptions : posts the discharge of one truck or delivery into one or several tanks.
// 201 OperationReception | 409 CDR_NON_ARRIVE, CDR_DEJA_RECU, JOUR_CLOTURE | 422 RECEPTION_…,
// ASTM_…
awaitable<Result<Response>> creer_reception(Context& ctx, correction::Reglages& reglages) {
    MLPP_TRY(const auto demande, ctx.body<DemandeReception>());
    auto tx = ctx.begin();
    MLPP_TRY(auto lignes, co_await correction::preparer_lignes(tx, reglages, demande.lignes,
                                                               correction::entree));
    MLPP_TRY(auto corps, co_await enregistrer(tx, demande, std::move(lignes)));
    co_return ctx.created(std::move(corps));
}

// POST /api/v1/receptions/{id}/compensation : takes a reception back whole, once.
// 201 AjustementPoste | 202 PropositionAjustement | 404 RESSOURCE_INTROUVABLE | 409
// MOUVEMENT_DEJA_COMPENSE, PROPOSITION_EN_ATTENTE | 422 RAISON_TROP_COURTE
awaitable<Result<Response>> compenser_reception(Context& ctx) {
    MLPP_TRY(const auto demande, ctx.body<DemandeRaison>());
    auto tx = ctx.begin();
    MLPP_TRY(auto reponse, co_await compenser(tx, ctx.id(), demande.raison));
    co_return ctx.json(reponse.statut, std::move(reponse.corps));
}

// GET /api/v1/receptions : newest first, with the names they are read by.
// 200 Page<Reception>
awaitable<Result<Response>> lister_receptions(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreReceptions>());
    auto tx = ctx.begin();
    MLPP_TRY(const auto page, co_await lister(tx, filtre));
    co_return ctx.ok(page);
}

// GET /api/v1/receptions/{id} : one reception with its corrections and the other tanks of its
// discharge. 200 DetailReception | 404 RESSOURCE_INTROUVABLE
awaitable<Result<Response>> lire_reception(Context& ctx) {
    auto tx = ctx.begin();
    MLPP_TRY(auto corps, co_await lire(tx, ctx.id()));
    co_return ctx.json(200, std::move(corps));
}

// The reception on paper, its facts in the order they are asked for at the gate.
documents::Bon bon_of(const DetailReception& d, documents::Emetteur emetteur, Language language) {
    const auto say = [language](std::string_view fr, std::string_view en) {
        return std::string{language == Language::fr ? fr : en};
    };
    auto bon = documents::bon_of(d, d, std::move(emetteur), language);
    bon.titre = say("Bon de réception", "Receipt");
    bon.jour = documents::day(d.date_reception, language);
    bon.operation = {{say("Produit", "Product"), d.produit_nom.value_or("—")},
                     {say("Citerne", "Tank"), d.citerne_nom.value_or("—")},
                     {say("Propriétaire", "Owner"), d.partenaire_nom.value_or("MONALUXE")},
                     {say("Fournisseur", "Supplier"), d.fournisseur_nom.value_or("—")},
                     {"Cours de route", d.cdr_numero.value_or("—")},
                     {say("Camion", "Truck"), d.plaque_camion.value_or("—")}};
    return bon;
}

// GET /api/v1/receptions/{id}/pdf : the document that is handed out. 200 PDF | 404
// RESSOURCE_INTROUVABLE
awaitable<Result<Response>> imprimer_reception(Context& ctx) {
    auto tx = ctx.begin();
    MLPP_TRY(const auto detail, co_await lire_detail(tx, ctx.id()));
    MLPP_TRY(auto emetteur, co_await documents::lire_emetteur(tx, detail.depot_id));
    MLPP_CHECK(co_await tx.commit());
    co_return co_await documents::imprimer(ctx, bon_of(detail, std::move(emetteur), ctx.language()),
                                           "/receptions/" + detail.id.text());
}

void declare_reading(http::RouteTable& table) {
    table
        .get<json::Page<Reception>>("/receptions", "receptions.lire", lister_receptions,
                                    "Receptions, newest first.")
        .query<FiltreReceptions>();
    table
        .get<DetailReception>("/receptions/{id}", "receptions.lire", lire_reception,
                              "One reception with its corrections and the other tanks of its "
                              "discharge.")
        .refuses({Code::RESSOURCE_INTROUVABLE});
    exports::declare<Reception>(
        table, {"/receptions", "receptions.lire", {"Réceptions", "Receipts"}, colonnes}, demander);
    table
        .get<void>("/receptions/{id}/pdf", "receptions.lire", imprimer_reception,
                   "The document that is handed out, one page.")
        .answers_type("application/pdf")
        .refuses({Code::RESSOURCE_INTROUVABLE, Code::TROP_DE_REQUETES});
}

} // namespace

void declare_routes(http::RouteTable& table, correction::Reglages& reglages) {
    table
        .post<DemandeReception, OperationReception>(
            "/receptions", "receptions.creer",
            [&reglages](Context& ctx) { return creer_reception(ctx, reglages); },
            "Posts the discharge of one truck or delivery into one or several tanks.")
        .accepts_idempotency_key(http::Stored::by_statement)
        .located("/receptions?operation_id=")
        .refuses({Code::RECEPTION_CITERNE_INTROUVABLE,
                  Code::RECEPTION_CITERNE_INACTIVE,
                  Code::RECEPTION_CITERNE_REPETEE,
                  Code::REFERENTIEL_INACTIF,
                  Code::RECEPTION_PRODUIT_INCOMPATIBLE,
                  Code::RECEPTION_INDEX_NEGATIF,
                  Code::RECEPTION_INDEX_INCOHERENT,
                  Code::RECEPTION_INPUT_MISSING,
                  Code::RECEPTION_CAPACITE_INSUFFISANTE,
                  Code::RECEPTION_VOLUMETRICS_FAILED,
                  Code::RECEPTION_CDR_REQUIS,
                  Code::RECEPTION_CDR_INTERDIT,
                  Code::RECEPTION_NOTE_REQUISE,
                  Code::CDR_INTROUVABLE,
                  Code::CDR_NON_ARRIVE,
                  Code::CDR_DEJA_RECU,
                  Code::CDR_PRODUIT_DIFFERENT,
                  Code::CDR_DEPOT_DIFFERENT,
                  Code::PARTENAIRE_REQUIS,
                  Code::PARTENAIRE_INTERDIT,
                  Code::DATE_FUTURE_INTERDITE,
                  Code::DATE_TROP_ANCIENNE,
                  Code::JOUR_CLOTURE,
                  Code::DEPOTS_MULTIPLES,
                  Code::HORS_DEPOT,
                  Code::ASTM_LOOKUP_OUT_OF_DOMAIN_DENS,
                  Code::ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP});
    table
        .post<DemandeRaison, AjustementPoste>(
            "/receptions/{id}/compensation", "ajustements.creer", compenser_reception,
            "Takes a reception back whole, once, by a compensating entry.")
        .accepts_idempotency_key(http::Stored::by_statement)
        .or_answers<PropositionAjustement>(202)
        .located("/ajustements/")
        .located("/ajustements/propositions/", 202)
        .refuses({Code::RESSOURCE_INTROUVABLE, Code::MOUVEMENT_DEJA_COMPENSE,
                  Code::PROPOSITION_EN_ATTENTE, Code::RAISON_TROP_COURTE, Code::JOUR_CLOTURE});
    declare_reading(table);
}

} // namespace mlpp::receptions
