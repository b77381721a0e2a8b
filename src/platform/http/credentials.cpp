#include "platform/http/credentials.h"

#include <algorithm>

namespace mlpp::http {

namespace {

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t'))
        text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t'))
        text.remove_suffix(1);
    return text;
}

std::string_view without_scheme(std::string_view origin) {
    for (const std::string_view scheme : {"https://", "http://"})
        if (origin.starts_with(scheme)) return origin.substr(scheme.size());
    return {};
}

bool is_same_origin(const Request& request, std::string_view origin,
                    std::string_view public_origin) {
    if (!public_origin.empty()) return same_ignoring_case(origin, public_origin);
    const auto host = without_scheme(origin);
    return !host.empty() && same_ignoring_case(host, request.header("Host"));
}

} // namespace

std::string new_token() {
    return std::string(token_prefix) + new_secret();
}

bool is_secret(std::string_view text) {
    return text.size() >= 16 && text.size() <= 256 && std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      std::string_view{"_.~+/=-"}.contains(c);
           });
}

std::optional<std::string_view> cookie_value(std::string_view header, std::string_view name) {
    std::optional<std::string_view> found;
    while (!header.empty()) {
        const auto pair = header.substr(0, header.find(';'));
        header.remove_prefix(std::min(header.size(), pair.size() + 1));
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos || trimmed(pair.substr(0, equals)) != name) continue;
        if (found) return std::nullopt; // twice: somebody planted one
        found = trimmed(pair.substr(equals + 1));
    }
    return found;
}

Result<Credentials> read_credentials(const Request& request) {
    if (const auto given = request.count("Authorization"); given > 0) {
        constexpr std::string_view scheme = "Bearer ";
        const auto value = request.header("Authorization");
        if (given > 1 || !same_ignoring_case(value.substr(0, scheme.size()), scheme))
            return refuse(Code::NON_AUTHENTIFIE);
        const auto token = value.substr(scheme.size());
        if (!is_secret(token) || !token.starts_with(token_prefix))
            return refuse(Code::NON_AUTHENTIFIE);
        return Credentials{Credentials::Kind::bearer, hash256(token)};
    }
    if (request.count("Cookie") != 1) return Credentials{};
    const auto secret = cookie_value(request.header("Cookie"), session_cookie);
    if (!secret || !is_secret(*secret) || secret->starts_with(token_prefix)) return Credentials{};
    return Credentials{Credentials::Kind::cookie, hash256(*secret)};
}

Result<> check_origin(const Request& request, Credentials::Kind kind,
                      std::string_view public_origin) {
    if (!changes_state(request.method) || kind == Credentials::Kind::bearer) return {};
    if (const auto given = request.count("Origin"); given > 0) {
        if (given > 1 || !is_same_origin(request, request.header("Origin"), public_origin))
            return refuse(Code::ORIGINE_REFUSEE);
        return {};
    }
    if (request.count("Sec-Fetch-Site") > 0) {
        const auto site = request.header("Sec-Fetch-Site");
        if (site == "same-origin" || site == "none") return {};
        return refuse(Code::ORIGINE_REFUSEE);
    }
    if (kind == Credentials::Kind::cookie) return refuse(Code::ORIGINE_REFUSEE);
    return {};
}

} // namespace mlpp::http
