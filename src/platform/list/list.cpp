#include "platform/list/list.h"

#include "platform/base/assert.h"
#include "platform/json/json.h"

#include <sodium.h>

#include <algorithm>

namespace mlpp::list {

namespace {

struct Cursor {
    std::string sort; // as in `tri`
    std::string value;
    Uuid id;
};

constexpr char separator = '\x1f';

std::string encode(std::string_view text) {
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string out(sodium_base64_encoded_len(text.size(), variant), '\0');
    sodium_bin2base64(out.data(), out.size(), reinterpret_cast<const unsigned char*>(text.data()),
                      text.size(), variant);
    out.pop_back(); // the terminating zero
    return out;
}

std::optional<std::string> decode(std::string_view text) {
    std::string out(text.size(), '\0');
    std::size_t size = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(),
                          text.size(), nullptr, &size, nullptr,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return std::nullopt;
    out.resize(size);
    return out;
}

std::optional<Cursor> read_cursor(std::string_view text) {
    const auto decoded = decode(text);
    if (!decoded || decoded->contains('\0')) return std::nullopt;
    const auto first = decoded->find(separator);
    const auto last = decoded->rfind(separator);
    if (first == std::string::npos || first == last) return std::nullopt;
    const auto id = Uuid::parse(std::string_view(*decoded).substr(last + 1));
    if (!id) return std::nullopt;
    return Cursor{decoded->substr(0, first), decoded->substr(first + 1, last - first - 1), *id};
}

std::string wire_name(const Sort& sort, bool descending) {
    return (descending ? "-" : "") + std::string(sort.field);
}

Problem unknown_sort(std::span<const Sort> sorts) {
    std::string allowed;
    for (const auto& sort : sorts)
        allowed.append(allowed.empty() ? "" : ", ").append(sort.field);
    return invalid_fields({{"tri", Code::VALEUR_INCONNUE, {{"admises", allowed}}}});
}

struct Choice {
    const Sort& sort;
    bool descending;
};

Result<Choice> choose(std::span<const Sort> sorts, const std::optional<std::string>& wanted) {
    MLPP_ASSERT(!sorts.empty());
    if (!wanted) return Choice{sorts.front(), sorts.front().descending_first};
    std::string_view field = *wanted;
    const bool descending = field.starts_with('-');
    if (descending) field.remove_prefix(1);
    const auto found = std::ranges::find(sorts, field, &Sort::field);
    if (found == sorts.end()) return refuse(unknown_sort(sorts));
    return Choice{*found, descending};
}

std::string expression_of(const Sort& sort) {
    return sort.expression.empty() ? "l." + std::string(sort.field) : std::string(sort.expression);
}

// The value of the row's field as the cursor keeps it.
std::string field_text(const json::Type& type, const void* row, std::string_view name,
                       std::string_view null_text) {
    const auto field = std::ranges::find(type.fields, name, &json::Field::name);
    MLPP_ASSERT(field != type.fields.end());
    const json::Type* value_type = field->type;
    const void* value = field->member_of(row);
    if (value_type->kind == json::Kind::optional) {
        value = value_type->value(value);
        value_type = value_type->item;
        if (value == nullptr) return std::string(null_text);
    }
    if (value_type->kind == json::Kind::text) return *static_cast<const std::string*>(value);
    std::string text;
    json::write(*value_type, value, text);
    if (text.size() >= 2 && text.front() == '"') return text.substr(1, text.size() - 2);
    return text;
}

} // namespace

Conditions& Conditions::contains(std::initializer_list<std::string_view> columns,
                                 const std::optional<std::string>& text) {
    if (!text) return *this;
    std::string pattern = "%";
    for (const char c : *text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    params_.add(pattern + '%');
    std::string condition;
    for (const auto column : columns)
        condition.append(condition.empty() ? "(l." : " OR l.")
            .append(column)
            .append(" ILIKE ")
            .append(placeholder());
    return also(condition + ')');
}

Conditions& Conditions::also(std::string condition) {
    text_ += text_.empty() ? "" : " AND ";
    text_ += condition;
    return *this;
}

Result<Composed> compose(const Spec& spec, const Paging& paging, const Conditions& conditions) {
    MLPP_TRY_PLAIN(const auto choice, choose(spec.sorts, paging.tri));
    const auto expression = expression_of(choice.sort);
    const auto from = " FROM (" + std::string(spec.select.sql) + ") l";
    auto where = conditions.text();
    auto params = conditions.params();
    Composed composed;
    composed.sort_field = choice.sort.field;
    composed.null_text = choice.sort.null_text;
    composed.descending = choice.descending;
    composed.rows = static_cast<std::size_t>(paging.limite.value_or(rows_default));
    if (paging.total.value_or(false))
        composed.count = db::Query::compose(
            spec.select.name, "SELECT count(*)" + from + (where.empty() ? "" : " WHERE " + where),
            params);
    if (paging.curseur) {
        const auto cursor = read_cursor(*paging.curseur);
        if (!cursor || cursor->sort != wire_name(choice.sort, choice.descending))
            return refuse(Code::CURSEUR_INVALIDE);
        params.add(cursor->value);
        const auto value = std::to_string(params.size());
        params.add(cursor->id);
        where += (where.empty() ? "(" : " AND (") + expression + ", l.id) " +
                 (choice.descending ? '<' : '>') + " ($" + value + ", $" +
                 std::to_string(params.size()) + ')';
    }
    params.add(static_cast<std::int64_t>(composed.rows + 1));
    const auto direction = std::string(choice.descending ? " DESC" : " ASC");
    composed.page = db::Query::compose(
        spec.select.name,
        "SELECT l.*" + from + (where.empty() ? "" : " WHERE " + where) + " ORDER BY " + expression +
            direction + ", l.id" + direction + " LIMIT $" + std::to_string(params.size()),
        std::move(params));
    return composed;
}

std::string cursor_after(const Composed& composed, const json::Type& type, const void* row) {
    const auto sort = (composed.descending ? "-" : "") + std::string(composed.sort_field);
    return encode(sort + separator +
                  field_text(type, row, composed.sort_field, composed.null_text) + separator +
                  field_text(type, row, "id", {}));
}

} // namespace mlpp::list
