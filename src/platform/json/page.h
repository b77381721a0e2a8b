// Page<T>: the answer of every list. `total` is counted on demand only, up to list::total_max.
// `fenetre` is there when more rows match than the sort or the search looked at: the newest so
// many.
#pragma once

#include "platform/json/rules.h"

#include <boost/describe/class.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mlpp::json {

inline constexpr std::size_t page_elements_max = 1000;

template <class T>
struct Page {
    std::vector<T> elements;
    std::optional<std::string> curseur_suivant;
    std::optional<std::int64_t> total;
    std::optional<std::int64_t> fenetre;

    BOOST_DESCRIBE_CLASS(Page, (), (elements, curseur_suivant, total, fenetre), (), ())
};

template <class T>
constexpr auto rules(const Page<T>*) {
    return std::array{rule("elements").items(0, page_elements_max)};
}

} // namespace mlpp::json
