#include "platform/http/text.h"

#include <algorithm>
#include <cstdint>

namespace mlpp::http {

namespace {

struct Sequence {
    std::size_t length;
    unsigned char second_min; // the first continuation byte decides over-long forms and surrogates
    unsigned char second_max;
};

// RFC 3629 section 4; length 0 for a byte that starts nothing.
Sequence sequence_of(unsigned char lead) {
    if (lead >= 0xc2 && lead <= 0xdf) return {2, 0x80, 0xbf};
    if (lead == 0xe0) return {3, 0xa0, 0xbf};
    if (lead == 0xed) return {3, 0x80, 0x9f};
    if (lead >= 0xe1 && lead <= 0xef) return {3, 0x80, 0xbf};
    if (lead == 0xf0) return {4, 0x90, 0xbf};
    if (lead >= 0xf1 && lead <= 0xf3) return {4, 0x80, 0xbf};
    if (lead == 0xf4) return {4, 0x80, 0x8f};
    return {0, 0, 0};
}

} // namespace

bool is_clean_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80) {
            if (lead < 0x20 || lead == 0x7f) return false;
            ++i;
            continue;
        }
        const auto sequence = sequence_of(lead);
        if (sequence.length == 0 || i + sequence.length > text.size()) return false;
        for (std::size_t k = 1; k < sequence.length; ++k) {
            const auto byte = static_cast<unsigned char>(text[i + k]);
            const unsigned char min = k == 1 ? sequence.second_min : 0x80;
            const unsigned char max = k == 1 ? sequence.second_max : 0xbf;
            if (byte < min || byte > max) return false;
        }
        i += sequence.length;
    }
    return true;
}

bool is_printable_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

} // namespace mlpp::http
