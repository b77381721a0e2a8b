#include "platform/db/result_set.h"

#include <libpq-fe.h>

#include <charconv>

namespace mlpp::db {

ResultSet::~ResultSet() {
    PQclear(result_);
}

int ResultSet::rows() const {
    return PQntuples(result_);
}

int ResultSet::columns() const {
    return PQnfields(result_);
}

std::string_view ResultSet::column_name(int column) const {
    return PQfname(result_, column);
}

std::optional<std::string_view> ResultSet::cell(int row, int column) const {
    if (PQgetisnull(result_, row, column) != 0) return std::nullopt;
    return std::string_view(PQgetvalue(result_, row, column),
                            static_cast<std::size_t>(PQgetlength(result_, row, column)));
}

std::int64_t ResultSet::affected() const {
    const std::string_view text = result_ == nullptr ? "" : PQcmdTuples(result_);
    std::int64_t count = 0;
    std::from_chars(text.data(), text.data() + text.size(), count);
    return count;
}

std::string_view ResultSet::command_tag() const {
    return result_ == nullptr ? "" : PQcmdStatus(result_);
}

} // namespace mlpp::db
