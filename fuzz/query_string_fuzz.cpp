// Any bytes as the path and query of a request: bound or refused.
#include "platform/base/assert.h"
#include "platform/http/query.h"
#include "platform/http/text.h"
#include "platform/json/json.h"

#include <cstddef>
#include <cstdint>

namespace mlpp {

struct Filtre {
    std::optional<std::string> q;
    std::optional<bool> actif;
    std::optional<std::int64_t> limite;
    std::optional<Date> du;
    std::optional<Uuid> depot_id;
    std::vector<std::string> tri;
};
BOOST_DESCRIBE_STRUCT(Filtre, (), (q, actif, limite, du, depot_id, tri))

} // namespace mlpp

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace mlpp;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto parameters = http::parse_query_string(text);
    if (!parameters) return 0;
    MLPP_ASSERT(parameters->size() <= http::query_parameters_max);
    for (const auto& [name, value] : *parameters)
        MLPP_ASSERT(http::is_clean_utf8(name) && http::is_clean_utf8(value));
    static_cast<void>(json::parse_query<Filtre>(*parameters));
    return 0;
}
