// Any bytes as Cookie, Authorization and Origin headers; and nothing a caller sends leaves the
// redactor as a token.
#include "platform/base/assert.h"
#include "platform/base/log.h"
#include "platform/http/credentials.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace mlpp;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto value = http::cookie_value(text, http::session_cookie))
        MLPP_ASSERT(text.contains(*value));
    for (const std::string_view name : {"Cookie", "Authorization", "Origin"}) {
        const http::Request request{.method = http::Method::post,
                                    .target = "/",
                                    .headers = {{name, text}, {"Host", "h"}},
                                    .body = {},
                                    .peer = {}};
        const auto read = http::read_credentials(request);
        if (read)
            MLPP_ASSERT(read->hash.has_value() == (read->kind != http::Credentials::Kind::none));
        static_cast<void>(http::check_origin(request, http::Credentials::Kind::cookie, ""));
    }
    static_cast<void>(log::redact(text));
    if (http::is_secret(text) && !text.contains('='))
        MLPP_ASSERT(log::redact("Bearer " + std::string{text}) == "Bearer ***");
    return 0;
}
