// Goal: the server on a real loopback socket: order, limits, deadlines, event streams, a good end.
// Limits are set in milliseconds where a test waits for one to pass; all other waits end with the
// event they wait for.
#include "platform/http/context.h"
#include "platform/http/server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <future>
#include <map>
#include <poll.h>
#include <sys/socket.h>
#include <thread>

namespace mlpp::http {

struct Corps {
    std::string texte;
};
BOOST_DESCRIBE_STRUCT(Corps, (), (texte))

constexpr auto rules(const Corps*) {
    return std::array{json::rule("texte").length(1, 2'000'000)};
}

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::StartsWith;

constexpr auto patience = 10s; // a test that waits longer fails

struct Answer {
    std::string head;
    std::string body;

    int status() const { return head.size() > 12 ? std::stoi(head.substr(9, 3)) : 0; }
};

// A plain blocking client.
class Client {
public:
    explicit Client(std::uint16_t port) : socket_(io_) {
        socket_.connect({asio::ip::address_v4::loopback(), port});
        const timeval limit{std::chrono::seconds{patience}.count(), 0};
        ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
        ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    }

    // False when the server has closed.
    bool send(std::string_view text) {
        boost::system::error_code ec;
        asio::write(socket_, asio::buffer(text), ec);
        return !ec;
    }

    Answer receive(bool head_only = false) {
        const auto end = read_until("\r\n\r\n");
        Answer answer{.head = buffer_.substr(0, end), .body = {}};
        buffer_.erase(0, end);
        const auto at = answer.head.find("Content-Length: ");
        if (head_only || at == std::string::npos) return answer;
        const auto length = std::stoul(answer.head.substr(at + 16));
        while (buffer_.size() < length && read_more())
            ;
        answer.body = buffer_.substr(0, length);
        buffer_.erase(0, length);
        return answer;
    }

    Answer ask(std::string_view text) {
        send(text);
        return receive();
    }

    // Everything up to the end of the connection.
    std::string rest() {
        while (read_more())
            ;
        return std::exchange(buffer_, {});
    }

    bool is_closed() { return rest().empty(); }

    // Reads until `text` has come; returns what came up to its end.
    std::string until(std::string_view text) {
        const auto end = read_until(text);
        auto part = buffer_.substr(0, end);
        buffer_.erase(0, end);
        return part;
    }

    bool readable_within(std::chrono::milliseconds limit) {
        pollfd watched{socket_.native_handle(), POLLIN, 0};
        return ::poll(&watched, 1, static_cast<int>(limit.count())) > 0;
    }

    void end_sending() { socket_.shutdown(tcp::socket::shutdown_send); }

private:
    std::size_t read_until(std::string_view text) {
        while (!buffer_.contains(text) && read_more())
            ;
        const auto at = buffer_.find(text);
        return at == std::string::npos ? buffer_.size() : at + text.size();
    }

    bool read_more() {
        std::array<char, 65536> chunk{};
        const auto count = ::recv(socket_.native_handle(), chunk.data(), chunk.size(), 0);
        if (count <= 0) return false;
        buffer_.append(chunk.data(), static_cast<std::size_t>(count));
        return true;
    }

    asio::io_context io_;
    tcp::socket socket_;
    std::string buffer_;
};

std::string get(std::string_view path, std::string_view more = {}) {
    return "GET " + std::string{path} + " HTTP/1.1\r\nHost: h\r\n" + std::string{more} + "\r\n";
}

std::string post(std::string_view body, std::string_view more = {}) {
    return "POST /api/v1/corps HTTP/1.1\r\nHost: h\r\nContent-Type: "
           "application/json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n" + std::string{more} + "\r\n" + std::string{body};
}

// Lets handlers wait until the test opens it; from any thread.
class Gate {
public:
    awaitable<void> pass() {
        entered_.fetch_add(1);
        entered_.notify_all();
        asio::steady_timer again(co_await asio::this_coro::executor);
        while (!open_) {
            again.expires_after(1ms);
            co_await again.async_wait(asio::use_awaitable);
        }
    }

    void wait_for_entry() { entered_.wait(0); }

