// Any bytes as a request body: read or refused, and what was read writes and reads back the same.
#include "platform/base/assert.h"
#include "platform/json/json.h"
#include "platform/json/problem_json.h"

#include <cstddef>
#include <cstdint>

namespace mlpp {

enum class Choix { MONALUXE, PARTENAIRE };
BOOST_DESCRIBE_ENUM(Choix, MONALUXE, PARTENAIRE)

struct Ligne {
    Uuid id;
    Litres volume;
};
BOOST_DESCRIBE_STRUCT(Ligne, (), (id, volume))

struct Corps {
    std::optional<std::string> s;
    std::optional<std::int64_t> n;
    std::optional<double> x;
    std::optional<Vcf> d;
    std::optional<Date> j;
    std::optional<Instant> i;
    std::optional<bool> b;
    std::optional<Choix> e;
    json::Champ<std::string> c;
    std::vector<Ligne> l;
    std::optional<json::Json> r;
};
BOOST_DESCRIBE_STRUCT(Corps, (), (s, n, x, d, j, i, b, e, c, l, r))

} // namespace mlpp

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace mlpp;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto read = json::parse<Corps>(text);
    if (!read) {
        json::write_problem(read.error(), Language::fr, "fuzz");
        return 0;
    }
    const auto written = json::write(*read);
    const auto again = json::parse<Corps>(written);
    MLPP_ASSERT(again.has_value());
    MLPP_ASSERT(json::write(*again) == written);
    return 0;
}
