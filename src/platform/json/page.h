// Page<T>: the answer of every list. `total` is counted on demand only.
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

    BOOST_DESCRIBE_CLASS(Page, (), (elements, curseur_suivant, total), (), ())
};

template <class T>
constexpr auto rules(const Page<T>*) {
    return std::array{rule("elements").items(0, page_elements_max)};
}

} // namespace mlpp::json
