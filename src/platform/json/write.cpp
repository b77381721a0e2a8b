#include "platform/base/assert.h"
#include "platform/json/json.h"

#include <array>
#include <charconv>
#include <cmath>

namespace mlpp::json {

namespace {

void write_integer(std::int64_t value, std::string& out) {
    std::array<char, 24> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    out.append(buffer.data(), end);
}

void write_real(double value, std::string& out) {
    MLPP_ASSERT(std::isfinite(value));
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    out.append(buffer.data(), end);
}

void write_enumerator(const Type& type, std::int64_t value, std::string& out) {
    for (const auto& enumerator : type.enumerators)
        if (enumerator.value == value) {
            ((out += '"') += enumerator.name) += '"';
            return;
        }
    MLPP_ASSERT(false);
}

void write_list(const Type& type, const void* list, std::string& out) {
    out += '[';
    const auto size = type.size(list);
    for (std::size_t i = 0; i < size; ++i) {
        if (i > 0) out += ',';
        write(*type.item, type.at(list, i), out);
    }
    out += ']';
}

void write_object(const Type& type, const void* object, std::string& out) {
    out += '{';
    bool first = true;
    for (const auto& field : type.fields) {
        const void* member = field.member_of(object);
        if (field.type->kind == Kind::champ && !field.type->given(member)) continue;
        if (!first) out += ',';
        first = false;
        ((out += '"') += field.name) += "\":";
        write(*field.type, member, out);
    }
    out += '}';
}

} // namespace

void write_string(std::string_view text, std::string& out) {
    constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    std::size_t clean = 0; // start of the stretch that needs no escape
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f) continue;
        out += text.substr(clean, i - clean);
        clean = i + 1;
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            out += "\\u00";
            out += hex[c >> 4];
            out += hex[c & 0x0f];
        }
    }
    out += text.substr(clean);
    out += '"';
}

void write(const Type& type, const void* value, std::string& out) {
    switch (type.kind) {
    case Kind::boolean:
        out += type.integer(value) != 0 ? "true" : "false";
        return;
    case Kind::integer:
        write_integer(type.integer(value), out);
        return;
    case Kind::decimal:
        out += mlpp::detail::scaled_to_text(type.integer(value), type.decimals);
        return;
    case Kind::real:
        write_real(*static_cast<const double*>(value), out);
        return;
    case Kind::text:
        write_string(*static_cast<const std::string*>(value), out);
        return;
    case Kind::scalar:
        out += '"';
        type.to_text(value, out);
        out += '"';
        return;
    case Kind::enumeration:
        write_enumerator(type, type.integer(value), out);
        return;
    case Kind::optional:
    case Kind::champ:
        if (const void* held = type.value(value))
            write(*type.item, held, out);
        else
            out += "null";
        return;
    case Kind::list:
        write_list(type, value, out);
        return;
    case Kind::object:
        write_object(type, value, out);
        return;
    case Kind::raw: {
        const auto& text = static_cast<const Json*>(value)->text;
        out += text.empty() ? std::string_view{"null"} : std::string_view{text};
        return;
    }
    }
}

} // namespace mlpp::json
