// Uuid: 128-bit identifiers. New ones are version 7 (RFC 9562 §5.7): ordered by time, so that
// indexes stay dense. Regular value type; `new_uuid` is safe from any thread.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mlpp {

struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    // Accepts the 36-character form with hyphens, either case; nothing else.
    static std::optional<Uuid> parse(std::string_view text);
    std::string text() const;

    friend auto operator<=>(const Uuid&, const Uuid&) = default;
};

Uuid new_uuid();

} // namespace mlpp
