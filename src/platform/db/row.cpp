#include "platform/db/row.h"

#include "platform/db/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace mlpp::db::detail {

namespace {

constexpr int mismatches_shown = 20;
constexpr std::size_t text_shown = 60;

} // namespace

void Mismatches::add(std::string_view text) {
    if (++count_ > mismatches_shown) return;
    text_ += "; ";
    text_ += text;
}

void Mismatches::throw_if_any(std::string_view statement_name) const {
    if (count_ == 0) return;
    throw BindingError(fmt::format("{}: {} mismatches between its rows and their C++ type{}",
                                   statement_name, count_, text_));
}

void bind_columns(const ResultSet& results, const char* const* members, int* columns,
                  std::size_t count, Mismatches& mismatches) {
    const std::span names(members, count);
    const std::span found(columns, count);
    std::ranges::fill(found, -1);
    for (int column = 0; column < results.columns(); ++column) {
        const auto name = results.column_name(column);
        const auto member =
            std::ranges::find(names, name, [](const char* text) { return std::string_view(text); });
        if (member == names.end())
            mismatches.add(fmt::format("column {} has no member", name));
        else if (auto& place = found[static_cast<std::size_t>(member - names.begin())]; place >= 0)
            mismatches.add(fmt::format("column {} comes twice", name));
        else
            place = column;
    }
    for (std::size_t i = 0; i < count; ++i)
        if (found[i] < 0) mismatches.add(fmt::format("member {} has no column", names[i]));
}

void report_null(std::string_view column, int row, Mismatches& mismatches) {
    mismatches.add(fmt::format("column {} is NULL in row {}", column, row));
}

void report_text(std::string_view column, int row, std::string_view text, Mismatches& mismatches) {
    mismatches.add(
        fmt::format("column {} holds \"{}\" in row {}", column, text.substr(0, text_shown), row));
}

} // namespace mlpp::db::detail
