#include "platform/http/session.h"

#include "platform/asio/as_result.h"
#include "platform/base/assert.h"
#include "platform/http/broadcaster.h"
#include "platform/http/deadline.h"
#include "platform/http/exchange.h"

#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/string_body.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <array>
#include <ctime>
#include <optional>

namespace mlpp::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using Parser = beast::http::request_parser<beast::http::string_body>;

namespace {

constexpr std::size_t read_chunk_bytes = std::size_t{16} * 1024;
// What is still read of a request that was refused unread, so that its sender sees the answer.
constexpr std::size_t discard_bytes_max = std::size_t{8} * 1024 * 1024;
constexpr std::chrono::milliseconds discard_wait{2'000};
// A stream's subscriber may have this much in memory while it is being written.
constexpr std::size_t stream_chunk_bytes_max = std::size_t{256} * 1024;

Method method_of(beast::http::verb verb) {
    switch (verb) {
    case beast::http::verb::get:
        return Method::get;
    case beast::http::verb::head:
        return Method::head;
    case beast::http::verb::post:
        return Method::post;
    case beast::http::verb::put:
        return Method::put;
    case beast::http::verb::patch:
        return Method::patch;
    case beast::http::verb::delete_:
        return Method::del;
    case beast::http::verb::options:
        return Method::options;
    default:
        return Method::other;
    }
}

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

// IMF-fixdate, made once a second for each thread.
std::string_view date_header() {
    thread_local std::time_t second = 0;
    thread_local std::string text;
    const auto now = std::time(nullptr);
    if (now != second) {
        second = now;
        text = fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(now));
    }
    return text;
}

// Path and query of a target; nothing when the target has no form that a server of its own takes.
// The absolute form names the host once more. Source: RFC 9112, 3.2.
std::optional<std::string_view> origin_form(std::string_view target, Method method,
                                            std::string_view host) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!same_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
        target.remove_prefix(scheme.size());
        const auto authority = target.substr(0, target.find_first_of("/?"));
        if (!same_ignoring_case(authority, host)) return std::nullopt;
        target.remove_prefix(authority.size());
        if (target.empty()) return "/";
    }
    if (target.starts_with('/') || (target == "*" && method == Method::options)) return target;
    return std::nullopt;
}

// The problem that a parser's error stands for.
Problem problem_of(const beast::error_code& ec, const ServerOptions& options) {
    if (ec == beast::http::error::header_limit || ec == beast::http::error::buffer_overflow)
        return Code::ENTETES_TROP_GRANDS;
    if (ec == beast::http::error::body_limit)
        return {Code::CORPS_TROP_GRAND, {{"max", std::to_string(options.body_bytes_max)}}};
    return {Code::REQUETE_INVALIDE, {{"raison", "http"}}};
}

} // namespace

class Session {
public:
    Session(tcp::socket socket, LoopState& loop)
        : socket_(std::move(socket)), loop_(loop), options_(loop.options),
          deadline_(std::make_shared<Deadline>(socket_)) {
        loop_.sessions.insert(this);
        loop_.application.metrics.connections(1);
        boost::system::error_code ec;
        socket_.set_option(tcp::no_delay{true}, ec);
        const auto peer = socket_.remote_endpoint(ec);
        if (!ec) peer_ = peer.address().to_string();
    }

    ~Session() {
        deadline_->end();
        loop_.sessions.erase(this);
        loop_.application.metrics.connections(-1);
        loop_.connections.fetch_sub(1, std::memory_order_relaxed);
    }

    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    awaitable<void> run() {
        while (co_await serve_one())
            ;
        boost::system::error_code ignored;
        socket_.shutdown(tcp::socket::shutdown_both, ignored);
    }

    void close_if_idle() {
        if (!idle_) return;
        boost::system::error_code ignored;
        socket_.cancel(ignored);
    }

private:
    enum class Read : std::uint8_t { request, nothing, refused };

