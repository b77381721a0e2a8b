#include "platform/http/query.h"

#include "platform/http/text.h"

namespace mlpp::http {

namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

} // namespace

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_blank) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            if (i + 2 >= text.size()) return std::nullopt;
            const int high = hex_digit(text[i + 1]);
            const int low = hex_digit(text[i + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            decoded += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            decoded += plus_is_blank && text[i] == '+' ? ' ' : text[i];
        }
    }
    if (!is_clean_utf8(decoded)) return std::nullopt;
    return decoded;
}

Result<QueryParameters> parse_query_string(std::string_view query) {
    QueryParameters parameters;
    while (!query.empty()) {
        const auto pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        if (pair.empty()) continue;
        if (parameters.size() == query_parameters_max)
            return refuse({Code::REQUETE_INVALIDE, {{"raison", "parameters"}}});
        const auto equals = pair.find('=');
        auto name = percent_decode(pair.substr(0, equals), true);
        auto value = equals == std::string_view::npos
                         ? std::string{}
                         : percent_decode(pair.substr(equals + 1), true);
        if (!name || !value) return refuse({Code::REQUETE_INVALIDE, {{"raison", "encoding"}}});
        parameters.emplace_back(*std::move(name), *std::move(value));
    }
    return parameters;
}

} // namespace mlpp::http
