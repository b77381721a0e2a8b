#include "platform/http/server.h"

#include "platform/asio/as_result.h"
#include "platform/base/assert.h"
#include "platform/base/log.h"
#include "platform/http/session.h"
#include "platform/json/problem_json.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace mlpp::http {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

constexpr std::chrono::milliseconds pause_without_descriptors{50};
constexpr std::chrono::milliseconds cancel_wait{5'000};

// What a connection over the limit gets: one answer, at once, without a session.
std::string busy_answer() {
    Problem busy{Code::SERVEUR_SATURE};
    Response response{.status = http_status(busy.code),
                      .body = json::write_problem(busy, Language::fr, ""),
                      .content_type = "application/problem+json"};
    response.header("Retry-After", "1");
    return response_head(response, false, true) + response.body;
}

awaitable<void> close_idle(LoopState& loop) {
    loop.stopping = true;
    close_idle_sessions(loop);
    co_return;
}

// On the loop's thread: waits, then cancels what is left.
awaitable<void> drain(LoopState& loop, std::chrono::milliseconds limit) {
    if (co_await loop.group.wait(limit)) co_return;
    log::warn("requests cut at shutdown", {{"taches", loop.group.size()}});
    loop.group.cancel();
    if (!co_await loop.group.wait(cancel_wait))
        log::error("tasks that do not end", {{"taches", loop.group.size()}});
}

} // namespace

struct Server::Parts {
    ServerOptions options;
    const Application& application;
    std::vector<std::unique_ptr<LoopState>> loops;
    tcp::acceptor acceptor;
    tcp::endpoint endpoint; // kept: a closed acceptor no longer knows it
    std::string busy = busy_answer();

    Parts(ServerOptions options_, const Application& application_, asio::io_context& first)
        : options(std::move(options_)), application(application_), acceptor(first) {}

    LoopState& least_loaded() {
        return **std::ranges::min_element(loops, {}, [](const auto& loop) {
            return loop->connections.load(std::memory_order_relaxed);
        });
    }

    std::size_t connections() const {
        std::size_t total = 0;
        for (const auto& loop : loops)
            total += loop->connections.load(std::memory_order_relaxed);
        return total;
    }

    awaitable<void> accept() {
        while (acceptor.is_open()) {
            auto& loop = least_loaded();
            tcp::socket socket(loop.io);
            const auto [ec] = co_await acceptor.async_accept(socket, as_result);
            if (ec == asio::error::operation_aborted) co_return;
            if (ec) {
                log::warn("accept failed", {{"raison", ec.message()}});
                asio::steady_timer pause(acceptor.get_executor(), pause_without_descriptors);
                co_await pause.async_wait(asio::use_awaitable);
            } else if (connections() >= options.connections_max) {
                refuse_connection(socket);
            } else {
                loop.connections.fetch_add(1, std::memory_order_relaxed);
                hand_over(std::move(socket), loop);
            }
        }
    }

    static void hand_over(tcp::socket socket, LoopState& loop) {
        asio::post(loop.io, [&loop, socket = std::move(socket)]() mutable {
            loop.group.spawn(run_session(std::move(socket), loop));
        });
    }

    void refuse_connection(tcp::socket& socket) {
        application.metrics.connection_refused();
        boost::system::error_code ec;
        socket.non_blocking(true, ec);
        // What has already come is taken, so that closing does not reset the answer away.
        std::array<char, 4096> ignored{};
        socket.read_some(asio::buffer(ignored), ec);
        socket.write_some(asio::buffer(busy), ec);
        socket.shutdown(tcp::socket::shutdown_both, ec);
    }
};

Server::Server(ServerOptions options, const Application& application,
               const std::vector<Loop>& loops) {
    MLPP_ASSERT(!loops.empty());
    parts_ = std::make_unique<Parts>(std::move(options), application, loops.front().io);
    for (const auto& loop : loops)
        parts_->loops.push_back(
            std::make_unique<LoopState>(loop.io, loop.pool, parts_->options, application));
    const tcp::endpoint endpoint(asio::ip::make_address(parts_->options.address),
                                 parts_->options.port);
    auto& acceptor = parts_->acceptor;
    acceptor.open(endpoint.protocol());
    acceptor.set_option(tcp::acceptor::reuse_address{true});
    acceptor.bind(endpoint);
    acceptor.listen(tcp::acceptor::max_listen_connections);
    parts_->endpoint = acceptor.local_endpoint();
}

Server::~Server() = default;

std::uint16_t Server::port() const {
    return parts_->endpoint.port();
}

std::string Server::url() const {
    const auto& endpoint = parts_->endpoint;
    auto address = endpoint.address().to_string();
    if (endpoint.address().is_v6()) address = '[' + address + ']';
    return fmt::format("http://{}:{}", address, endpoint.port());
}

void Server::start() {
    auto& first = *parts_->loops.front();
    asio::post(first.io, [this, &first] { first.group.spawn(parts_->accept()); });
}

asio::awaitable<void> Server::stop() {
    auto& parts = *parts_;
    asio::post(parts.loops.front()->io, [&parts] {
        boost::system::error_code ignored;
        parts.acceptor.close(ignored);
    });
    parts.application.events.close();
    for (const auto& loop : parts.loops)
        co_await asio::co_spawn(loop->io, close_idle(*loop), asio::use_awaitable);
    const auto until = std::chrono::steady_clock::now() + parts.options.drain_wait;
    for (const auto& loop : parts.loops) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            until - std::chrono::steady_clock::now());
        co_await asio::co_spawn(loop->io,
                                drain(*loop, std::max(left, std::chrono::milliseconds{0})),
                                asio::use_awaitable);
    }
}

std::size_t Server::connections() const {
    return parts_->connections();
}

} // namespace mlpp::http
