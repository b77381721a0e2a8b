#include "platform/db/sync_connection.h"

#include "platform/base/log.h"
#include "platform/db/conninfo.h"
#include "platform/db/libpq.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <utility>

namespace mlpp::db {

namespace {

ConnectionOptions without_limits(std::string_view url) {
    ConnectionOptions options;
    options.url = url;
    options.statement_limit = {};
    options.lock_limit = {};
    options.idle_in_transaction_limit = {};
    return options;
}

std::vector<const char*> values_of(const Params& params) {
    std::vector<const char*> values;
    values.reserve(params.size());
    for (std::size_t i = 0; i < params.size(); ++i)
        values.push_back(params.value(i));
    return values;
}

} // namespace

SyncConnection::SyncConnection(std::string_view url) : SyncConnection(without_limits(url)) {}

SyncConnection::SyncConnection(const ConnectionOptions& options) {
    auto info = detail::Conninfo::of(options);
    const auto limit = std::chrono::ceil<std::chrono::seconds>(options.connect_limit);
    if (info.get("connect_timeout").empty())
        info.set("connect_timeout", std::to_string(limit.count()));
    connection_ = PQconnectdbParams(info.keywords().data(), info.values().data(), 0);
    if (connection_ == nullptr) throw std::bad_alloc();
    if (PQstatus(connection_) != CONNECTION_OK) {
        const std::string text = PQerrorMessage(connection_);
        PQfinish(std::exchange(connection_, nullptr));
        throw Unavailable(text);
    }
    PQsetNoticeProcessor(connection_, detail::log_notice, nullptr);
}

SyncConnection::SyncConnection(SyncConnection&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)),
      last_error_(std::move(other.last_error_)) {}

SyncConnection& SyncConnection::operator=(SyncConnection&& other) noexcept {
    std::swap(connection_, other.connection_);
    std::swap(last_error_, other.last_error_);
    return *this;
}

SyncConnection::~SyncConnection() {
    PQfinish(connection_);
}

Result<ResultSet> SyncConnection::checked(PGresult* raw, std::string_view name) {
    ResultSet result(raw);
    switch (PQresultStatus(raw)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_EMPTY_QUERY:
        return result;
    case PGRES_FATAL_ERROR: {
        if (PQstatus(connection_) == CONNECTION_BAD)
            throw Unavailable(fmt::format("connection lost: {}", PQerrorMessage(connection_)));
        const auto error = ServerError::of(raw, name);
        last_error_ = error.text();
        return refuse(problem_of(error));
    }
    default:
        throw ServerFault(fmt::format("{}: unexpected answer from the database", name), {});
    }
}

Result<> SyncConnection::run(std::string_view script) {
    const std::string sql(script); // libpq wants an ending NUL
    MLPP_CHECK_PLAIN(checked(PQexec(connection_, sql.c_str()), "script"));
    return {};
}

void SyncConnection::roll_back() noexcept {
    if (in_transaction()) PQclear(PQexec(connection_, "rollback"));
}

Result<ResultSet> SyncConnection::query(const Query& query) {
    if (query.params.holds_nul()) return refuse(problem_of(nul_in_text(query.name)));
    const std::string sql(query.text());
    const auto values = values_of(query.params);
    return checked(PQexecParams(connection_, sql.c_str(), static_cast<int>(values.size()), nullptr,
                                values.data(), nullptr, nullptr, 0),
                   query.name);
}

Result<SyncConnection::Description> SyncConnection::describe(const Statement& statement) {
    const std::string sql(statement.sql);
    MLPP_CHECK_PLAIN(checked(PQprepare(connection_, "", sql.c_str(), 0, nullptr), statement.name));
    auto* raw = PQdescribePrepared(connection_, "");
    MLPP_TRY_PLAIN(const auto described, checked(raw, statement.name));
    Description description;
    const auto type_name = [&](Oid type) -> Result<std::string> {
        constexpr Statement lookup{"type_name", "select format_type($1::oid, null)"};
        return one<std::string>(lookup, static_cast<std::int64_t>(type));
    };
    for (int i = 0; i < PQnparams(raw); ++i) {
        MLPP_TRY_PLAIN(auto name, type_name(PQparamtype(raw, i)));
        description.parameter_types.push_back(std::move(name));
    }
    for (int i = 0; i < described.columns(); ++i) {
        MLPP_TRY_PLAIN(auto name, type_name(PQftype(raw, i)));
        description.column_names.emplace_back(described.column_name(i));
        description.column_types.push_back(std::move(name));
    }
    return description;
}

int SyncConnection::server_version() const {
    return PQserverVersion(connection_);
}

bool SyncConnection::in_transaction() const {
    return PQtransactionStatus(connection_) != PQTRANS_IDLE;
}

} // namespace mlpp::db