    void open() { open_ = true; }

private:
    std::atomic<int> entered_ = 0;
    std::atomic<bool> open_ = false;
};

class ServerTest : public testing::Test {
public:
    ~ServerTest() override {
        gate.open();
        stop();
    }

protected:
    ServerTest() {
        table.get<Corps>(
            "/court", visiteur,
            [](Context& ctx) -> awaitable<Result<Response>> { co_return ctx.ok(Corps{"court"}); },
            "");
        table.post<Corps, Corps>(
            "/corps", visiteur,
            [](Context& ctx) -> awaitable<Result<Response>> {
                MLPP_TRY(const auto corps, ctx.body<Corps>());
                co_return ctx.ok(corps);
            },
            "");
        table.get<Corps>(
            "/porte", visiteur,
            [this](Context& ctx) -> awaitable<Result<Response>> {
                co_await gate.pass();
                co_return ctx.ok(Corps{"porte"});
            },
            "");
        table.get<Corps>(
            "/fil", visiteur,
            [](Context& ctx) -> awaitable<Result<Response>> {
                co_return ctx.ok(Corps{
                    std::to_string(std::hash<std::thread::id>{}(std::this_thread::get_id()))});
            },
            "");
        table.get<Corps>(
            "/grand", visiteur,
            [](Context& ctx) -> awaitable<Result<Response>> {
                co_return ctx.json(200, std::string(std::size_t{64} * 1024 * 1024, ' '));
            },
            "");
        table
            .get<void>(
                "/evenements", visiteur,
                [](Context& ctx) -> awaitable<Result<Response>> {
                    MLPP_TRY(
                        auto subscription,
                        ctx.events().subscribe(co_await asio::this_coro::executor, {}, {}, {}));
                    co_return ctx.stream(std::move(subscription));
                },
                "")
            .answers_type("text/event-stream");
    }

    void start() {
        router.emplace(table);
        metrics.emplace(table);
        application.emplace(Application{*router, *metrics, events, workers, {}, {}});
        server.emplace(options, *application, std::vector<Loop>{{loops[0]}, {loops[1]}});
        server->start();
        for (auto& loop : loops)
            threads.emplace_back([&loop] {
                const auto work = asio::make_work_guard(loop);
                loop.run();
            });
    }

    std::future<void> begin_stop() {
        return asio::co_spawn(loops[0], server->stop(), asio::use_future);
    }

    void stop() {
        if (threads.empty()) return;
        if (!stopped) begin_stop().get();
        stopped = true;
        for (auto& loop : loops)
            loop.stop();
        threads.clear();
    }

    Client connect() { return Client(server->port()); }

