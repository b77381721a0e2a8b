// SqlValue<T>: how one C++ value is written to and read from PostgreSQL's text format. Pure
// functions.
//
// Known: bool, integers, double, std::string(_view), Uuid, Date, Instant, Decimal<N>, json::Json
// (not looked into), Hash256 and Bytes (bytea), described enums (by name), std::vector of those
// (one-dimensional arrays). std::optional is NULL-able and handled by Params and by the row
// binding.
#pragma once

#include "platform/base/date.h"
#include "platform/base/decimal.h"
#include "platform/base/random.h"
#include "platform/base/uuid.h"
#include "platform/json/type.h"

#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

#include <charconv>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace mlpp::db {

using Bytes = std::vector<std::uint8_t>;

// Specialisations offer write(value, out), which appends, and read(text), empty when the text does
// not parse.
template <class T>
struct SqlValue;

template <class T>
concept Writable = requires(const T& value, std::string& out) { SqlValue<T>::write(value, out); };

template <class T>
concept Readable = requires(std::string_view text) {
    { SqlValue<T>::read(text) } -> std::same_as<std::optional<T>>;
};

namespace detail {

void write_bytes(std::span<const std::uint8_t> bytes, std::string& out);
// Reads \x… of exactly `out.size()` bytes.
bool read_bytes(std::string_view text, std::span<std::uint8_t> out);
std::optional<Bytes> read_bytes(std::string_view text);
// One element of an array literal, quoted and escaped.
void write_array_element(std::string_view text, std::string& out);
// The elements of a one-dimensional array literal; empty when malformed or when an element is NULL.
std::optional<std::vector<std::string>> read_array(std::string_view literal);

} // namespace detail

template <>
struct SqlValue<bool> {
    static void write(bool value, std::string& out) { out += value ? 't' : 'f'; }

    static std::optional<bool> read(std::string_view text) {
        if (text == "t") return true;
        if (text == "f") return false;
        return std::nullopt;
    }
};

template <class T>
    requires(std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char>)
struct SqlValue<T> {
    static void write(T value, std::string& out) { out += std::to_string(value); }

    static std::optional<T> read(std::string_view text) {
        T value{};
        const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
        return value;
    }
};

template <>
struct SqlValue<double> {
    static void write(double value, std::string& out);
    static std::optional<double> read(std::string_view text);
};

template <>
struct SqlValue<std::string_view> {
    static void write(std::string_view value, std::string& out) { out += value; }
};

template <>
struct SqlValue<std::string> {
    static void write(const std::string& value, std::string& out) { out += value; }

    static std::optional<std::string> read(std::string_view text) { return std::string(text); }
};

template <std::size_t N>
struct SqlValue<char[N]> {
    static void write(const char (&value)[N], std::string& out) { out += std::string_view(value); }
};

template <class T>
    requires(std::same_as<T, Uuid> || std::same_as<T, Date> || std::same_as<T, Instant>)
struct SqlValue<T> {
    static void write(const T& value, std::string& out) { out += value.text(); }

    static std::optional<T> read(std::string_view text) { return T::parse(text); }
};

template <int Scale>
struct SqlValue<Decimal<Scale>> {
    static void write(Decimal<Scale> value, std::string& out) { out += value.text(); }

    static std::optional<Decimal<Scale>> read(std::string_view text) {
        return Decimal<Scale>::parse(text);
    }
};

template <>
struct SqlValue<json::Json> {
    static void write(const json::Json& value, std::string& out) { out += value.text; }

    static std::optional<json::Json> read(std::string_view text) {
        return json::Json{std::string(text)};
    }
};

template <>
struct SqlValue<Hash256> {
    static void write(const Hash256& value, std::string& out) { detail::write_bytes(value, out); }

    static std::optional<Hash256> read(std::string_view text) {
        Hash256 hash{};
        if (!detail::read_bytes(text, hash)) return std::nullopt;
        return hash;
    }
};

template <>
struct SqlValue<Bytes> {
    static void write(const Bytes& value, std::string& out) { detail::write_bytes(value, out); }

    static std::optional<Bytes> read(std::string_view text) { return detail::read_bytes(text); }
};

template <class T>
    requires(std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value)
struct SqlValue<T> {
    static void write(T value, std::string& out) {
        out += boost::describe::enum_to_string(value, "");
    }

    static std::optional<T> read(std::string_view text) {
        std::optional<T> found;
        boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto described) {
            if (text == described.name) found = described.value;
        });
        return found;
    }
};

template <class T>
    requires(Writable<T> && !std::same_as<T, std::uint8_t>)
struct SqlValue<std::vector<T>> {
    static void write(const std::vector<T>& values, std::string& out) {
        out += '{';
        std::string element;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (i != 0) out += ',';
            element.clear();
            SqlValue<T>::write(values[i], element);
            detail::write_array_element(element, out);
        }
        out += '}';
    }

    static std::optional<std::vector<T>> read(std::string_view text)
        requires Readable<T>
    {
        const auto elements = detail::read_array(text);
        if (!elements) return std::nullopt;
        std::vector<T> values;
        values.reserve(elements->size());
        for (const auto& element : *elements) {
            auto value = SqlValue<T>::read(element);
            if (!value) return std::nullopt;
            values.push_back(std::move(*value));
        }
        return values;
    }
};

} // namespace mlpp::db
