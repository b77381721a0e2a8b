// How the pipeline is used. Every exchange ends with exactly one Sync (PQpipelineSync), never with
// a bare flush request (PQsendFlushRequest): after an error the server ignores everything up to the
// next Sync, so a flush without one would leave the session deaf until another round trip. A Sync
// inside a BEGIN block does not end the block; it only makes the server answer ReadyForQuery, which
// tells us the state of the transaction. So an exchange is one write, the answers arrive together
// behind one ReadyForQuery, an error skips the rest of its own batch and nothing else, and
// afterwards the session listens again: at rest, inside the block, or in a failed block that waits
// for ROLLBACK.
#include "platform/db/connection.h"

#include "platform/asio/as_result.h"
#include "platform/base/assert.h"
#include "platform/base/log.h"
#include "platform/db/conninfo.h"
#include "platform/db/error.h"
#include "platform/db/libpq.h"
#include "platform/db/statement_cache.h"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>
#include <libpq-fe.h>

#include <poll.h>
#include <utility>

namespace mlpp::db {

namespace {

using Descriptor = asio::posix::stream_descriptor;

// libpq's texts end with a line break and may have several lines.
std::string one_line(std::string_view text) {
    std::string line(text);
    for (auto& c : line)
        if (c == '\n' || c == '\t') c = ' ';
    while (line.ends_with(' '))
        line.pop_back();
    return line;
}

// libpq resolves names with a blocking call: names are resolved here instead, and it gets
// addresses.
asio::awaitable<void> resolve_host(detail::Conninfo& info) {
    const auto host = info.get("host");
    const bool is_name = !host.empty() && !host.starts_with('/') && !host.starts_with('@') &&
                         host.find(',') == std::string::npos;
    if (!is_name || !info.get("hostaddr").empty()) co_return;
    asio::ip::tcp::resolver resolver(co_await asio::this_coro::executor);
    const auto [failed, found] = co_await resolver.async_resolve(host, "", as_result);
    if (failed) throw Unavailable(fmt::format("{}: {}", host, failed.message()));
    constexpr std::size_t addresses_tried = 4;
    std::string hosts;
    std::string addresses;
    std::string previous;
    std::size_t count = 0;
    for (const auto& entry : found) {
        auto address = entry.endpoint().address().to_string();
        if (address == previous) continue;
        if (++count > addresses_tried) break;
        if (count > 1) hosts += ',', addresses += ',';
        hosts += host;
        addresses += address;
        previous = std::move(address);
    }
    info.set("host", hosts);
    info.set("hostaddr", addresses);
}

} // namespace

struct Connection::State : std::enable_shared_from_this<Connection::State> {
    enum class Kind { prepare, execute, deallocate };

    struct Step {
        Kind kind;
        std::size_t query; // index in the batch
        std::string name;  // of the prepared statement
    };

    State(const asio::any_io_executor& executor, ConnectionOptions options_)
        : socket(executor), timer(executor), options(std::move(options_)) {}

    State(const State&) = delete;
    State& operator=(const State&) = delete;

    ~State() { close(); }

    Descriptor socket;
    asio::steady_timer timer;
    ConnectionOptions options;
    PGconn* pg = nullptr;
    detail::StatementCache statements;
    TrafficCount traffic;
    std::uint64_t deadline_number = 0;
    bool deadline_passed = false;
    // Set while a pipeline is under way; it stays set when the coroutine is destroyed in the
    // middle.
    bool busy = false;

    void close() {
        ++deadline_number;
        timer.cancel();
        if (socket.is_open()) socket.release(); // the descriptor is libpq's to close
        PQfinish(std::exchange(pg, nullptr));
    }

    [[noreturn]] void fail(std::string_view what) {
        auto text = pg == nullptr ? std::string(what)
                                  : fmt::format("{}: {}", what, one_line(PQerrorMessage(pg)));
        close();
        throw Unavailable(text);
    }

    void start_deadline(std::chrono::milliseconds limit) {
        deadline_passed = false;
        const auto number = ++deadline_number;
        timer.expires_after(limit);
        timer.async_wait([weak = weak_from_this(), number](boost::system::error_code failed) {
            const auto self = weak.lock();
            if (failed || !self || self->deadline_number != number) return;
            self->deadline_passed = true;
            self->socket.cancel();
        });
    }

    void stop_deadline() {
        ++deadline_number;
        timer.cancel();
    }

    void check_wait(const boost::system::error_code& failed) {
        if (pg == nullptr) throw Unavailable("the connection was closed");
        if (deadline_passed) fail("no answer from the database in time");
        if (failed) fail("waiting for the database was cut short");
    }