    RouteTable table;
    ServerOptions options;
    Broadcaster events;
    std::array<asio::io_context, 2> loops; // outlive the workers
    Workers workers{1};
    Gate gate;
    std::optional<Router> router;
    std::optional<Metrics> metrics;
    std::optional<Application> application;
    std::optional<Server> server;
    std::vector<std::jthread> threads;
    bool stopped = false;
};

TEST_F(ServerTest, a_connection_carries_many_requests) {
    start();
    auto client = connect();
    for (int i = 0; i < 100; ++i) {
        const auto answer = client.ask(get("/api/v1/court"));
        ASSERT_EQ(answer.status(), 200);
        ASSERT_EQ(answer.body, R"({"texte":"court"})");
    }
    EXPECT_EQ(server->connections(), 1U);
}

TEST_F(ServerTest, pipelined_requests_are_answered_in_order) {
    start();
    auto client = connect();
    std::string all;
    for (int i = 0; i < 50; ++i)
        all += post(R"({"texte":"n)" + std::to_string(i) + R"("})");
    client.send(all);
    for (int i = 0; i < 50; ++i)
        ASSERT_EQ(client.receive().body, R"({"texte":"n)" + std::to_string(i) + R"("})");
}

TEST_F(ServerTest, a_body_may_come_in_pieces_or_in_chunks) {
    start();
    auto client = connect();
    const auto whole = post(R"({"texte":"morceaux"})");
    for (const char c : whole)
        client.send({&c, 1});
    EXPECT_EQ(client.receive().body, R"({"texte":"morceaux"})");
    EXPECT_EQ(
        client
            .ask("POST /api/v1/corps HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                 "Transfer-Encoding: chunked\r\n\r\n8\r\n{\"texte\"\r\n5\r\n:\"a\"}\r\n0\r\n\r\n")
            .body,
        R"({"texte":"a"})");
}

TEST_F(ServerTest, head_answers_like_get_without_the_body) {
    start();
    auto client = connect();
    client.send("HEAD /api/v1/court HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_THAT(client.receive(true).head, HasSubstr("Content-Length: 17\r\n"));
    EXPECT_EQ(client.ask(get("/api/v1/court")).body, R"({"texte":"court"})");
}

TEST_F(ServerTest, a_wrong_method_is_405_and_the_connection_lives_on) {
    start();
    auto client = connect();
    const auto answer = client.ask("DELETE /api/v1/court HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(answer.status(), 405);
    EXPECT_THAT(answer.head, HasSubstr("Allow: GET, HEAD, OPTIONS\r\n"));
    EXPECT_EQ(client.ask(get("/api/v1/court")).status(), 200);
}

TEST_F(ServerTest, an_answer_has_date_length_and_security_headers) {
    start();
    const auto head = connect().ask(get("/api/v1/court")).head;
    EXPECT_THAT(head, StartsWith("HTTP/1.1 200 OK\r\nDate: "));
    for (const auto* part : {" GMT\r\n", "Content-Type: application/json\r\n", "X-Request-Id: ",
                             "X-Content-Type-Options: nosniff\r\n", "Cache-Control: no-store\r\n"})
        EXPECT_THAT(head, HasSubstr(part));
}

TEST_F(ServerTest, a_declared_body_over_the_limit_is_413_and_the_connection_ends) {
    start();
    auto client = connect();
    client.send("POST /api/v1/corps HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                "Content-Length: 1048577\r\n\r\n");
    const auto answer = client.receive();
    EXPECT_EQ(answer.status(), 413);
    EXPECT_THAT(answer.head, HasSubstr("Connection: close\r\n"));
    EXPECT_THAT(answer.body, HasSubstr("CORPS_TROP_GRAND"));
    client.end_sending();
    EXPECT_TRUE(client.is_closed());
}

TEST_F(ServerTest, the_sender_of_too_large_a_body_still_sees_the_answer) {
    start();
    auto client = connect();
    client.send("POST /api/v1/corps HTTP/1.1\r\nHost: h\r\nContent-Length: 4000000\r\n\r\n");
    client.send(std::string(4'000'000, 'x'));
    EXPECT_EQ(client.receive().status(), 413);
}

TEST_F(ServerTest, a_chunked_body_over_the_limit_is_413) {
    options.body_bytes_max = 1000;
    start();
    auto client = connect();
    client.send("POST /api/v1/corps HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                "3e8\r\n" +
                std::string(1000, 'x') + "\r\n1\r\nx\r\n0\r\n\r\n");
    EXPECT_EQ(client.receive().status(), 413);
}

TEST_F(ServerTest, a_body_at_the_limit_is_taken) {
    start();
    const auto body = R"({"texte":")" + std::string(1024 * 1024 - 12, 'x') + R"("})";
    ASSERT_EQ(body.size(), 1024U * 1024U);
    EXPECT_EQ(connect().ask(post(body)).status(), 200);
}

TEST_F(ServerTest, headers_over_the_limit_are_431) {
    start();
    auto client = connect();
    EXPECT_EQ(client.ask(get("/api/v1/court", "X: " + std::string(8000, 'x') + "\r\n")).status(),
              200);
    client.send(get("/api/v1/court", "X: " + std::string(17000, 'x') + "\r\n"));
    const auto answer = client.receive();
    EXPECT_EQ(answer.status(), 431);
    EXPECT_THAT(answer.body, HasSubstr("ENTETES_TROP_GRANDS"));
    client.end_sending();
    EXPECT_TRUE(client.is_closed());
}

TEST_F(ServerTest, an_endless_request_line_is_refused) {
    start();
    auto client = connect();
    client.send("GET /" + std::string(40'000, 'a'));
    EXPECT_EQ(client.receive().status(), 431);
}

TEST_F(ServerTest, messages_that_break_http_are_400) {
    start();
    const std::string request = "POST /api/v1/corps HTTP/1.1\r\nHost: h\r\nContent-Length: ";
    for (const std::string& text :
         {std::string("nonsense\r\n\r\n"), std::string("GET /api/v1/court HTTP/1.1\r\n\r\n"),
          get("/api/v1/court", "Host: b\r\n"), get("/api/v1/court", "X : y\r\n"), get("/a b"),
          get("health"), get("*"), get("http://other/api/v1/court"), get("ftp://h/api/v1/court"),
          request + "3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          request + "3\r\nContent-Length: 4\r\n\r\nabcd", request + "-1\r\n\r\n"}) {
        auto client = connect();
        const auto answer = client.ask(text);
        EXPECT_EQ(answer.status(), 400) << text;
        EXPECT_THAT(answer.head, HasSubstr("Connection: close"));
    }
}

TEST_F(ServerTest, a_body_whose_end_is_not_certain_ends_the_connection) {
    start();
    for (const std::string_view coding :
         {"gzip", "identity", "xchunked", "chunked, gzip", "chunked, chunked", "gzip, chunked", "",
          "chunked\r\nTransfer-Encoding: chunked", "gzip\r\nContent-Length: 2"}) {
        auto client = connect();
        client.send("POST /api/v1/corps HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                    "Transfer-Encoding: " +
                    std::string(coding) + "\r\n\r\n" + get("/api/v1/court"));
        const auto answer = client.receive();
        EXPECT_EQ(answer.status(), 400) << coding;
        EXPECT_THAT(answer.head, HasSubstr("Connection: close"));
        client.end_sending();
        EXPECT_TRUE(client.is_closed()) << coding;
    }
}

TEST_F(ServerTest, the_frame_of_a_chunked_body_has_the_limit_of_headers) {
    start();
    const std::string_view head = "POST /api/v1/corps HTTP/1.1\r\nHost: h\r\nContent-Type: "
                                  "application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (const auto& frame :
         {"1;" + std::string(40'000, 'a'), "1\r\na\r\n0\r\nX: " + std::string(40'000, 'a')}) {
        auto client = connect();
        client.send(std::string(head) + frame);
        EXPECT_EQ(client.receive().status(), 431);
    }
    EXPECT_EQ(connect()
                  .ask(std::string(head) + "d;a=" + std::string(8'000, 'a') +
                       "\r\n{\"texte\":\"a\"}\r\n0\r\nX: " + std::string(8'000, 'a') + "\r\n\r\n")
                  .body,
              R"({"texte":"a"})");
}

TEST_F(ServerTest, a_target_may_name_its_host) {
    start();
    auto client = connect();
    for (const auto* scheme : {"http://h", "HTTPS://H"})
        EXPECT_EQ(client.ask(get(scheme + std::string("/api/v1/court"))).status(), 200) << scheme;
    EXPECT_EQ(client.ask(get("http://h")).status(), 404);
    client.send("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(client.receive().status(), 404);
}

TEST_F(ServerTest, an_unreadable_request_is_told_in_its_language) {
    start();
    const auto answer = connect().ask(
        "POST /x HTTP/1.1\r\nHost: h\r\nAccept-Language: en\r\nContent-Length: 9999999\r\n\r\n");
    EXPECT_THAT(answer.body, HasSubstr("Request body too large"));
}

TEST_F(ServerTest, a_client_that_asks_to_go_on_is_told_so) {
    start();
    auto client = connect();
    client.send("POST /api/v1/corps HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                "Expect: 100-continue\r\nContent-Length: 13\r\n\r\n");
    EXPECT_EQ(client.receive().status(), 100);
    EXPECT_EQ(client.ask(R"({"texte":"a"})").status(), 200);
}

TEST_F(ServerTest, http_1_0_and_connection_close_end_the_connection) {
    start();
    for (const std::string_view text :
         {"GET /api/v1/court HTTP/1.0\r\n\r\n",
          "GET /api/v1/court HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"}) {
        auto client = connect();
        const auto answer = client.ask(text);
        EXPECT_EQ(answer.status(), 200);
        EXPECT_THAT(answer.head, HasSubstr("Connection: close\r\n"));
        EXPECT_TRUE(client.is_closed());
    }
}

TEST_F(ServerTest, headers_that_do_not_come_are_408) {
    options.header_wait = 20ms;
    start();
    auto client = connect();
    client.send("GET /api/v1/court HTT");
    const auto answer = client.receive();
    EXPECT_EQ(answer.status(), 408);
    EXPECT_THAT(answer.body, HasSubstr("DELAI_DE_REQUETE"));
    client.end_sending();
    EXPECT_TRUE(client.is_closed());
}

TEST_F(ServerTest, a_trickle_of_headers_does_not_move_the_deadline) {
    options.header_wait = 50ms;
    start();
    auto client = connect();
    client.send("GET /api/v1/court HTTP/1.1\r\nHost: h\r\nX: ");
    const auto begin = std::chrono::steady_clock::now();
    while (!client.readable_within(2ms) && std::chrono::steady_clock::now() - begin < patience)
        client.send("a");
    EXPECT_EQ(client.receive().status(), 408);
}

TEST_F(ServerTest, a_body_that_does_not_come_is_408) {
    options.body_wait = 20ms;
    start();
    auto client = connect();
    client.send("POST /api/v1/corps HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\n{");
    EXPECT_EQ(client.receive().status(), 408);
}

TEST_F(ServerTest, an_idle_connection_is_closed_without_a_word) {
    options.idle_wait = 20ms;
    start();
    auto client = connect();
    EXPECT_EQ(client.ask(get("/api/v1/court")).status(), 200);
    EXPECT_TRUE(client.is_closed());
    EXPECT_TRUE(connect().is_closed());
}

TEST_F(ServerTest, a_client_that_does_not_read_is_cut) {
    options.write_wait = 30ms;
    start();
    auto client = connect();
    auto other = connect();
    ASSERT_EQ(other.ask(get("/api/v1/court")).status(), 200);
    client.send(get("/api/v1/grand"));
    const auto begin = std::chrono::steady_clock::now();
    // Another client notices nothing, and sees the slow one go.
    while (server->connections() > 1 && std::chrono::steady_clock::now() - begin < patience)
        ASSERT_EQ(other.ask(get("/api/v1/court")).status(), 200);
    EXPECT_EQ(server->connections(), 1U);
    EXPECT_LT(client.rest().size(), std::size_t{64} * 1024 * 1024);
}

TEST_F(ServerTest, a_large_answer_arrives_whole) {
    start();
    EXPECT_EQ(connect().ask(get("/api/v1/grand")).body.size(), std::size_t{64} * 1024 * 1024);
}

TEST_F(ServerTest, connections_over_the_limit_get_503_at_once) {
    options.connections_max = 2;
    start();
    auto first = connect();
    auto second = connect();
    EXPECT_EQ(first.ask(get("/api/v1/court")).status(), 200);
    EXPECT_EQ(second.ask(get("/api/v1/court")).status(), 200);
    auto third = connect();
    const auto answer = third.receive();
    EXPECT_EQ(answer.status(), 503);
    EXPECT_THAT(answer.head, HasSubstr("Retry-After: 1\r\n"));
    EXPECT_THAT(answer.body, HasSubstr(R"("status":503)"));
    EXPECT_THAT(answer.body, HasSubstr(R"("code":"SERVEUR_SATURE")"));
    EXPECT_TRUE(third.is_closed());
    EXPECT_EQ(first.ask(get("/api/v1/court")).status(), 200);
}

TEST_F(ServerTest, connections_are_spread_evenly_over_the_loops) {
    start();
    std::vector<std::unique_ptr<Client>> clients;
    std::map<std::string, int> by_thread;
    for (int i = 0; i < 20; ++i) {
        clients.push_back(std::make_unique<Client>(server->port()));
        ++by_thread[clients.back()->ask(get("/api/v1/fil")).body];
    }
    ASSERT_EQ(by_thread.size(), 2U);
    EXPECT_EQ(by_thread.begin()->second, 10);
}

TEST_F(ServerTest, events_reach_every_stream) {
    start();
    auto one = connect();
    auto two = connect();
    for (auto* client : {&one, &two}) {
        client->send(get("/api/v1/evenements"));
        EXPECT_THAT(client->until("retry: 5000\n\n"),
                    HasSubstr("Content-Type: text/event-stream\r\n"));
    }
    EXPECT_EQ(events.subscribers(), 2U);
    events.publish({.name = "stock", .json = R"({"citerne_id":"x"})"});
    for (auto* client : {&one, &two})
        EXPECT_EQ(client->until("\n\n"), "event: stock\ndata: {\"citerne_id\":\"x\"}\n\n");
}

// The heartbeat is twice as far away as a client's patience.
TEST_F(ServerTest, a_stream_ends_at_once_when_its_client_leaves_or_speaks) {
    start();
    for (const bool speaks : {false, true}) {
        auto client = connect();
        client.send(get("/api/v1/evenements"));
        client.until("retry: 5000\n\n");
        EXPECT_EQ(events.subscribers(), 1U);
        if (speaks)
            client.send("x");
        else
            client.end_sending();
        EXPECT_TRUE(client.readable_within(patience));
        EXPECT_TRUE(client.is_closed());
        EXPECT_EQ(events.subscribers(), 0U);
    }
}

TEST_F(ServerTest, a_client_that_is_gone_frees_its_place) {
    options.connections_max = 1;
    start();
    {
        auto gone = connect();
        gone.send(get("/api/v1/evenements"));
        gone.until("retry: 5000\n\n");
    }
    const auto until = std::chrono::steady_clock::now() + patience;
    int status = 0;
    while (status != 200 && std::chrono::steady_clock::now() < until)
        status = connect().ask(get("/api/v1/court")).status();
    EXPECT_EQ(status, 200);
    EXPECT_EQ(events.subscribers(), 0U);
}

TEST_F(ServerTest, a_stop_lets_the_request_in_flight_finish) {
    start();
    auto busy = connect();
    busy.send(get("/api/v1/porte"));
    gate.wait_for_entry();
    auto idle = connect();
    EXPECT_EQ(idle.ask(get("/api/v1/court")).status(), 200);
    auto streaming = connect();
    streaming.send(get("/api/v1/evenements"));
    streaming.until("retry: 5000\n\n");
    const auto port = server->port();

    auto ended = begin_stop();
    stopped = true;
    EXPECT_TRUE(idle.is_closed());
    EXPECT_TRUE(streaming.is_closed());
    EXPECT_EQ(ended.wait_for(0s), std::future_status::timeout);
    EXPECT_THROW(Client{port}, boost::system::system_error);
    gate.open();
    const auto answer = busy.receive();
    EXPECT_EQ(answer.status(), 200);
    EXPECT_THAT(answer.head, HasSubstr("Connection: close\r\n"));
    EXPECT_TRUE(busy.is_closed());
    ASSERT_EQ(ended.wait_for(patience), std::future_status::ready);
    EXPECT_EQ(server->connections(), 0U);
}

TEST_F(ServerTest, a_stop_cuts_what_does_not_finish) {
    options.drain_wait = 30ms;
    start();
    auto busy = connect();
    busy.send(get("/api/v1/porte"));
    gate.wait_for_entry();
    auto ended = begin_stop();
    stopped = true;
    ASSERT_EQ(ended.wait_for(patience), std::future_status::ready);
    EXPECT_EQ(server->connections(), 0U);
    EXPECT_TRUE(busy.is_closed());
}

TEST_F(ServerTest, a_stop_without_connections_is_immediate) {
    start();
    auto ended = begin_stop();
    stopped = true;
    EXPECT_EQ(ended.wait_for(patience), std::future_status::ready);
}

TEST_F(ServerTest, many_clients_at_once_are_all_served) {
    start();
    std::vector<std::jthread> users;
    std::atomic<int> served = 0;
    for (int i = 0; i < 8; ++i)
        users.emplace_back([&] {
            for (int k = 0; k < 5; ++k) {
                auto client = connect();
                for (int n = 0; n < 20; ++n)
                    served += client.ask(get("/api/v1/court")).status() == 200 ? 1 : 0;
            }
        });
    users.clear();
    EXPECT_EQ(served, 800);
}

TEST_F(ServerTest, the_address_in_use_is_told) {
    start();
    options.port = server->port();
    const std::vector<Loop> second{{loops[0]}};
    EXPECT_THROW(Server(options, *application, second), boost::system::system_error);
    EXPECT_EQ(server->url(), "http://127.0.0.1:" + std::to_string(server->port()));
}

} // namespace

} // namespace mlpp::http
