#include "platform/base/assert.h"
#include "platform/json/document.h"
#include "platform/json/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace mlpp::json {

namespace {

// Figures in messages: without a decimal point when whole.
std::string figure(double value) {
    if (value == std::floor(value) && std::abs(value) < 1e15) return fmt::format("{:.0f}", value);
    return fmt::format("{}", value);
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// What shows nothing at an end of a text: blanks of every width and the joiners of letters.
constexpr auto blanks = std::to_array<std::string_view>(
    {" ",      "\t",     "\n",     "\r",     "\u00a0", "\u1680", "\u2000", "\u2001",
     "\u2002", "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009",
     "\u200a", "\u200c", "\u200d", "\u202f", "\u205f", "\u3000"});

std::string_view trimmed(std::string_view text) {
    const auto size_of_blank = [](auto touches) {
        const auto* found = std::ranges::find_if(blanks, touches);
        return found == blanks.end() ? 0 : found->size();
    };
    while (const auto size =
               size_of_blank([&](std::string_view blank) { return text.starts_with(blank); }))
        text.remove_prefix(size);
    while (const auto size =
               size_of_blank([&](std::string_view blank) { return text.ends_with(blank); }))
        text.remove_suffix(size);
    return text;
}

constexpr std::size_t key_shown_max = 64;

// Characters that change how a text is shown and show nothing: U+200B, marks and orders of writing
// direction, separators of lines and paragraphs, U+2060 to U+206F, U+FEFF.
bool is_format(std::string_view character) {
    return character == "\u200b" || character == "\ufeff" || character == "\u061c" ||
           (character >= "\u200e" && character <= "\u200f") ||
           (character >= "\u2028" && character <= "\u202e") ||
           (character >= "\u2060" && character <= "\u206f");
}

// C0, DEL and C1 (U+0080 to U+009F), except line breaks and tabs where the field admits them, and
// characters of format.
bool has_control(std::string_view text, bool lines) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c < 0x20 && !(lines && is_blank(text[i]))) return true;
        if (c == 0x7f) return true;
        if (c == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0)
            return true;
        if ((c == 0xd8 && is_format(text.substr(i, 2))) ||
            ((c == 0xe2 || c == 0xef) && is_format(text.substr(i, 3))))
            return true;
    }
    return false;
}

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

// At most `size` bytes, whole characters.
std::string_view beginning(std::string_view text, std::size_t size) {
    if (text.size() <= size) return text;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80)
        --size;
    return text.substr(0, size);
}

// Walks a value and a type together. Every refusal is noted with its path; reading goes on.
class Reader {
public:
    enum class Source : std::uint8_t { body, query };

    Reader(const Document& document, Source source, std::size_t errors_max)
        : document_(document), source_(source), errors_max_(errors_max) {}

    void read(std::uint32_t index, const Type& type, const Bounds& bounds, void* to) {
        switch (type.kind) {
        case Kind::boolean:
            return read_boolean(value(index), type, to);
        case Kind::integer:
            return read_integer(value(index), type, bounds, to);
        case Kind::decimal:
            return read_decimal(value(index), type, bounds, to);
        case Kind::real:
            return read_real(value(index), type, bounds, to);
        case Kind::text:
            return read_text(value(index), bounds, to);
        case Kind::scalar:
            return read_scalar(value(index), type, to);
        case Kind::enumeration:
            return read_enumeration(value(index), type, to);
        case Kind::optional:
        case Kind::champ:
            return read_nullable(index, type, bounds, to);
        case Kind::list:
            return read_list(index, type, bounds, to);
        case Kind::object:
            return read_object(index, type, to);
        case Kind::raw:
            return read_raw(index, to);
        }
    }

    Result<> outcome() && {
        if (problems_.empty()) return {};
        auto problem = invalid_fields(std::move(problems_));
        if (unknown_)
            problem.code = source_ == Source::body ? Code::CHAMP_INCONNU : Code::PARAMETRE_INCONNU;
        return refuse(std::move(problem));
    }

    void read_object(std::uint32_t index, const Type& type, void* to) {
        if (value(index).shape != Shape::object) return wrong_type("object");
        std::vector<bool> seen(type.fields.size());
        const auto end = value(index).end;
        for (auto i = Document::first_inside(index); i < end; i = value(i).end)
            read_member(i, type, seen, to);
        for (std::size_t k = 0; k < type.fields.size(); ++k) {
            const auto& field = type.fields[k];
            if (seen[k] || !field.required()) continue;
            if (source_ == Source::query && field.type->kind == Kind::list &&
                field.bounds.items_min == 0)
                continue;
            const PathPart part(*this, field.name);
            note(Code::CHAMP_REQUIS);
        }
    }

private:
    // Lengthens the path for its lifetime.
    class PathPart {
    public:
        PathPart(Reader& reader, std::string_view name)
            : reader_(reader), size_(reader.path_.size()) {
            if (size_ > 0) reader_.path_ += '.';
            reader_.path_ += name;
        }

