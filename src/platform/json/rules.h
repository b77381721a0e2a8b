// Rules: the limits of a described struct's fields, declared beside the struct:
//
//     constexpr auto rules(const DemandeAjustement*) {
//         return std::array{json::rule("raison").length(10, 500),
//                           json::rule("volume_ambiant").between(-1e6, 1e6)};
//     }
//
// The reader enforces them and the JSON schema shows them. A field without a rule keeps the
// defaults of Bounds. The rule of an optional or a list applies to what it holds; items() counts
// the list itself.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace mlpp::json {

struct Bounds {
    // Texts, in characters, after trimming. An optional text that is empty after trimming counts as
    // absent.
    std::size_t length_min = 1;
    std::size_t length_max = 2000;
    // Numbers, both ends included.
    std::optional<double> least{};
    std::optional<double> most{};
    // Lists.
    std::size_t items_min = 0;
    std::size_t items_max = 100;
    bool lines = false;    // line breaks and tabs are admitted; other control characters never
    bool verbatim = false; // not trimmed: passwords
    bool not_null = false; // of a Champ or an optional: may be absent, never null
};

struct Rule {
    std::string_view field;
    Bounds bounds{};

    constexpr Rule length(std::size_t min, std::size_t max) const {
        Rule rule = *this;
        rule.bounds.length_min = min;
        rule.bounds.length_max = max;
        return rule;
    }

    constexpr Rule between(double min, double max) const { return at_least(min).at_most(max); }

    constexpr Rule at_least(double min) const {
        Rule rule = *this;
        rule.bounds.least = min;
        return rule;
    }

    constexpr Rule at_most(double max) const {
        Rule rule = *this;
        rule.bounds.most = max;
        return rule;
    }

    constexpr Rule items(std::size_t min, std::size_t max) const {
        Rule rule = *this;
        rule.bounds.items_min = min;
        rule.bounds.items_max = max;
        return rule;
    }

    constexpr Rule lines() const {
        Rule rule = *this;
        rule.bounds.lines = true;
        return rule;
    }

    constexpr Rule verbatim() const {
        Rule rule = *this;
        rule.bounds.verbatim = true;
        return rule;
    }

    constexpr Rule not_null() const {
        Rule rule = *this;
        rule.bounds.not_null = true;
        return rule;
    }
};

constexpr Rule rule(std::string_view field) {
    return Rule{field};
}

} // namespace mlpp::json
