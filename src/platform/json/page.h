// Page<T>: the answer of every list. `total` is counted on demand only.
#pragma once

#include <boost/describe/class.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mlpp::json {

template <class T>
struct Page {
    std::vector<T> elements;
    std::optional<std::string> curseur_suivant;
    std::optional<std::int64_t> total;

    BOOST_DESCRIBE_CLASS(Page, (), (elements, curseur_suivant, total), (), ())
};

} // namespace mlpp::json
