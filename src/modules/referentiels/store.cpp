#include "modules/referentiels/store.h"

#include "modules/enregistrement/modification.h"
#include "modules/referentiels/queries.h"
#include "platform/list/list.h"

#include <span>

namespace mlpp::referentiels {

namespace {

namespace requetes = sql::referentiels;

constexpr list::Sort par_nom{"nom", false, "l.nom COLLATE app.naturel"};
constexpr list::Sort par_code{"code", false, "coalesce(l.code, '')"};
constexpr list::Sort par_contact{"contact_personne", false,
                                 "coalesce(l.contact_personne, '') COLLATE app.naturel"};
constexpr list::Sort par_email{"email", false, "coalesce(l.email, '')"};
constexpr list::Sort par_telephone{"telephone", false, "coalesce(l.telephone, '')"};
constexpr list::Sort par_pays{"pays", false, "coalesce(l.pays, '') COLLATE app.naturel"};
constexpr list::Sort par_actif{"actif"};
constexpr list::Sort par_creation{"created_at", true};

constexpr list::Sort tris_depots[] = {par_nom,         par_code,  {"fuseau"},  {"edition"},
                                      {"jours_retro"}, par_actif, par_creation};
constexpr list::Sort tris_produits[] = {
    par_nom,   par_code,    {"groupe"}, {"densite_min_kgm3"}, {"densite_max_kgm3"},
    par_actif, par_creation};
constexpr list::Sort tris_tiers[] = {par_nom,  par_contact, par_email,   par_telephone,
                                     par_pays, par_actif,   par_creation};
constexpr list::Sort tris_partenaires[] = {
    par_nom,   {"contact", false, "coalesce(l.contact, '') COLLATE app.naturel"},
    par_email, par_telephone,
    par_actif, par_creation};
constexpr list::Sort tris_transporteurs[] = {par_nom,       par_contact, par_email,
                                             par_telephone, par_actif,   par_creation};
constexpr list::Sort tris_noms[] = {par_nom, par_actif};

// What distinguishes one table from the others.
struct Requetes {
    const db::Statement& lister;
    const db::Statement& creer;
    const db::Statement& modifier;
    std::span<const list::Sort> tris;
    bool a_un_code = false;
};

template <class Table>
constexpr Requetes requetes_de() = delete;

template <>
constexpr Requetes requetes_de<Depots>() {
    return {requetes::lister_depots, requetes::creer_depot, requetes::modifier_depot, tris_depots,
            true};
}

template <>
constexpr Requetes requetes_de<Produits>() {
    return {requetes::lister_produits, requetes::creer_produit, requetes::modifier_produit,
            tris_produits, true};
}

template <>
constexpr Requetes requetes_de<Clients>() {
    return {requetes::lister_clients, requetes::creer_client, requetes::modifier_client,
            tris_tiers};
}

template <>
constexpr Requetes requetes_de<Fournisseurs>() {
    return {requetes::lister_fournisseurs, requetes::creer_fournisseur,
            requetes::modifier_fournisseur, tris_tiers};
}

template <>
constexpr Requetes requetes_de<Partenaires>() {
    return {requetes::lister_partenaires, requetes::creer_partenaire, requetes::modifier_partenaire,
            tris_partenaires};
}

template <>
constexpr Requetes requetes_de<Transporteurs>() {
    return {requetes::lister_transporteurs, requetes::creer_transporteur,
            requetes::modifier_transporteur, tris_transporteurs};
}

} // namespace

template <class Table>
awaitable<Result<list::Question>> Referentiel<Table>::demander(db::Transaction&,
                                                               const FiltreReferentiel& filtre) {
    constexpr auto table = requetes_de<Table>();
    list::Conditions where;
    if constexpr (table.a_un_code)
        where.contains({"nom", "code"}, filtre.q);
    else if constexpr (std::same_as<Ligne, Tiers>)
        where.contains({"nom", "contact_personne", "pays"}, filtre.q);
    else
        where.contains({"nom"}, filtre.q);
    where.equals("actif", filtre.actif);
    co_return list::Question{{table.lister, table.tris}, std::move(where)};
}

template <class Table>
awaitable<Result<json::Page<typename Table::Ligne>>>
Referentiel<Table>::lister(db::Transaction& tx, const FiltreReferentiel& filtre) {
    MLPP_TRY(const auto question, co_await demander(tx, filtre));
    co_return co_await list::last_page<Ligne>(tx, question, filtre);
}

template <class Table>
awaitable<Result<typename Table::Ligne>> Referentiel<Table>::lire(db::Transaction& tx,
                                                                  const Uuid& id) {
    co_return co_await enregistrement::read_last<Ligne>(tx, requetes_de<Table>().lister, id);
}

template <class Table>
awaitable<Result<typename Table::Ligne>>
Referentiel<Table>::creer(db::Transaction& tx, const typename Table::Demande& demande) {
    constexpr auto table = requetes_de<Table>();
    co_return co_await enregistrement::create<Ligne>(tx, table.creer, table.lister, demande);
}

template <class Table>
awaitable<Result<typename Table::Ligne>>
Referentiel<Table>::modifier(db::Transaction& tx, const Uuid& id, std::int64_t version,
                             const typename Table::Modification& modification) {
    constexpr auto table = requetes_de<Table>();
    co_return co_await enregistrement::modify<Ligne>(tx, table.modifier, table.lister, id, version,
                                                     modification);
}

template struct Referentiel<Depots>;
template struct Referentiel<Produits>;
template struct Referentiel<Clients>;
template struct Referentiel<Fournisseurs>;
template struct Referentiel<Partenaires>;
template struct Referentiel<Transporteurs>;

awaitable<Result<json::Page<NomFournisseur>>>
lister_noms_fournisseurs(db::Transaction& tx, const FiltreReferentiel& filtre) {
    list::Conditions where;
    where.contains({"nom"}, filtre.q).equals("actif", filtre.actif);
    co_return co_await list::last_page<NomFournisseur>(
        tx, {requetes::lister_noms_fournisseurs, tris_noms}, filtre, where);
}

awaitable<Result<NomFournisseur>> lire_nom_fournisseur(db::Transaction& tx, const Uuid& id) {
    co_return co_await enregistrement::read_last<NomFournisseur>(
        tx, requetes::lister_noms_fournisseurs, id);
}

} // namespace mlpp::referentiels
