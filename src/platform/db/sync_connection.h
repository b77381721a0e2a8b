// SyncConnection: the blocking client of command-line verbs, migrations and tests. Same parameters,
// row binding and error mapping as Transaction. Never on an event loop. One thread at a time.
#pragma once

#include "platform/base/result.h"
#include "platform/db/connection.h"
#include "platform/db/error.h"
#include "platform/db/params.h"
#include "platform/db/row.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;
struct pg_result;

namespace mlpp::db {

class SyncConnection {
public:
    // Throws Unavailable. No statement, lock or idle limit unless `options` carries one above zero.
    explicit SyncConnection(std::string_view url);
    explicit SyncConnection(const ConnectionOptions& options);
    SyncConnection(SyncConnection&& other) noexcept;
    SyncConnection& operator=(SyncConnection&& other) noexcept;
    ~SyncConnection();

    // A script of any number of statements, without parameters.
    Result<> run(std::string_view script);

    Result<ResultSet> query(const Query& query);

    template <class... Args>
    Result<std::int64_t> execute(const Statement& statement, const Args&... args) {
        MLPP_TRY_PLAIN(const auto results, query(Query::of(statement, args...)));
        return results.affected();
    }

    template <class Row>
    Result<std::vector<Row>> rows(const Query& wanted) {
        MLPP_TRY_PLAIN(const auto results, query(wanted));
        return read_rows<Row>(results, wanted.name);
    }

    template <class Row, class... Args>
    Result<std::vector<Row>> rows(const Statement& statement, const Args&... args) {
        return rows<Row>(Query::of(statement, args...));
    }

    template <class Row, class... Args>
    Result<std::optional<Row>> maybe(const Statement& statement, const Args&... args) {
        MLPP_TRY_PLAIN(auto found, rows<Row>(statement, args...));
        if (found.empty()) return std::optional<Row>();
        return std::optional<Row>(std::move(found.front()));
    }

    template <class Row, class... Args>
    Result<Row> one(const Statement& statement, const Args&... args) {
        MLPP_TRY_PLAIN(auto found, rows<Row>(statement, args...));
        if (found.empty()) return refuse(Code::RESSOURCE_INTROUVABLE);
        return std::move(found.front());
    }

    // BEGIN, `work`, COMMIT; ROLLBACK when work refuses or throws.
    template <class Work>
    auto in_transaction(Work&& work) -> decltype(work());

    // Ends an open transaction, if there is one and the connection still lives.
    void roll_back() noexcept;

    // Parses a statement and names the parameter and column types: for the test of all embedded
    // statements.
    struct Description {
        std::vector<std::string> parameter_types;
        std::vector<std::string> column_names;
        std::vector<std::string> column_types;
    };

    Result<Description> describe(const Statement& statement);

    // What the server said of the last refused statement; for the person at the command line and
    // for the log.
    const std::string& last_error() const { return last_error_; }

    int server_version() const; // 150004 for 15.4
    bool in_transaction() const;

private:
    Result<ResultSet> checked(pg_result* raw, std::string_view name);

    pg_conn* connection_ = nullptr;
    std::string last_error_;
};

template <class Work>
auto SyncConnection::in_transaction(Work&& work) -> decltype(work()) {
    MLPP_CHECK_PLAIN(run("begin"));
    try {
        auto result = work();
        if (result) {
            MLPP_CHECK_PLAIN(run("commit"));
        } else {
            roll_back();
        }
        return result;
    } catch (...) {
        roll_back();
        throw;
    }
}

} // namespace mlpp::db
