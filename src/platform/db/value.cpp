#include "platform/db/value.h"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

namespace mlpp::db {

void SqlValue<double>::write(double value, std::string& out) {
    if (std::isnan(value))
        out += "NaN";
    else if (std::isinf(value))
        out += value < 0 ? "-Infinity" : "Infinity";
    else
        fmt::format_to(std::back_inserter(out), "{}", value);
}

std::optional<double> SqlValue<double>::read(std::string_view text) {
    double value{};
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

namespace detail {

namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// Takes one element, quoted or bare, off the front of `text`.
std::optional<std::string> take_element(std::string_view& text) {
    std::string element;
    const bool quoted = text.starts_with('"');
    if (quoted) text.remove_prefix(1);
    while (!text.empty()) {
        const char c = text.front();
        if (quoted ? c == '"' : (c == ',' || c == '}')) break;
        if (!quoted && (c == '{' || c == '"')) return std::nullopt;
        if (c == '\\') {
            text.remove_prefix(1);
            if (text.empty()) return std::nullopt;
        }
        element += text.front();
        text.remove_prefix(1);
    }
    if (text.empty()) return std::nullopt;
    if (quoted)
        text.remove_prefix(1);
    else if (element.empty() || element == "NULL")
        return std::nullopt;
    return element;
}

} // namespace

void write_bytes(std::span<const std::uint8_t> bytes, std::string& out) {
    out += "\\x";
    out += hex(bytes);
}

bool read_bytes(std::string_view text, std::span<std::uint8_t> out) {
    if (!text.starts_with("\\x") || text.size() != 2 + 2 * out.size()) return false;
    text.remove_prefix(2);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const int high = hex_digit(text[2 * i]);
        const int low = hex_digit(text[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        out[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    return true;
}

std::optional<Bytes> read_bytes(std::string_view text) {
    if (text.size() < 2) return std::nullopt;
    Bytes bytes((text.size() - 2) / 2);
    if (!read_bytes(text, bytes)) return std::nullopt;
    return bytes;
}

void write_array_element(std::string_view text, std::string& out) {
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    out += '"';
}

std::optional<std::vector<std::string>> read_array(std::string_view literal) {
    std::vector<std::string> elements;
    if (literal == "{}") return elements;
    if (!literal.starts_with('{')) return std::nullopt;
    literal.remove_prefix(1);
    for (;;) {
        auto element = take_element(literal);
        if (!element || literal.empty()) return std::nullopt;
        elements.push_back(std::move(*element));
        const char after = literal.front();
        literal.remove_prefix(1);
        if (after == '}') break;
        if (after != ',') return std::nullopt;
    }
    if (!literal.empty()) return std::nullopt;
    return elements;
}

} // namespace detail

} // namespace mlpp::db
