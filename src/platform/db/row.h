// Binding of result rows to C++: to a Boost.Describe struct by column name (both sides must name
// the same columns), or to one plain value when the result has one column. A disagreement is a bug:
// BindingError names the statement and every mismatch at once.
#pragma once

#include "platform/db/result_set.h"
#include "platform/db/value.h"

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>
#include <boost/mp11/list.hpp>

#include <array>
#include <string_view>
#include <vector>

namespace mlpp::db {

namespace detail {

// Collects what does not fit and throws it in one piece.
class Mismatches {
public:
    void add(std::string_view text);
    void throw_if_any(std::string_view statement_name) const;

private:
    std::string text_;
    int count_ = 0;
};

// Finds each of `members` among the columns; reports those missing on either side.
void bind_columns(const ResultSet& results, const char* const* members, int* columns,
                  std::size_t count, Mismatches& mismatches);
void report_null(std::string_view column, int row, Mismatches& mismatches);
void report_text(std::string_view column, int row, std::string_view text, Mismatches& mismatches);

template <class T>
struct Cell {
    static_assert(Readable<T>, "not a column type: see value.h");

    static void read(const ResultSet& results, int row, int column, T& out,
                     Mismatches& mismatches) {
        const auto text = results.cell(row, column);
        if (!text) return report_null(results.column_name(column), row, mismatches);
        auto value = SqlValue<T>::read(*text);
        if (!value) return report_text(results.column_name(column), row, *text, mismatches);
        out = std::move(*value);
    }
};

template <class T>
struct Cell<std::optional<T>> {
    static void read(const ResultSet& results, int row, int column, std::optional<T>& out,
                     Mismatches& mismatches) {
        out.reset();
        if (results.cell(row, column))
            Cell<T>::read(results, row, column, out.emplace(), mismatches);
    }
};

template <class Row>
concept Described = boost::describe::has_describe_members<Row>::value && !Readable<Row>;

template <Described Row>
void read_described(const ResultSet& results, std::vector<Row>& rows, Mismatches& mismatches) {
    namespace describe = boost::describe;
    using Members = describe::describe_members<Row, describe::mod_public | describe::mod_inherited>;
    constexpr auto count = boost::mp11::mp_size<Members>::value;
    std::array<const char*, count> names{};
    std::array<int, count> columns{};
    boost::mp11::mp_for_each<boost::mp11::mp_iota_c<count>>(
        [&](auto i) { names[i] = boost::mp11::mp_at_c<Members, decltype(i)::value>::name; });
    bind_columns(results, names.data(), columns.data(), count, mismatches);
    for (int row = 0; row < results.rows(); ++row) {
        auto& target = rows.emplace_back();
        boost::mp11::mp_for_each<boost::mp11::mp_iota_c<count>>([&](auto i) {
            if (columns[i] < 0) return;
            constexpr auto pointer = boost::mp11::mp_at_c<Members, decltype(i)::value>::pointer;
            auto& member = target.*pointer;
            Cell<std::remove_reference_t<decltype(member)>>::read(results, row, columns[i], member,
                                                                  mismatches);
        });
    }
}

template <class T>
void read_single_column(const ResultSet& results, std::vector<T>& rows, Mismatches& mismatches) {
    if (results.columns() != 1) {
        mismatches.add("one column expected");
        return;
    }
    for (int row = 0; row < results.rows(); ++row) {
        T value{};
        Cell<T>::read(results, row, 0, value, mismatches);
        rows.push_back(std::move(value));
    }
}

} // namespace detail

// Throws BindingError.
template <class Row>
std::vector<Row> read_rows(const ResultSet& results, std::string_view statement_name) {
    std::vector<Row> rows;
    rows.reserve(static_cast<std::size_t>(results.rows()));
    detail::Mismatches mismatches;
    if constexpr (detail::Described<Row>)
        detail::read_described(results, rows, mismatches);
    else
        detail::read_single_column(results, rows, mismatches);
    mismatches.throw_if_any(statement_name);
    return rows;
}

} // namespace mlpp::db
