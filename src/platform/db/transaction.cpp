#include "platform/db/transaction.h"

#include "platform/base/assert.h"
#include "platform/db/connection.h"
#include "platform/db/pool_state.h"

#include <fmt/format.h>

namespace mlpp::db {

namespace {

constexpr Statement commit_statement{"commit", "commit"};

constexpr Statement begin_statement(Mode mode) {
    switch (mode) {
    case Mode::read_write:
    case Mode::posting:
        return {"begin", "begin"};
    case Mode::read_only:
        return {"begin", "begin read only"};
    case Mode::snapshot:
        return {"begin", "begin isolation level repeatable read read only"};
    }
    return {};
}

} // namespace

namespace detail {

void expect_at_most_one(std::size_t rows, std::string_view statement_name) {
    if (rows <= 1) return;
    throw BindingError(fmt::format("{}: one row expected, {} came", statement_name, rows));
}

} // namespace detail

Transaction::Transaction(std::shared_ptr<detail::PoolState> pool, Mode mode)
    : pool_(std::move(pool)) {
    queue(begin_statement(mode));
}

Transaction::Transaction(Transaction&& other) noexcept = default;

Transaction& Transaction::operator=(Transaction&& other) noexcept {
    if (this == &other) return *this;
    release();
    pool_ = std::move(other.pool_);
    connection_ = std::move(other.connection_);
    pending_ = std::move(other.pending_);
    failure_ = std::move(other.failure_);
    committed_ = other.committed_;
    return *this;
}

Transaction::~Transaction() {
    release();
}

void Transaction::release() noexcept {
    if (connection_) pool_->give_back(std::move(connection_));
}

asio::awaitable<Result<std::vector<ResultSet>>> Transaction::send_pending(Ending ending) {
    MLPP_ASSERT(!committed_);
    if (failure_) co_return refuse(*failure_);
    if (ending == Ending::commit) queue(commit_statement);
    if (!connection_) {
        auto acquired = co_await pool_->acquire();
        if (!acquired) co_return refuse(failure_.emplace(std::move(acquired).error()));
        connection_ = std::move(*acquired);
    }
    const auto batch = std::exchange(pending_, {});
    auto answers = co_await connection_->exchange(batch);
    if (answers.error) {
        release();
        failure_ = Problem{Code::ERREUR_INTERNE}; // stays when the next line throws
        co_return refuse(failure_.emplace(problem_of(*answers.error)));
    }
    if (ending == Ending::commit) {
        // In a failed block the server answers COMMIT with ROLLBACK.
        if (answers.results.back().command_tag() != "COMMIT")
            throw ServerFault("the transaction was not committed", {});
        committed_ = true;
        release();
    }
    co_return std::move(answers.results);
}

asio::awaitable<Result<ResultSet>> Transaction::run(Query query, Ending ending) {
    queue(std::move(query));
    MLPP_TRY(auto results, co_await send_pending(ending));
    const std::size_t after = ending == Ending::commit ? 1 : 0;
    co_return std::move(results[results.size() - 1 - after]);
}

asio::awaitable<Result<std::int64_t>> Transaction::execute(Query query) {
    MLPP_TRY(const auto results, co_await run(std::move(query), Ending::stay_open));
    co_return results.affected();
}

asio::awaitable<Result<>> Transaction::commit() {
    MLPP_CHECK(co_await send_pending(Ending::commit));
    co_return Result<>();
}

} // namespace mlpp::db
