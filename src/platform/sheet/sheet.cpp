#include "platform/sheet/sheet.h"

#include "platform/base/assert.h"
#include "platform/json/json.h"
#include "platform/sheet/writers.h"

#include <algorithm>

namespace mlpp::sheet {

namespace {

const json::Field* find(const json::Type& type, std::string_view name) {
    const auto found = std::ranges::find(type.fields, name, &json::Field::name);
    return found == type.fields.end() ? nullptr : &*found;
}

const json::Type& bare(const json::Type& type) {
    return type.kind == json::Kind::optional ? *type.item : type;
}

Cell scalar_cell(const json::Type& type, const void* value, const Layout& layout) {
    std::string text;
    type.to_text(value, text);
    if (type.name == json::ScalarFormat<Date>::format) return *static_cast<const Date*>(value);
    if (type.name == json::ScalarFormat<Instant>::format)
        return LocalInstant{layout.clock.shown(*static_cast<const Instant*>(value))};
    return text;
}

std::string enumerator_name(const json::Type& type, const void* value) {
    const auto found =
        std::ranges::find(type.enumerators, type.integer(value), &json::Enumerator::value);
    return found == type.enumerators.end() ? std::string{} : std::string{found->name};
}

} // namespace

Instant Clock::shown(Instant instant) const {
    auto next = std::ranges::upper_bound(changes, instant, {}, &Change::debut);
    if (next == changes.begin()) return instant;
    return {instant.time + std::chrono::seconds{std::prev(next)->decalage_s}};
}

Cell cell_of(const json::Type& type, const void* value, const Layout& layout) {
    switch (type.kind) {
    case json::Kind::optional: {
        const void* held = type.value(value);
        return held == nullptr ? Cell{} : cell_of(*type.item, held, layout);
    }
    case json::Kind::boolean:
        if (layout.language == Language::fr)
            return std::string{type.integer(value) != 0 ? "oui" : "non"};
        return std::string{type.integer(value) != 0 ? "yes" : "no"};
    case json::Kind::integer:
        return Figure{type.integer(value), 0};
    case json::Kind::decimal:
        return Figure{type.integer(value), type.decimals};
    case json::Kind::text:
        return *static_cast<const std::string*>(value);
    case json::Kind::scalar:
        return scalar_cell(type, value, layout);
    case json::Kind::enumeration:
        return enumerator_name(type, value);
    default: {
        std::string text;
        json::write(type, value, text);
        return text;
    }
    }
}

Sheet::Sheet(const Layout& layout) : layout_(layout) {
    for (const auto& column : layout.columns) {
        const auto* field = find(layout.row, column.field);
        MLPP_ASSERT(field != nullptr);
        fields_.push_back(field);
        titles_.emplace_back(layout.language == Language::fr ? column.fr : column.en);
        if (bare(*field->type).name == json::ScalarFormat<Instant>::format)
            titles_.back().append(" (").append(layout.clock.fuseau).append(")");
    }
}

void Sheet::add(const void* row) {
    cells_.clear();
    for (const auto* field : fields_)
        cells_.push_back(cell_of(*field->type, field->member_of(row), layout_));
    write(cells_, false);
}

void Sheet::add_total(std::string_view label, const json::Type& type, const void* total) {
    cells_.assign(fields_.size(), Cell{});
    for (std::size_t i = 0; i < fields_.size(); ++i)
        if (const auto* field = find(type, fields_[i]->name))
            cells_[i] = cell_of(*field->type, field->member_of(total), layout_);
    cells_.front() = std::string{label};
    write(cells_, true);
}

std::unique_ptr<Sheet> make(Format format, const Layout& layout) {
    return format == Format::csv ? make_csv(layout) : make_workbook(layout);
}

std::string_view media_type(Format format) {
    return format == Format::csv
               ? "text/csv; charset=utf-8"
               : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}

} // namespace mlpp::sheet
