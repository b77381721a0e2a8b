#include "modules/sorties/routes.h"

#include "modules/documents/bon.h"
#include "modules/documents/impression.h"
#include "modules/documents/store.h"
#include "modules/exports/exports.h"
#include "modules/sorties/store.h"
#include "modules/volumetrie/store.h"
#include "platform/http/context.h"

namespace mlpp::sorties {

namespace {

using http::awaitable;
using http::Context;
using http::Response;
using mouvements::AjustementPoste;
using mouvements::DemandeRaison;
using mouvements::PropositionAjustement;

constexpr sheet::Column colonnes[] = {
    {"numero", "Numéro", "Number"},
    {"date_sortie", "Date", "Date"},
    {"depot_nom", "Dépôt", "Depot"},
    {"citerne_nom", "Citerne", "Tank"},
    {"produit_nom", "Produit", "Product"},
    {"proprietaire_type", "Propriétaire", "Owner"},
    {"beneficiaire_nom", "Bénéficiaire", "Beneficiary"},
    {"chauffeur_nom", "Chauffeur", "Driver"},
    {"plaque_camion", "Camion", "Truck"},
    {"transporteur_nom", "Transporteur", "Carrier"},
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

// POST /api/v1/sorties : posts the loading of one truck from one or several tanks.
// 201 OperationSortie | 409 JOUR_CLOTURE | 422 SORTIE_…, BENEFICIAIRE_XOR, ASTM_…
awaitable<Result<Response>> creer_sortie(Context& ctx, correction::Reglages& reglages) {
    MLPP_TRY(const auto demande, ctx.body<DemandeSortie>());
    auto tx = ctx.begin();
    MLPP_TRY(auto lignes, co_await correction::preparer_lignes(tx, reglages, demande.lignes,
                                                               correction::sortie));
    MLPP_TRY(auto corps, co_await enregistrer(tx, demande, std::move(lignes)));
    co_return ctx.created(std::move(corps));
}

// POST /api/v1/sorties/{id}/compensation : takes a sortie back whole, once.
// 201 AjustementPoste | 202 PropositionAjustement | 404 RESSOURCE_INTROUVABLE | 409
// MOUVEMENT_DEJA_COMPENSE, PROPOSITION_EN_ATTENTE | 422 RAISON_TROP_COURTE
awaitable<Result<Response>> compenser_sortie(Context& ctx) {
    MLPP_TRY(const auto demande, ctx.body<DemandeRaison>());
    auto tx = ctx.begin();
    MLPP_TRY(auto reponse, co_await compenser(tx, ctx.id(), demande.raison));
    co_return ctx.json(reponse.statut, std::move(reponse.corps));
}

// GET /api/v1/sorties : newest first, with the names they are read by.
// 200 Page<Sortie>
awaitable<Result<Response>> lister_sorties(Context& ctx) {
    MLPP_TRY(const auto filtre, ctx.query<FiltreSorties>());
    auto tx = ctx.begin();
    MLPP_TRY(const auto page, co_await lister(tx, filtre));
    co_return ctx.ok(page);
}

// GET /api/v1/sorties/{id} : one sortie with its corrections and the other tanks of its loading.
// 200 DetailSortie | 404 RESSOURCE_INTROUVABLE
awaitable<Result<Response>> lire_sortie(Context& ctx) {
    auto tx = ctx.begin();
    MLPP_TRY(auto corps, co_await lire(tx, ctx.id()));
    co_return ctx.json(200, std::move(corps));
}

// The sortie on paper, its facts in the order they are asked for at the gate.
documents::Bon bon_of(const DetailSortie& d, documents::Emetteur emetteur, Language language) {
    const auto say = [language](std::string_view fr, std::string_view en) {
        return std::string{language == Language::fr ? fr : en};
    };
    auto bon = documents::bon_of(d, d, std::move(emetteur), language);
    bon.titre = say("Bon de sortie", "Delivery note");
    bon.jour = documents::day(d.date_sortie, language);
    bon.operation = {
        {say("Produit", "Product"), d.produit_nom.value_or("—")},
        {say("Citerne", "Tank"), d.citerne_nom.value_or("—")},
        {say("Propriétaire", "Owner"), d.partenaire_nom.value_or("MONALUXE")},
        {say("Bénéficiaire", "Beneficiary"), d.client_nom.value_or(d.partenaire_nom.value_or("—"))},
        {say("Chauffeur", "Driver"), d.chauffeur_nom.value_or("—")},
        {say("Camion", "Truck"), d.plaque_camion.value_or("—")},
        {say("Remorque", "Trailer"), d.plaque_remorque.value_or("—")},
        {say("Transporteur", "Carrier"), d.transporteur_nom.value_or("—")}};
    return bon;
}

// GET /api/v1/sorties/{id}/pdf : the document that is handed out. 200 PDF | 404
// RESSOURCE_INTROUVABLE
awaitable<Result<Response>> imprimer_sortie(Context& ctx) {
    auto tx = ctx.begin();
    MLPP_TRY(const auto detail, co_await lire_detail(tx, ctx.id()));
    MLPP_TRY(auto emetteur, co_await documents::lire_emetteur(tx, detail.depot_id));
    MLPP_CHECK(co_await tx.commit());
    co_return co_await documents::imprimer(ctx, bon_of(detail, std::move(emetteur), ctx.language()),
                                           "/sorties/" + detail.id.text());
}

} // namespace

void declare_routes(http::RouteTable& table, correction::Reglages& reglages) {
    table
        .post<DemandeSortie, OperationSortie>(
            "/sorties", "sorties.creer",
            [&reglages](Context& ctx) { return creer_sortie(ctx, reglages); },
            "Posts the loading of one truck from one or several tanks.")
        .accepts_idempotency_key(http::Stored::by_statement)
        .located("/sorties?operation_id=")
        .refuses({Code::SORTIE_PROPRIETAIRE_INVALIDE,
                  Code::BENEFICIAIRE_XOR,
                  Code::SORTIE_CITERNE_OBLIGATOIRE,
                  Code::SORTIE_CITERNE_INVALIDE,
                  Code::SORTIE_CITERNE_INACTIVE,
                  Code::SORTIE_CITERNE_REPETEE,
                  Code::REFERENTIEL_INACTIF,
                  Code::PRODUIT_CITERNE_MISMATCH,
                  Code::INDEX_AVANT_NEGATIF,
                  Code::INDEX_APRES_NEGATIF,
                  Code::INDEX_INCOHERENTS,
                  Code::VOLUME_AMBIANT_REQUIRED,
                  Code::TEMPERATURE_REQUIRED,
                  Code::DENSITE_OBSERVEE_REQUIRED,
                  Code::SORTIE_VOLUMETRICS_FAILED,
                  Code::SORTIE_NOTE_REQUISE,
                  Code::SORTIE_STOCK_INTROUVABLE,
                  Code::SORTIE_STOCK_INSUFFISANT_AMB,
                  Code::SORTIE_CAPACITE_SECURITE,
                  Code::DATE_FUTURE_INTERDITE,
                  Code::DATE_TROP_ANCIENNE,
                  Code::JOUR_CLOTURE,
                  Code::DEPOTS_MULTIPLES,
                  Code::HORS_DEPOT,
                  Code::ASTM_LOOKUP_OUT_OF_DOMAIN_DENS,
                  Code::ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP});
    table
        .post<DemandeRaison, AjustementPoste>(
            "/sorties/{id}/compensation", "ajustements.creer", compenser_sortie,
            "Takes a sortie back whole, once, by a compensating entry.")
        .accepts_idempotency_key(http::Stored::by_statement)
        .or_answers<PropositionAjustement>(202)
        .located("/ajustements/")
        .located("/ajustements/propositions/", 202)
        .refuses({Code::RESSOURCE_INTROUVABLE, Code::MOUVEMENT_DEJA_COMPENSE,
                  Code::PROPOSITION_EN_ATTENTE, Code::RAISON_TROP_COURTE, Code::JOUR_CLOTURE});
    table
        .get<json::Page<Sortie>>("/sorties", "sorties.lire", lister_sorties,
                                 "Sorties, newest first.")
        .query<FiltreSorties>();
    table
        .get<DetailSortie>("/sorties/{id}", "sorties.lire", lire_sortie,
                           "One sortie with its corrections and the other tanks of its "
                           "loading.")
        .refuses({Code::RESSOURCE_INTROUVABLE});
    exports::declare<Sortie>(
        table, {"/sorties", "sorties.lire", {"Sorties", "Deliveries"}, colonnes}, demander);
    table
        .get<void>("/sorties/{id}/pdf", "sorties.lire", imprimer_sortie,
                   "The document that is handed out, one page.")
        .answers_type("application/pdf")
        .refuses({Code::RESSOURCE_INTROUVABLE, Code::TROP_DE_REQUETES});
}

} // namespace mlpp::sorties
