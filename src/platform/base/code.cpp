#include "platform/base/code.h"

#include "platform/base/assert.h"

#include <algorithm>
#include <array>
#include <vector>

namespace mlpp {

namespace {

constexpr auto codes = std::to_array<Code>({
#define MLPP_CODE(name, status, title_fr, title_en, detail_fr, detail_en) Code::name,
#include "platform/base/code.def"
#undef MLPP_CODE
});

} // namespace

std::string_view name_of(Code code) {
    switch (code) {
#define MLPP_CODE(name, status, title_fr, title_en, detail_fr, detail_en)                          \
    case Code::name:                                                                               \
        return #name;
#include "platform/base/code.def"
#undef MLPP_CODE
    }
    MLPP_ASSERT(false);
    return {};
}

int http_status(Code code) {
    switch (code) {
#define MLPP_CODE(name, status, title_fr, title_en, detail_fr, detail_en)                          \
    case Code::name:                                                                               \
        return status;
#include "platform/base/code.def"
#undef MLPP_CODE
    }
    MLPP_ASSERT(false);
    return 500;
}

std::string_view title_of(Code code, Language language) {
    switch (code) {
#define MLPP_CODE(name, status, title_fr, title_en, detail_fr, detail_en)                          \
    case Code::name:                                                                               \
        return language == Language::fr ? title_fr : title_en;
#include "platform/base/code.def"
#undef MLPP_CODE
    }
    MLPP_ASSERT(false);
    return {};
}

std::string_view detail_of(Code code, Language language) {
    switch (code) {
#define MLPP_CODE(name, status, title_fr, title_en, detail_fr, detail_en)                          \
    case Code::name:                                                                               \
        return language == Language::fr ? detail_fr : detail_en;
#include "platform/base/code.def"
#undef MLPP_CODE
    }
    MLPP_ASSERT(false);
    return {};
}

std::optional<Code> code_named(std::string_view name) {
    static const std::vector<Code> by_name = [] {
        std::vector<Code> sorted(codes.begin(), codes.end());
        std::ranges::sort(sorted, {}, name_of);
        return sorted;
    }();
    const auto found = std::ranges::lower_bound(by_name, name, {}, name_of);
    if (found == by_name.end() || name_of(*found) != name) return std::nullopt;
    return *found;
}

std::span<const Code> all_codes() {
    return codes;
}

} // namespace mlpp
