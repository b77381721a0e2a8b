// Params: the parameters of one statement in PostgreSQL's text format, in one buffer. Query: a
// statement with its parameters, from a module's .sql file or composed at run time. Plain values,
// owned by whoever holds them.
#pragma once

#include "platform/db/statement.h"
#include "platform/db/value.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mlpp::db {

class Params {
public:
    Params() = default;

    // In the order of $1, $2, …
    template <class... Args>
    static Params of(const Args&... values) {
        Params params;
        params.starts_.reserve(sizeof...(Args));
        (params.add(values), ...);
        return params;
    }

    template <class T>
    void add(const T& value) {
        starts_.push_back(text_.size());
        SqlValue<T>::write(value, text_);
        finish_value();
    }

    template <class T>
    void add(const std::optional<T>& value) {
        if (value) return add(*value);
        add(std::nullopt);
    }

    void add(std::nullopt_t) { starts_.push_back(null); }

    std::size_t size() const { return starts_.size(); }

    // $(index + 1) as a C string, nullptr for NULL; valid until the next `add`.
    const char* value(std::size_t index) const {
        return starts_[index] == null ? nullptr : text_.data() + starts_[index];
    }

    // PostgreSQL's text holds no NUL character: such a value would be cut silently. It is refused
    // instead.
    bool holds_nul() const { return holds_nul_; }

private:
    static constexpr std::size_t null = static_cast<std::size_t>(-1);

    void finish_value();

    std::string text_;
    std::vector<std::size_t> starts_;
    bool holds_nul_ = false;
};

struct Query {
    std::string_view name; // what logs, metrics and errors call it; outlives the query
    std::string_view sql;  // for an embedded statement
    std::string composed;  // for SQL composed at run time; wins when not empty
    Params params;
    // Prepared for this run only, so that its plan follows the values of its parameters.
    bool planned_anew = false;

    template <class... Args>
    static Query of(const Statement& statement, const Args&... values) {
        return {statement.name, statement.sql, {}, Params::of(values...)};
    }

    // Only text made of our own pieces goes in `sql`; everything a caller sent goes in `params`.
    static Query compose(std::string_view name, std::string sql, Params params) {
        return {name, {}, std::move(sql), std::move(params)};
    }

    std::string_view text() const { return composed.empty() ? sql : std::string_view(composed); }
};

} // namespace mlpp::db
