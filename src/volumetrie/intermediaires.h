// What a caller shows of a correction: every intermediate with its name, and the stable names of
// the enumerators, so that the command line and the server print the same thing without this
// library knowing JSON.
//
// Thread-safety: pure functions. Guarantees: no allocation; every text is a string literal.
#pragma once

#include "volumetrie/correction.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

namespace mlpp::volumetrie {

[[nodiscard]] std::string_view name_of(Edition edition) noexcept;
[[nodiscard]] std::string_view name_of(Groupe groupe) noexcept;
[[nodiscard]] std::string_view name_of(Zone zone) noexcept;
[[nodiscard]] std::string_view name_of(ArrondiFacteur arrondi) noexcept;
[[nodiscard]] std::string_view name_of(Limite limite) noexcept;

// The unit of a Refus' figures, for a message: "°C", "kg/m³"; empty when it has none.
[[nodiscard]] std::string_view unit_of(Limite limite) noexcept;

// The edition with that stored name; none if there is none.
[[nodiscard]] std::optional<Edition> edition_named(std::string_view name) noexcept;

// The group with that letter; none if there is none.
[[nodiscard]] std::optional<Groupe> groupe_named(char letter) noexcept;

struct Intermediaire {
    std::string_view nom;
    std::variant<double, std::int64_t, bool, std::string_view, FacteurDecimal> valeur;
};

// A list in the order of the calculation.
class Intermediaires {
public:
    static constexpr std::size_t capacite = 32;

    void add(const Intermediaire& item) noexcept {
        if (taille_ < capacite) items_[taille_++] = item;
    }

    [[nodiscard]] const Intermediaire* begin() const noexcept { return items_.data(); }

    [[nodiscard]] const Intermediaire* end() const noexcept { return items_.data() + taille_; }

    [[nodiscard]] std::size_t size() const noexcept { return taille_; }

private:
    std::array<Intermediaire, capacite> items_{};
    std::size_t taille_ = 0;
};

// Every figure that this edition and this input produced; units are in the names (kgm3, c, f, psi).
// The factor is given twice: vcf as the official decimal, vcf_non_arrondi as a double.
[[nodiscard]] Intermediaires list_intermediates(const Correction& correction) noexcept;

} // namespace mlpp::volumetrie