    // One request and its answer; false when the connection is over.
    awaitable<bool> serve_one() {
        if (buffer_.size() == 0 && !co_await wait_for_first_byte()) co_return false;
        // A connection that stays open may carry many requests: each gets a fresh parser.
        Parser parser;
        parser.header_limit(options_.header_bytes_max);
        parser.body_limit(options_.body_bytes_max);
        parser.eager(true);
        std::optional<Problem> refusal;
        if (!co_await read_request(parser, refusal)) co_return false;
        const auto request = refusal ? Request{} : request_of(parser.get());
        if (const auto fault = fault_of(request, parser.get().version()); !refusal && fault)
            refusal = Problem{Code::REQUETE_INVALIDE, {{"raison", fault}}};
        if (refusal) {
            const auto language = view(parser.get()[beast::http::field::accept_language]);
            co_await write(answer_unreadable(*refusal, language), false, false);
            co_await discard();
            co_return false;
        }
        deadline_->lift(); // the exchange has its own limits
        const auto response = co_await answer(loop_.application, request, loop_.pool, loop_.group);
        const bool head = request.method == Method::head;
        if (response.events && !head) {
            co_await stream(response);
            co_return false;
        }
        const bool keep_alive = parser.keep_alive() && !loop_.stopping;
        co_return co_await write(response, keep_alive, head) && keep_alive;
    }

    awaitable<bool> wait_for_first_byte() {
        if (loop_.stopping) co_return false;
        deadline_->in(options_.idle_wait);
        idle_ = true;
        const bool more = co_await read_some();
        idle_ = false;
        co_return more;
    }

    awaitable<bool> read_some() {
        const auto [ec, count] =
            co_await socket_.async_read_some(buffer_.prepare(read_chunk_bytes), as_result);
        buffer_.commit(count);
        co_return !ec;
    }

    // False: the connection ended. `refusal`: the request cannot be read to its end.
    awaitable<bool> read_request(Parser& parser, std::optional<Problem>& refusal) {
        deadline_->in(options_.header_wait);
        bool in_body = false;
        while (true) {
            beast::error_code ec;
            buffer_.consume(parser.put(buffer_.data(), ec));
            // A body is taken out at once: what stays is one line of its frame, or its trailers.
            if (ec == beast::http::error::need_more && buffer_.size() > options_.header_bytes_max)
                ec = beast::http::error::header_limit;
            if (ec && ec != beast::http::error::need_more) {
                refusal = problem_of(ec, options_);
                co_return true;
            }
            if (parser.is_done()) co_return true;
            if (!ec && buffer_.size() > 0) continue;
            if (!in_body && parser.is_header_done()) {
                in_body = true;
                deadline_->in(options_.body_wait);
                if (!co_await invite_body(parser)) co_return false;
            }
            if (co_await read_some()) continue;
            if (!deadline_->passed()) co_return false;
            refusal = Problem{Code::DELAI_DE_REQUETE};
            co_return true;
        }
    }

    // A client that asked first is told to go on.
    awaitable<bool> invite_body(const Parser& parser) {
        if (!beast::iequals(parser.get()[beast::http::field::expect], "100-continue"))
            co_return true;
        static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        const auto [ec, count] =
            co_await asio::async_write(socket_, asio::buffer(go_on), as_result);
        co_return !ec;
    }

    // Why a request that could be read is refused all the same; null when it is not.
    static const char* fault_of(const Request& request, unsigned version) {
        if (version == 11 && request.count("Host") != 1) return "host";
        // With another coding nobody knows where the body ends, and what follows could pass for a
        // request. Source: RFC 9112, 6.1 and 6.3.
        const auto codings = request.count("Transfer-Encoding");
        if (codings > 1 ||
            (codings == 1 &&
             (version < 11 || !same_ignoring_case(request.header("Transfer-Encoding"), "chunked"))))
            return "transfer_encoding";
        return request.target.empty() ? "target" : nullptr;
    }

