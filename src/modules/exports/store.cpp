#include "modules/exports/store.h"

#include "modules/exports/queries.h"
#include "platform/json/json.h"

namespace mlpp::exports {

namespace {

// An object; a filter given several times is a list.
json::Json object_of(const Filtres& filtres) {
    std::string text = "{";
    for (std::size_t i = 0; i < filtres.size();) {
        auto next = i + 1;
        while (next < filtres.size() && filtres[next].first == filtres[i].first)
            ++next;
        if (i > 0) text += ',';
        json::write_string(filtres[i].first, text);
        text += next - i > 1 ? ":[" : ":";
        for (auto at = i; at < next; ++at) {
            if (at > i) text += ',';
            json::write_string(filtres[at].second, text);
        }
        if (next - i > 1) text += ']';
        i = next;
    }
    return {text + '}'};
}

} // namespace

awaitable<Result<Auteur>> lire_auteur(db::Transaction& tx, const std::optional<Uuid>& depot) {
    co_return co_await tx.one_or<Auteur>(Code::PROFIL_ABSENT, sql::exports::lire_auteur, depot);
}

awaitable<Result<sheet::Clock>> lire_horloge(db::Transaction& tx, const std::string& fuseau) {
    sheet::Clock horloge{.fuseau = fuseau};
    MLPP_TRY(horloge.changes,
             co_await tx.rows<sheet::Clock::Change>(sql::exports::lire_horloge, fuseau));
    co_return horloge;
}

awaitable<Result<std::vector<Nom>>> nommer(db::Transaction& tx, const std::vector<Uuid>& ids) {
    co_return co_await tx.rows<Nom>(sql::exports::nommer, ids);
}

awaitable<Result<>> journaliser(db::Transaction& tx, std::string_view liste,
                                std::string_view format, const Filtres& filtres,
                                std::int64_t lignes) {
    tx.queue(sql::exports::journaliser, liste, format, object_of(filtres), lignes);
    co_return co_await tx.commit();
}

} // namespace mlpp::exports