        PathPart(Reader& reader, std::size_t item) : reader_(reader), size_(reader.path_.size()) {
            reader_.path_ += fmt::format("[{}]", item);
        }

        ~PathPart() { reader_.path_.resize(size_); }

        PathPart(const PathPart&) = delete;
        PathPart& operator=(const PathPart&) = delete;

    private:
        Reader& reader_;
        std::size_t size_;
    };

    const Value& value(std::uint32_t index) const { return document_.values()[index]; }

    void note(Code code, Parameters parameters = {}) {
        if (problems_.size() < errors_max_)
            problems_.push_back({path_, code, std::move(parameters)});
    }

    void wrong_type(std::string_view expected) {
        note(Code::TYPE_INVALIDE, {{"attendu", std::string{expected}}});
    }

    void wrong_format(std::string_view expected) {
        note(Code::FORMAT_INVALIDE, {{"attendu", std::string{expected}}});
    }

    void out_of_bounds(double min, double max) {
        note(Code::VALEUR_HORS_LIMITES, {{"min", figure(min)}, {"max", figure(max)}});
    }

    // A query string has only texts: there a text may stand for a number or a boolean.
    bool may_be_number(const Value& value) const {
        return value.shape == Shape::number ||
               (source_ == Source::query && value.shape == Shape::string);
    }

    void read_member(std::uint32_t index, const Type& type, std::vector<bool>& seen, void* to) {
        const auto key = value(index).key;
        const auto found = std::ranges::find(type.fields, key, &Field::name);
        if (found == type.fields.end()) {
            // A key is the sender's text: it is echoed only up to a sane length.
            const PathPart part(*this, beginning(key, key_shown_max));
            unknown_ = true;
            return note(source_ == Source::body ? Code::CHAMP_INCONNU : Code::PARAMETRE_INCONNU);
        }
        const PathPart part(*this, found->name);
        const auto k = static_cast<std::size_t>(found - type.fields.begin());
        if (seen[k]) return note(Code::CHAMP_REPETE);
        seen[k] = true;
        if (value(index).shape == Shape::null && found->required() &&
            found->type->kind != Kind::raw)
            return note(Code::CHAMP_REQUIS);
        read(index, *found->type, found->bounds, found->member(to));
    }

    void read_boolean(const Value& value, const Type& type, void* to) {
        if (value.shape == Shape::boolean) return type.set_integer(to, value.truth ? 1 : 0);
        if (source_ == Source::query && (value.text == "true" || value.text == "false"))
            return type.set_integer(to, value.text == "true" ? 1 : 0);
        wrong_type("boolean");
    }

    void read_integer(const Value& value, const Type& type, const Bounds& bounds, void* to) {
        read_number(value, type, bounds, "integer", Code::TYPE_INVALIDE, to);
    }

    void read_decimal(const Value& value, const Type& type, const Bounds& bounds, void* to) {
        read_number(value, type, bounds, "number", Code::TROP_DE_DECIMALES, to);
    }

    // Integers are decimals without decimals.
    void read_number(const Value& value, const Type& type, const Bounds& bounds,
                     std::string_view expected, Code with_decimals, void* to) {
        if (!may_be_number(value)) return wrong_type(expected);
        const double least = std::max(type.least, bounds.least.value_or(type.least));
        const double most = std::min(type.most, bounds.most.value_or(type.most));
        DecimalError error{};
        const auto units = mlpp::detail::parse_scaled(value.text, type.decimals, error);
        if (!units) {
            switch (error) {
            case DecimalError::not_a_number:
                return wrong_type(expected);
            case DecimalError::out_of_range:
                return out_of_bounds(least, most);
            case DecimalError::too_many_decimals:
                break;
            }
            if (with_decimals == Code::TYPE_INVALIDE) return wrong_type(expected);
            return note(with_decimals, {{"max", std::to_string(type.decimals)}});
        }
        // The bound in units: compared exactly, not through a double of the value.
        const auto one = static_cast<long double>(mlpp::detail::power_of_ten(type.decimals));
        if (static_cast<long double>(*units) < std::round(static_cast<long double>(least) * one) ||
            static_cast<long double>(*units) > std::round(static_cast<long double>(most) * one))
            return out_of_bounds(least, most);
        type.set_integer(to, *units);
    }