    asio::awaitable<void> wait(Descriptor::wait_type direction) {
        ++traffic.wakeups;
        const auto [failed] = co_await socket.async_wait(direction, as_result);
        check_wait(failed);
    }

    // A full send buffer: the server may be waiting for us to read before it reads.
    asio::awaitable<void> wait_either() {
        using namespace asio::experimental::awaitable_operators;
        ++traffic.wakeups;
        co_await (socket.async_wait(Descriptor::wait_read, as_result) ||
                  socket.async_wait(Descriptor::wait_write, as_result));
        check_wait({});
    }

    asio::awaitable<void> connect() {
        auto info = detail::Conninfo::of(options);
        co_await resolve_host(info);
        pg = PQconnectStartParams(info.keywords().data(), info.values().data(), 0);
        if (pg == nullptr) throw std::bad_alloc();
        PQsetNoticeProcessor(pg, detail::log_notice, nullptr);
        auto direction = PGRES_POLLING_WRITING;
        while (direction != PGRES_POLLING_OK) {
            if (direction == PGRES_POLLING_FAILED || PQstatus(pg) == CONNECTION_BAD)
                fail("cannot connect to the database");
            // libpq may have moved on to another socket: ours is taken anew for each wait.
            socket.assign(PQsocket(pg));
            co_await wait(direction == PGRES_POLLING_READING ? Descriptor::wait_read
                                                             : Descriptor::wait_write);
            socket.release();
            direction = PQconnectPoll(pg);
        }
        socket.assign(PQsocket(pg));
        if (PQsetnonblocking(pg, 1) != 0 || PQenterPipelineMode(pg) != 1)
            fail("cannot use pipeline mode");
        traffic = {};
    }

    // Puts the whole batch and its Sync in libpq's buffer.
    std::vector<Step> write_batch(std::span<const Query> batch) {
        std::vector<Step> steps;
        steps.reserve(2 * batch.size());
        for (std::size_t i = 0; i < batch.size(); ++i)
            write_query(batch[i], i, steps);
        for (auto& name : statements.take_evicted()) {
            const auto sql = "deallocate " + name;
            if (PQsendQueryParams(pg, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) != 1)
                fail("cannot send");
            steps.push_back({Kind::deallocate, 0, std::move(name)});
        }
        if (PQpipelineSync(pg) != 1) fail("cannot send");
        ++traffic.exchanges;
        return steps;
    }

    void write_query(const Query& query, std::size_t index, std::vector<Step>& steps) {
        std::vector<const char*> values;
        values.reserve(query.params.size());
        for (std::size_t i = 0; i < query.params.size(); ++i)
            values.push_back(query.params.value(i));
        const auto count = static_cast<int>(values.size());
        if (query.planned_anew) {
            const std::string sql(query.text()); // libpq wants an ending NUL
            steps.push_back({Kind::execute, index, {}});
            if (PQsendQueryParams(pg, sql.c_str(), count, nullptr, values.data(), nullptr, nullptr,
                                  0) != 1)
                fail("cannot send");
            return;
        }
        const auto statement = statements.use(query.text());
        if (statement.is_new) {
            const std::string sql(query.text());
            steps.push_back({Kind::prepare, index, statement.name});
            ++traffic.prepares;
            if (PQsendPrepare(pg, statement.name.c_str(), sql.c_str(), 0, nullptr) != 1)
                fail("cannot send");
        }
        steps.push_back({Kind::execute, index, statement.name});
        if (PQsendQueryPrepared(pg, statement.name.c_str(), count, values.data(), nullptr, nullptr,
                                0) != 1)
            fail("cannot send");
    }

    asio::awaitable<void> flush() {
        for (;;) {
            const int left = PQflush(pg);
            if (left < 0) fail("connection lost");
            if (left == 0) co_return;
            co_await wait_either();
            if (PQconsumeInput(pg) != 1) fail("connection lost");
        }
    }

    asio::awaitable<PGresult*> next_result() {
        while (PQisBusy(pg) != 0) {
            co_await wait(Descriptor::wait_read);
            if (PQconsumeInput(pg) != 1) fail("connection lost");
        }
        co_return PQgetResult(pg);
    }

    // The answer of one step; false when it did not run or failed. Keeps the batch's first error.
    bool take_answer(const Step& step, std::span<const Query> batch, ResultSet result,
                     const PGresult* raw, Answers& answers) {
        switch (PQresultStatus(raw)) {
        case PGRES_COMMAND_OK:
        case PGRES_TUPLES_OK:
            if (step.kind == Kind::execute) answers.results.push_back(std::move(result));
            return true;
        case PGRES_PIPELINE_ABORTED:
            return false;
        case PGRES_FATAL_ERROR:
            if (PQstatus(pg) == CONNECTION_BAD) fail("connection lost");
            answers.error = ServerError::of(
                raw, step.kind == Kind::deallocate ? "deallocate" : batch[step.query].name);
            return false;
        default:
            fail("unexpected answer from the database");
        }
    }

