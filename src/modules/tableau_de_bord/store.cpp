#include "modules/tableau_de_bord/store.h"

#include "modules/tableau_de_bord/queries.h"
#include "platform/db/error.h"
#include "platform/json/json.h"

#include <string>

namespace mlpp::tableau_de_bord {

namespace {

constexpr json::Limits limits{.values = 3'000'000};

Releve read(std::string_view text) {
    auto releve = json::parse<Releve>(text, limits);
    if (releve) return std::move(*releve);
    std::string what{"tableau_de_bord.lire: "};
    what += name_of(releve.error().code);
    for (const auto& field : releve.error().erreurs)
        ((what += ' ') += field.champ) += '=', what += name_of(field.code);
    throw db::BindingError(what);
}

} // namespace

boost::asio::awaitable<Result<Releve>> lire_releve(db::Transaction& tx,
                                                   const std::optional<Uuid>& depot_id) {
    MLPP_TRY(const auto text, co_await tx.last_text(sql::tableau_de_bord::lire, depot_id));
    auto releve = read(text);
    if (depot_id && releve.depots.empty()) co_return refuse(Code::RESSOURCE_INTROUVABLE);
    co_return releve;
}

} // namespace mlpp::tableau_de_bord
