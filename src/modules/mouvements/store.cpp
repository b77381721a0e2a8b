#include "modules/mouvements/store.h"

#include "platform/base/assert.h"

namespace mlpp::mouvements {

std::string_view id_en_tete(std::string_view corps) {
    constexpr std::string_view mark = "\":\"";
    constexpr std::size_t size = 36;
    const auto at = corps.find(mark);
    MLPP_ASSERT(at != std::string_view::npos && corps.size() >= at + mark.size() + size);
    return corps.substr(at + mark.size(), size);
}

namespace {

http::Response located(const http::Context& ctx, int status, std::string corps,
                       std::string_view under) {
    std::string location{http::api_base};
    (location += under) += id_en_tete(corps);
    auto response = ctx.json(status, std::move(corps));
    response.header("Location", std::move(location));
    return response;
}

} // namespace

http::Response posted(const http::Context& ctx, std::string corps, std::string_view under) {
    return located(ctx, 201, std::move(corps), under);
}

http::Response adjusted(const http::Context& ctx, Reponse reponse) {
    MLPP_ASSERT(reponse.statut == 201 || reponse.statut == 202);
    return located(ctx, reponse.statut, std::move(reponse.corps),
                   reponse.statut == 201 ? "/ajustements/" : "/ajustements/propositions/");
}

} // namespace mlpp::mouvements
