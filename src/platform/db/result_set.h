// ResultSet: the rows a statement returned, as text cells. Owns libpq's result; move-only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

struct pg_result;

namespace mlpp::db {

class ResultSet {
public:
    ResultSet() = default;

    // Takes `result` over; it may be null (no rows).
    explicit ResultSet(pg_result* result) : result_(result) {}

    ResultSet(ResultSet&& other) noexcept : result_(std::exchange(other.result_, nullptr)) {}

    ResultSet& operator=(ResultSet&& other) noexcept {
        std::swap(result_, other.result_);
        return *this;
    }

    ~ResultSet();

    bool empty() const { return result_ == nullptr; }

    int rows() const;
    int columns() const;
    std::string_view column_name(int column) const;
    // Nullopt is SQL NULL. Valid as long as this object.
    std::optional<std::string_view> cell(int row, int column) const;
    // Rows inserted, updated, deleted or returned.
    std::int64_t affected() const;
    // What the server says it did, e.g. COMMIT or INSERT 0 1.
    std::string_view command_tag() const;

private:
    pg_result* result_ = nullptr;
};

} // namespace mlpp::db
