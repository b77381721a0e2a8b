#include "modules/vues/store.h"

#include "modules/enregistrement/modification.h"
#include "modules/vues/queries.h"

namespace mlpp::vues {

namespace {

constexpr list::Sort tris[] = {
    {.field = "nom", .expression = "l.nom COLLATE app.naturel"},
    {.field = "created_at", .descending_first = true},
};

} // namespace

asio::awaitable<Result<json::Page<Vue>>> lister(db::Transaction& tx, const FiltreVues& filtre) {
    list::Conditions where;
    where.equals("ecran", filtre.ecran);
    co_return co_await list::last_page<Vue>(tx, {sql::vues::lister, tris}, filtre, where);
}

asio::awaitable<Result<Vue>> enregistrer(db::Transaction& tx, const DemandeVue& demande) {
    MLPP_TRY(const auto id, co_await tx.one<Uuid>(sql::vues::enregistrer, demande.ecran,
                                                  demande.nom, demande.parametres));
    co_return co_await enregistrement::read<Vue>(tx, sql::vues::lister, id);
}

asio::awaitable<Result<>> supprimer(db::Transaction& tx, const Uuid& id) {
    MLPP_TRY(const bool supprimee, co_await tx.last<bool>(sql::vues::supprimer, id));
    if (!supprimee) co_return refuse(Code::RESSOURCE_INTROUVABLE);
    co_return Result<>{};
}

} // namespace mlpp::vues
