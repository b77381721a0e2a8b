// Described structs to and from JSON. Strict: valid UTF-8, no unknown or repeated field, no
// rounding, limits on everything. All field errors come at once, each with its path
// (`lignes[1].index_apres`). Any thread.
#pragma once

#include "platform/base/result.h"
#include "platform/json/type.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace mlpp::json {

struct Limits {
    std::size_t depth = 32;
    std::size_t values = 20'000;
    std::size_t field_errors = 100;
};

namespace detail {

Result<> read(std::string_view text, const Type& type, void* to, const Limits& limits);
Result<> read_query(std::span<const std::pair<std::string, std::string>> parameters,
                    const Type& type, void* to);

} // namespace detail

// 400 JSON_INVALIDE (with the offset), 400 CHAMP_INCONNU, 422 DONNEES_INVALIDES with every wrong
// field.
template <class T>
Result<T> parse(std::string_view text, const Limits& limits = {}) {
    T value{};
    MLPP_CHECK_PLAIN(detail::read(text, type_of<T>, &value, limits));
    return value;
}

// The decoded parameters of a query string as a described struct: the same rules, types read from
// their text, lists from repeated parameters. 400 PARAMETRE_INCONNU, 422 DONNEES_INVALIDES.
template <class T>
Result<T> parse_query(std::span<const std::pair<std::string, std::string>> parameters) {
    T value{};
    MLPP_CHECK_PLAIN(detail::read_query(parameters, type_of<T>, &value));
    return value;
}

void write(const Type& type, const void* value, std::string& out);

// A decimal keeps its decimals, an empty optional is null, an absent Champ is left out.
template <class T>
std::string write(const T& value) {
    std::string out;
    write(type_of<T>, &value, out);
    return out;
}

// Appends `text`, valid UTF-8, as a JSON string with its quotes.
void write_string(std::string_view text, std::string& out);

} // namespace mlpp::json