    Request request_of(const Parser::value_type& message) const {
        const auto method = method_of(message.method());
        const auto target =
            origin_form(view(message.target()), method, view(message[beast::http::field::host]));
        Request request{.method = method,
                        .target = target.value_or(std::string_view{}),
                        .headers = {},
                        .body = message.body(),
                        .peer = peer_};
        request.headers.reserve(16);
        for (const auto& field : message)
            request.headers.emplace_back(view(field.name_string()), view(field.value()));
        return request;
    }

    awaitable<bool> write(const Response& response, bool keep_alive, bool without_body) {
        deadline_->in(options_.write_wait);
        const auto head = response_head(response, keep_alive, true);
        const std::string_view body = without_body ? std::string_view{} : response.body;
        const std::array buffers{asio::buffer(head), asio::buffer(body)};
        const auto [ec, count] = co_await asio::async_write(socket_, buffers, as_result);
        co_return !ec;
    }

    // Ends the sending side and reads on for a while: a close with unread bytes would reset the
    // connection and take the answer with it.
    awaitable<void> discard() {
        boost::system::error_code ec;
        socket_.shutdown(tcp::socket::shutdown_send, ec);
        deadline_->in(discard_wait);
        for (std::size_t total = 0; total < discard_bytes_max; total += buffer_.size()) {
            buffer_.clear();
            if (!co_await read_some()) break;
        }
    }

    // Events until the client, the subscription or the server ends.
    awaitable<void> stream(const Response& response) {
        end_with_client(response.events);
        deadline_->in(options_.write_wait);
        auto text = response_head(response, false, false);
        text += "retry: 5000\n\n";
        auto wake = Subscription::Wake::quiet;
        while (wake != Subscription::Wake::closed && text.size() <= stream_chunk_bytes_max) {
            const auto [ec, count] =
                co_await asio::async_write(socket_, asio::buffer(text), as_result);
            if (ec) co_return;
            text.clear();
            deadline_->lift();
            wake = co_await response.events->next(text);
            deadline_->in(options_.write_wait);
        }
    }

    // Nothing is expected of the client any more: an end, or any byte, ends its stream.
    void end_with_client(const std::weak_ptr<Subscription>& events) {
        socket_.async_wait(tcp::socket::wait_read, [events](const boost::system::error_code&) {
            if (const auto stream = events.lock()) stream->close();
        });
    }

    tcp::socket socket_;
    LoopState& loop_;
    const ServerOptions& options_;
    std::shared_ptr<Deadline> deadline_;
    beast::flat_buffer buffer_;
    std::string peer_;
    bool idle_ = false;
};

std::string response_head(const Response& response, bool keep_alive, bool with_length) {
    std::string head;
    head.reserve(768);
    const auto reason = beast::http::obsolete_reason(
        beast::http::int_to_status(static_cast<unsigned>(response.status)));
    fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status,
                   view(reason), date_header());
    if (!response.content_type.empty())
        fmt::format_to(std::back_inserter(head), "Content-Type: {}\r\n", response.content_type);
    if (with_length && response.status != 204 && response.status != 304)
        fmt::format_to(std::back_inserter(head), "Content-Length: {}\r\n", response.body.size());
    if (!keep_alive) head += "Connection: close\r\n";
    for (const auto& [name, value] : response.headers) {
        MLPP_ASSERT(value.find_first_of("\r\n") == std::string::npos);
        fmt::format_to(std::back_inserter(head), "{}: {}\r\n", name, value);
    }
    return head += "\r\n";
}

awaitable<void> run_session(tcp::socket socket, LoopState& loop) {
    Session connection(std::move(socket), loop);
    co_await connection.run();
}

void close_idle_sessions(LoopState& loop) {
    for (auto* connection : loop.sessions)
        connection->close_if_idle();
}

} // namespace mlpp::http