    asio::awaitable<Answers> collect(std::span<const Query> batch, std::vector<Step> steps) {
        Answers answers;
        answers.results.reserve(batch.size());
        for (auto& step : steps) {
            auto* raw = co_await next_result();
            if (raw == nullptr) fail("unexpected answer from the database");
            const bool ran = take_answer(step, batch, ResultSet(raw), raw, answers);
            if (!ran && step.kind == Kind::prepare)
                statements.forget(batch[step.query].text(), step.name);
            if (!ran && step.kind == Kind::deallocate) statements.give_back(std::move(step.name));
            // After each answer libpq gives one null pointer.
            if (const ResultSet surplus(co_await next_result()); !surplus.empty())
                fail("unexpected answer from the database");
        }
        auto* last = co_await next_result();
        const ResultSet owner(last);
        if (PQresultStatus(last) != PGRES_PIPELINE_SYNC)
            fail("unexpected answer from the database");
        co_return answers;
    }

    void deliver(const Notified& notified) {
        while (auto* notification = PQnotifies(pg)) {
            const std::unique_ptr<PGnotify, decltype(&PQfreemem)> owner(notification, PQfreemem);
            notified(notification->relname, notification->extra);
            if (pg == nullptr) throw Unavailable("the connection was closed");
        }
    }
};

Connection::Connection(std::shared_ptr<State> state) : state_(std::move(state)) {}

Connection::~Connection() {
    close();
}

asio::awaitable<std::unique_ptr<Connection>> Connection::open(const ConnectionOptions& options) {
    auto state = std::make_shared<State>(co_await asio::this_coro::executor, options);
    std::unique_ptr<Connection> connection(new Connection(state));
    state->start_deadline(options.connect_limit);
    co_await state->connect();
    state->stop_deadline();
    co_return connection;
}

asio::awaitable<Answers> Connection::exchange(std::span<const Query> batch) {
    auto& state = *state_;
    if (state.pg == nullptr) throw Unavailable("the connection is closed");
    MLPP_ASSERT(!state.busy);
    Answers answers;
    for (const auto& query : batch) {
        if (!query.params.holds_nul()) continue;
        answers.error = nul_in_text(query.name);
        co_return answers;
    }
    state.busy = true;
    state.start_deadline(state.options.exchange_limit);
    auto steps = state.write_batch(batch);
    co_await state.flush();
    answers = co_await state.collect(batch, std::move(steps));
    state.stop_deadline();
    state.busy = false;
    if (answers.error && ends_connection(*answers.error)) close();
    co_return answers;
}

asio::awaitable<bool> Connection::wait_for_notifications(std::chrono::milliseconds limit,
                                                         const Notified& notified) {
    auto& state = *state_;
    if (state.pg == nullptr) throw Unavailable("the connection is closed");
    state.deliver(notified); // those that came along with an answer
    state.start_deadline(limit);
    const auto [failed] = co_await state.socket.async_wait(Descriptor::wait_read, as_result);
    if (state.pg == nullptr) throw Unavailable("the connection was closed");
    state.stop_deadline();
    if (std::exchange(state.deadline_passed, false)) co_return false;
    state.check_wait(failed);
    if (PQconsumeInput(state.pg) != 1) state.fail("connection lost");
    state.deliver(notified);
    co_return true;
}

SessionStatus Connection::status() const {
    if (state_->pg == nullptr || state_->busy) return SessionStatus::closed;
    switch (PQtransactionStatus(state_->pg)) {
    case PQTRANS_IDLE:
        return SessionStatus::idle;
    case PQTRANS_INTRANS:
        return SessionStatus::in_transaction;
    case PQTRANS_INERROR:
        return SessionStatus::failed_transaction;
    default:
        return SessionStatus::closed;
    }
}

bool Connection::still_quiet() {
    if (state_->pg == nullptr) return false;
    pollfd descriptor{.fd = PQsocket(state_->pg), .events = POLLIN, .revents = 0};
    return ::poll(&descriptor, 1, 0) == 0;
}

void Connection::close() {
    state_->close();
}

TrafficCount Connection::take_traffic() {
    return std::exchange(state_->traffic, {});
}

int Connection::backend_pid() const {
    return state_->pg == nullptr ? 0 : PQbackendPID(state_->pg);
}

} // namespace mlpp::db
