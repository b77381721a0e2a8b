// Transaction: one unit of work. Owned by the coroutine that runs it, movable, used on the pool's
// thread.
//
// Nothing leaves before the first awaited call: BEGIN and everything queued go out together with
// it, in one write. With `last…` the COMMIT goes along, and the whole transaction is one round
// trip. A transaction destroyed without commit is rolled back by its pool. After a failure every
// further call returns that failure.
//
// The Results carry expected refusals; Unavailable, ServerFault and BindingError are thrown
// (error.h).
#pragma once

#include "platform/base/result.h"
#include "platform/db/error.h"
#include "platform/db/params.h"
#include "platform/db/result_set.h"
#include "platform/db/row.h"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mlpp::db {

namespace asio = boost::asio;

class Connection;

namespace detail {

class PoolState;

// Throws BindingError unless there is at most one row.
void expect_at_most_one(std::size_t rows, std::string_view statement_name);

} // namespace detail

enum class Mode {
    read_write,
    read_only,
    snapshot, // read only, one instant for all statements
    posting,  // writes stock: in the queue of such transactions (pool.h)
};

class Transaction {
public:
    Transaction(std::shared_ptr<detail::PoolState> pool, Mode mode);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&& other) noexcept;
    ~Transaction();

    // Runs with the next awaited call; its answer is not wanted, its error ends the transaction.
    void queue(Query query) { pending_.push_back(std::move(query)); }

    template <class... Args>
    void queue(const Statement& statement, const Args&... args) {
        queue(Query::of(statement, args...));
    }

    template <class Row>
    asio::awaitable<Result<std::vector<Row>>> rows(Query query) {
        return fetch_rows<Row>(std::move(query), Ending::stay_open);
    }

    template <class Row, class... Args>
    asio::awaitable<Result<std::vector<Row>>> rows(const Statement& statement,
                                                   const Args&... args) {
        return rows<Row>(Query::of(statement, args...));
    }

    // Exactly one row; none is the refusal `missing`.
    template <class Row>
    asio::awaitable<Result<Row>> one_or(Code missing, Query query) {
        return fetch_one<Row>(missing, std::move(query), Ending::stay_open);
    }

    template <class Row, class... Args>
    asio::awaitable<Result<Row>> one_or(Code missing, const Statement& statement,
                                        const Args&... args) {
        return one_or<Row>(missing, Query::of(statement, args...));
    }

    template <class Row, class... Args>
    asio::awaitable<Result<Row>> one(const Statement& statement, const Args&... args) {
        return one_or<Row>(Code::RESSOURCE_INTROUVABLE, Query::of(statement, args...));
    }

    template <class Row>
    asio::awaitable<Result<std::optional<Row>>> maybe(Query query) {
        return fetch_maybe<Row>(std::move(query));
    }

    template <class Row, class... Args>
    asio::awaitable<Result<std::optional<Row>>> maybe(const Statement& statement,
                                                      const Args&... args) {
        return maybe<Row>(Query::of(statement, args...));
    }

    // The number of rows touched.
    asio::awaitable<Result<std::int64_t>> execute(Query query);

    template <class... Args>
    asio::awaitable<Result<std::int64_t>> execute(const Statement& statement, const Args&... args) {
        return execute(Query::of(statement, args...));
    }

    // The statement and COMMIT in one write; the transaction is over afterwards.
    template <class Row>
    asio::awaitable<Result<std::vector<Row>>> last_rows(Query query) {
        return fetch_rows<Row>(std::move(query), Ending::commit);
    }

    template <class Row, class... Args>
    asio::awaitable<Result<std::vector<Row>>> last_rows(const Statement& statement,
                                                        const Args&... args) {
        return last_rows<Row>(Query::of(statement, args...));
    }

    // One row, then COMMIT. COMMIT runs also when no row came back: for statements that always
    // return one.
    template <class Row>
    asio::awaitable<Result<Row>> last(Query query) {
        return fetch_one<Row>(Code::RESSOURCE_INTROUVABLE, std::move(query), Ending::commit);
    }

    template <class Row, class... Args>
    asio::awaitable<Result<Row>> last(const Statement& statement, const Args&... args) {
        return last<Row>(Query::of(statement, args...));
    }

    // The single cell of the single row, e.g. a ready JSON body, then COMMIT.
    template <class... Args>
    asio::awaitable<Result<std::string>> last_text(const Statement& statement,
                                                   const Args&... args) {
        return last<std::string>(Query::of(statement, args...));
    }

    asio::awaitable<Result<>> commit();

    // True once COMMIT has been confirmed.
    bool committed() const { return committed_; }

private:
    enum class Ending { stay_open, commit };

    // Sends what is pending, the query and, if wanted, COMMIT; returns the query's answer.
    asio::awaitable<Result<ResultSet>> run(Query query, Ending ending);
    asio::awaitable<Result<std::vector<ResultSet>>> send_pending(Ending ending);
    void release() noexcept;

    template <class Row>
    asio::awaitable<Result<std::vector<Row>>> fetch_rows(Query query, Ending ending) {
        const auto name = query.name;
        MLPP_TRY(const auto results, co_await run(std::move(query), ending));
        co_return read_rows<Row>(results, name);
    }

    template <class Row>
    asio::awaitable<Result<Row>> fetch_one(Code missing, Query query, Ending ending) {
        const auto name = query.name;
        MLPP_TRY(auto found, co_await fetch_rows<Row>(std::move(query), ending));
        detail::expect_at_most_one(found.size(), name);
        if (found.empty()) co_return refuse(missing);
        co_return std::move(found.front());
    }

    template <class Row>
    asio::awaitable<Result<std::optional<Row>>> fetch_maybe(Query query) {
        const auto name = query.name;
        MLPP_TRY(auto found, co_await fetch_rows<Row>(std::move(query), Ending::stay_open));
        detail::expect_at_most_one(found.size(), name);
        if (found.empty()) co_return std::optional<Row>();
        co_return std::optional<Row>(std::move(found.front()));
    }

    std::shared_ptr<detail::PoolState> pool_;
    std::unique_ptr<Connection> connection_; // from the first write to the end of the transaction
    std::vector<Query> pending_;
    std::optional<Problem> failure_;
    bool committed_ = false;
};

} // namespace mlpp::db
