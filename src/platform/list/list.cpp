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

// What a value of the sort's field is ordered by.
std::string ranked(const Sort& sort, std::string value) {
    if (sort.ranks.empty()) return value;
    return std::string("array_position('{").append(sort.ranks).append("}'::text[], ") + value +
           "::text)";
}

std::string expression_of(const Sort& sort) {
    return sort.expression.empty() ? ranked(sort, "l." + std::string(sort.field))
                                   : std::string(sort.expression);
}

std::string both(const std::string& first, const std::string& second) {
    if (first.empty() || second.empty()) return first + second;
    return first + " AND " + second;
}

std::string where(const std::string& condition) {
    return condition.empty() ? "" : " WHERE " + condition;
}

// Writes the statements of one page. `l` is the list's row, `d` the depot, `r` a row as far as the
// order needs it: id and `cle`, what it is ordered by.
class Composer {
public:
    Composer(const Spec& spec, const Conditions& conditions, const Choice& choice, std::size_t rows)
        : spec_(spec), conditions_(conditions), sort_(choice.sort), descending_(choice.descending),
          key_(expression_of(choice.sort)), list_("(" + std::string(spec.select.sql) + ") l"),
          rows_(rows), params_(conditions.params()) {}

    void start_after(const Cursor& cursor) {
        const auto value = ranked(sort_, parameter(cursor.value));
        after_ =
            std::string(descending_ ? " < (" : " > (") + value + ", " + parameter(cursor.id) + ')';
    }

    // Of a window with a costly condition the count is that of the window.
    db::Query count() const {
        auto params = conditions_.params();
        params.add(conditions_.costly_text().empty() ? total_max : window_rows);
        // Not told to the planner: it would rather sort all rows than walk so many by an index.
        const auto limit = " LIMIT (SELECT $" + std::to_string(params.size()) + "::bigint)";
        auto sql = !spec_.growing
                       ? "SELECT" + rows()
                       : "SELECT r.* FROM depot d CROSS JOIN LATERAL (SELECT " + tried() + rows() +
                             (conditions_.costly_text().empty() ? "" : newest_first()) + limit +
                             ") r";
        sql =
            "SELECT count(*) FROM (" + sql + limit + ") n" + where(spec_.growing ? "n.trouve" : "");
        return query(scope() + sql, std::move(params));
    }

    void write_page(Composed& composed) {
        const auto limit = " LIMIT " + parameter(static_cast<std::int64_t>(rows_));
        const bool by_index = sort_.indexed || sort_.field == spec_.sorts.front().field;
        if (!spec_.growing) {
            composed.page = query("SELECT l.* FROM " + list_ +
                                      where(both(conditions_.text(), behind(key_, "l.id"))) +
                                      order(key_, "l.id") + limit,
                                  std::move(params_));
        } else if (by_index && conditions_.costly_text().empty()) {
            composed.page =
                query(scope() + shown("ARRAY(" + merged(limit) + ")"), std::move(params_));
        } else {
            const auto select = by_index ? tried_in_order(limit) : window(limit);
            composed.selection = query(scope() + select, std::move(params_));
            composed.page = db::Query::compose(spec_.select.name, shown("$1"), {});
        }
    }

    // Here each depot's window is as wide as the whole may be.
    Whole whole() {
        window_each_ = static_cast<std::int64_t>(rows_) - 1;
        const auto limit = " LIMIT " + parameter(static_cast<std::int64_t>(rows_));
        const bool by_index = sort_.indexed || sort_.field == spec_.sorts.front().field;
        std::string selection;
        if (spec_.growing && !(by_index && conditions_.costly_text().empty()))
            selection = window(limit);
        else
            selection = " SELECT ARRAY(" +
                        (spec_.growing ? merged(limit)
                                       : "SELECT l.id FROM " + list_ + where(conditions_.text()) +
                                             order(key_, "l.id") + limit) +
                        ") AS ids, false AS fenetre_pleine";
        return {.selection = query(scope() + selection, std::move(params_)),
                .part = db::Query::compose(spec_.select.name, shown("$1"), {})};
    }

private:
    template <class T>
    std::string parameter(const T& value) {
        params_.add(value);
        return '$' + std::to_string(params_.size());
    }