    void read_real(const Value& value, const Type& type, const Bounds& bounds, void* to) {
        if (!may_be_number(value)) return wrong_type("number");
        double number = 0;
        const auto* begin = std::to_address(value.text.begin());
        const auto* end = begin + value.text.size();
        const auto read = std::from_chars(begin, end, number);
        const double least = bounds.least.value_or(type.least);
        const double most = bounds.most.value_or(type.most);
        if (read.ec == std::errc::result_out_of_range) return out_of_bounds(least, most);
        if (read.ec != std::errc{} || read.ptr != end || !std::isfinite(number))
            return wrong_type("number");
        if (number < least || number > most) return out_of_bounds(least, most);
        *static_cast<double*>(to) = number;
    }

    void read_text(const Value& value, const Bounds& bounds, void* to) {
        if (value.shape != Shape::string) return wrong_type("string");
        const auto text = bounds.verbatim ? value.text : trimmed(value.text);
        if (has_control(text, bounds.lines)) return wrong_format("plain_text");
        const auto length = characters(text);
        if (length < bounds.length_min)
            return note(Code::TEXTE_TROP_COURT, {{"min", std::to_string(bounds.length_min)}});
        if (length > bounds.length_max)
            return note(Code::TEXTE_TROP_LONG, {{"max", std::to_string(bounds.length_max)}});
        static_cast<std::string*>(to)->assign(text);
    }

    void read_scalar(const Value& value, const Type& type, void* to) {
        if (value.shape != Shape::string) return wrong_type("string");
        if (!type.from_text(to, value.text)) wrong_format(type.name);
    }

    void read_enumeration(const Value& value, const Type& type, void* to) {
        if (value.shape != Shape::string) return wrong_type("string");
        const auto found = std::ranges::find(type.enumerators, value.text, &Enumerator::name);
        if (found != type.enumerators.end()) return type.set_integer(to, found->value);
        std::string admitted;
        for (const auto& enumerator : type.enumerators) {
            if (!admitted.empty()) admitted += ", ";
            admitted += enumerator.name;
        }
        note(Code::VALEUR_INCONNUE, {{"admises", std::move(admitted)}});
    }

    void read_nullable(std::uint32_t index, const Type& type, const Bounds& bounds, void* to) {
        const Value& given = value(index);
        const bool empty_text = given.shape == Shape::string && !bounds.verbatim &&
                                bounds.length_min > 0 && trimmed(given.text).empty();
        const bool counts_as_null =
            empty_text && (type.item->kind == Kind::text || source_ == Source::query);
        if (given.shape == Shape::null || counts_as_null) {
            if (bounds.not_null) return wrong_type("not_null");
            return type.set_null(to);
        }
        read(index, *type.item, bounds, type.make(to));
    }

    void read_list(std::uint32_t index, const Type& type, const Bounds& bounds, void* to) {
        if (value(index).shape != Shape::array) {
            if (source_ != Source::query) return wrong_type("list");
            return read(index, *type.item, bounds, type.make(to)); // a parameter given once
        }
        std::size_t count = 0;
        const auto end = value(index).end;
        for (auto i = Document::first_inside(index); i < end; i = value(i).end)
            ++count;
        if (count < bounds.items_min || count > bounds.items_max)
            return note(Code::TROP_D_ELEMENTS, {{"min", std::to_string(bounds.items_min)},
                                                {"max", std::to_string(bounds.items_max)}});
        std::size_t item = 0;
        for (auto i = Document::first_inside(index); i < end; i = value(i).end) {
            const PathPart part(*this, item++);
            read(i, *type.item, bounds, type.make(to));
        }
    }

    // PostgreSQL's jsonb holds no NUL character.
    void read_raw(std::uint32_t index, void* to) {
        for (auto i = index; i < value(index).end; ++i)
            if (value(i).text.contains('\0') || value(i).key.contains('\0'))
                return wrong_format("plain_text");
        auto& text = static_cast<Json*>(to)->text;
        text.clear();
        document_.write(index, text);
    }

    const Document& document_;
    Source source_;
    std::size_t errors_max_;
    std::string path_;
    std::vector<FieldProblem> problems_;
    bool unknown_ = false;
};

} // namespace

namespace detail {

Result<> read(std::string_view text, const Type& type, void* to, const Limits& limits) {
    MLPP_TRY_PLAIN(const auto document, Document::parse(text, limits));
    Reader reader(document, Reader::Source::body, limits.field_errors);
    reader.read(0, type, {}, to);
    return std::move(reader).outcome();
}

Result<> read_query(std::span<const std::pair<std::string, std::string>> parameters,
                    const Type& type, void* to) {
    MLPP_ASSERT(type.kind == Kind::object);
    const auto document = Document::of_parameters(parameters);
    Reader reader(document, Reader::Source::query, Limits{}.field_errors);
    reader.read_object(0, type, to);
    return std::move(reader).outcome();
}

} // namespace detail

} // namespace mlpp::json
