// Credentials: what a request says of its sender, and whether a browser was tricked into sending
// it. Any thread.
#pragma once

#include "platform/base/random.h"
#include "platform/base/result.h"
#include "platform/http/request.h"

#include <optional>
#include <string>
#include <string_view>

namespace mlpp::http {

inline constexpr std::string_view session_cookie = "mlpp_session";

// What tokens begin with, and session secrets cannot: neither passes for the other. A leaked one is
// recognised by it.
inline constexpr std::string_view token_prefix = "mlpp.";

struct Credentials {
    enum class Kind : std::uint8_t { none, cookie, bearer };

    Kind kind = Kind::none;
    std::optional<Hash256> hash{}; // of the secret; the secret itself goes no further
};

// The session cookie or the bearer token. 401 NON_AUTHENTIFIE when an Authorization header is
// malformed or both are given twice.
Result<Credentials> read_credentials(const Request& request);

// The value of one cookie; nullopt when it is absent, repeated or malformed.
std::optional<std::string_view> cookie_value(std::string_view header, std::string_view name);

// A new token: the prefix and a secret.
std::string new_token();

// A secret as new_secret makes it: 16 to 256 characters of [A-Za-z0-9_.~+/=-].
bool is_secret(std::string_view text);

// 403 ORIGINE_REFUSEE for a state-changing request that another site could have made: a foreign
// Origin, or a cookie with neither a same-origin Origin nor Sec-Fetch-Site: same-origin or none.
// Bearer requests pass. `public_origin` ("https://depot.example") may be empty: then Origin is
// compared with Host.
Result<> check_origin(const Request& request, Credentials::Kind kind,
                      std::string_view public_origin);

} // namespace mlpp::http