    // Filters decide which way is the best one: a plan of its own for those with any.
    db::Query query(std::string sql, db::Params params) const {
        auto composed = db::Query::compose(spec_.select.name, std::move(sql), std::move(params));
        composed.planned_anew = spec_.growing && conditions_.params().size() > 0;
        return composed;
    }

    std::string order(std::string_view key, std::string_view id) const {
        const std::string_view direction = descending_ ? " DESC" : " ASC";
        return std::string(" ORDER BY ")
            .append(key)
            .append(direction)
            .append(", ")
            .append(id)
            .append(direction);
    }

    // Past the cursor, if there is one.
    std::string behind(const std::string& key, std::string_view id) const {
        return after_.empty() ? "" : '(' + key + ", " + std::string(id) + ')' + after_;
    }

    std::string newest_first() const {
        return " ORDER BY " + expression_of(spec_.sorts.front()) + " DESC, l.id DESC";
    }

    std::string tried() const {
        return (conditions_.costly_text().empty() ? "true"
                                                  : '(' + conditions_.costly_text() + ')') +
               " AS trouve";
    }

    // The depots that the caller reads, narrowed to the one asked for, and the part of the window
    // that each gets.
    std::string scope() const {
        if (!spec_.growing) return "";
        const auto depots = spec_.growing->depot.empty()
                                ? "(SELECT NULL::uuid AS id) d"
                                : "unnest((SELECT app.depots('" +
                                      std::string(spec_.growing->action) + "'))) AS d (id)";
        return "WITH depot AS MATERIALIZED (SELECT d.id FROM " + depots +
               where(conditions_.depot().empty() ? "" : "d.id = " + conditions_.depot()) + ") ";
    }

    // FROM and WHERE of the filter's rows; of a growing list those of depot d.
    std::string rows(const std::string& more = {}) const {
        const bool by_depot = spec_.growing && !spec_.growing->depot.empty();
        const auto depot = by_depot ? "l." + std::string(spec_.growing->depot) + " = d.id" : "";
        return " FROM " + list_ + where(both(both(depot, conditions_.text()), more));
    }

    std::string keyed_rows(const std::string& more = {}) const {
        return "SELECT l.id, " + key_ + " AS cle, " + tried() + rows(more);
    }

    // The first rows of each depot, merged.
    std::string merged(const std::string& limit) const {
        return "SELECT r.id FROM depot d CROSS JOIN LATERAL (" + first_rows() + limit + ") r" +
               order("r.cle", "r.id") + limit;
    }

    // In order, by the index of the order or, behind OFFSET 0, by that of the conditions.
    std::string first_rows() const {
        const auto rows = keyed_rows(behind(key_, "l.id"));
        return conditions_.fetches_first()
                   ? "SELECT f.* FROM (" + rows + " OFFSET 0) f" + order("f.cle", "f.id")
                   : rows + order(key_, "l.id");
    }

    // The same, where rows must be tried one after the other.
    std::string tried_in_order(const std::string& limit) {
        const auto part = window_part();
        const auto newest = keyed_rows(behind(key_, "l.id")) + order(key_, "l.id");
        return ", page AS MATERIALIZED (SELECT ARRAY(SELECT r.id FROM depot d CROSS JOIN LATERAL "
               "(SELECT w.id, w.cle FROM (" +
               newest + " LIMIT " + part + ") w WHERE w.trouve" + order("w.cle", "w.id") + limit +
               ") r" + order("r.cle", "r.id") + limit +
               ") AS ids) SELECT p.ids, CASE WHEN cardinality(p.ids) < " +
               parameter(static_cast<std::int64_t>(rows_)) +
               " THEN EXISTS (SELECT FROM depot d CROSS JOIN LATERAL (" + newest + " OFFSET " +
               part + " LIMIT 1) r) ELSE false END AS fenetre_pleine FROM page p";
    }

    // The newest rows of each depot, in the order asked for.
    std::string window(const std::string& limit) {
        const auto part = window_part();
        return ", fenetre AS MATERIALIZED (SELECT d.id AS depot, r.* FROM depot d CROSS JOIN "
               "LATERAL (" +
               keyed_rows() + newest_first() + " LIMIT 1 + " + part +
               ") r) SELECT ARRAY(SELECT r.id FROM fenetre r WHERE " +
               both("r.trouve", behind("r.cle", "r.id")) + order("r.cle", "r.id") + limit +
               ") AS ids, EXISTS (SELECT FROM fenetre GROUP BY depot HAVING count(*) > " + part +
               ") AS fenetre_pleine";
    }

    // The window is shared evenly between the depots.
    std::string window_part() {
        if (window_each_) return parameter(*window_each_) + "::bigint";
        return "(SELECT " + parameter(window_rows) + " / greatest(count(*), 1) FROM depot)";
    }

    // These rows as the list shows them.
    std::string shown(const std::string& ids) const {
        return "SELECT l.* FROM " + list_ + " WHERE l.id = ANY (" + ids + ")" + order(key_, "l.id");
    }

    const Spec& spec_;
    const Conditions& conditions_;
    const Sort& sort_;
    bool descending_;
    std::string key_;
    std::string list_;
    std::size_t rows_;
    db::Params params_;
    std::string after_{};
    std::optional<std::int64_t> window_each_{};
};

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

std::string pattern_of(std::string_view text) {
    std::string pattern = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + '%';
}

std::optional<std::string> bare_plate(std::string_view text) {
    constexpr std::string_view between = " -./";
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    std::string plate;
    for (const char c : text) {
        if (between.contains(c)) continue;
        if (!is_digit(c) && !is_letter(c)) return std::nullopt;
        plate += c;
    }
    if (plate.size() == text.size() || !std::ranges::any_of(plate, is_digit)) return std::nullopt;
    return plate;
}

Conditions& Conditions::contains(std::initializer_list<std::string_view> columns,
                                 const std::optional<std::string>& text) {
    if (!text) return *this;
    const auto pattern = "app.plier(" + parameter(pattern_of(*text)) + ')';
    std::string condition;
    for (const auto column : columns)
        condition.append(condition.empty() ? "(app.plier(l." : " OR app.plier(l.")
            .append(column)
            .append(") LIKE ")
            .append(pattern);
    return also(condition + ')');
}

Conditions& Conditions::of_depot(const std::optional<Uuid>& depot) {
    if (depot) depot_ = parameter(*depot);
    return *this;
}

Conditions& Conditions::also(const std::string& condition) {
    text_ = both(text_, condition);
    return *this;
}

Conditions& Conditions::costly(const std::string& condition) {
    costly_ = both(costly_, condition);
    return *this;
}

Conditions& Conditions::fetched_first() {
    fetches_first_ = true;
    return *this;
}

Conditions& Conditions::matching(const Matches& matches, std::string_view text,
                                 const std::string& pattern) {
    if (matches.ids) return also("l.id = ANY (" + parameter(*matches.ids) + ')');
    return costly(std::string(text) + " LIKE app.plier(" + parameter(pattern) + ')');
}

Result<Composed> compose(const Spec& spec, const Paging& paging, const Conditions& conditions) {
    MLPP_TRY_PLAIN(const auto choice, choose(spec.sorts, paging.tri));
    Composed composed;
    composed.sort_field = choice.sort.field;
    composed.null_text = choice.sort.null_text;
    composed.descending = choice.descending;
    composed.rows = static_cast<std::size_t>(paging.limite.value_or(rows_default));
    Composer composer{spec, conditions, choice, composed.rows + 1};
    if (paging.curseur) {
        const auto cursor = read_cursor(*paging.curseur);
        if (!cursor || cursor->sort != wire_name(choice.sort, choice.descending))
            return refuse(Code::CURSEUR_INVALIDE);
        composer.start_after(*cursor);
    }
    if (paging.total.value_or(false)) composed.count = composer.count();
    composer.write_page(composed);
    return composed;
}

Result<Whole> compose_whole(const Spec& spec, const Paging& paging, const Conditions& conditions,
                            std::int64_t most) {
    MLPP_TRY_PLAIN(const auto choice, choose(spec.sorts, paging.tri));
    return Composer{spec, conditions, choice, static_cast<std::size_t>(most) + 1}.whole();
}

std::string cursor_after(const Composed& composed, const json::Type& type, const void* row) {
    const auto sort = (composed.descending ? "-" : "") + std::string(composed.sort_field);
    return encode(sort + separator +
                  field_text(type, row, composed.sort_field, composed.null_text) + separator +
                  field_text(type, row, "id", {}));
}

} // namespace mlpp::list
