// Goal: what is decided about a request before, around and after its handler, without sockets or a
// database.
#include "platform/db/error.h"
#include "platform/http/context.h"
#include "platform/http/exchange.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/parse.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

namespace mlpp::http {

struct Echo {
    std::string nom;
    std::optional<std::int64_t> n;
};
BOOST_DESCRIBE_STRUCT(Echo, (), (nom, n))

namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using Headers = std::vector<std::pair<std::string_view, std::string_view>>;

constexpr std::string_view bearer = "Bearer mlpp.0123456789abcdef0123456789abcdef";
constexpr std::string_view cookie = "mlpp_session=0123456789abcdef0123456789abcdef";
constexpr std::string_view json_type = "application/json";

std::string header_of(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers)
        if (same_ignoring_case(key, name)) return value;
    return {};
}

std::string code_of(const Response& response) {
    const auto document = boost::json::parse(response.body);
    const auto& code = document.at("code").as_string();
    return {code.data(), code.size()};
}

class ExchangeTest : public testing::Test {
protected:
    ExchangeTest() {
        table.get<Echo>(
            "/visite", visiteur,
            [](Context& ctx) -> awaitable<Result<Response>> { co_return ctx.ok(Echo{"v", 1}, 7); },
            "");
        table
            .post<Echo, Echo>(
                "/echo", "echo.creer", [this](Context& ctx) { return echo(ctx); }, "")
            .accepts_idempotency_key(Stored::by_statement);
        table
            .post<Echo, Echo>(
                "/creations", "echo.creer",
                [this](Context& ctx) -> awaitable<Result<Response>> {
                    if (!script.empty()) co_return refuse(script.front());
                    MLPP_TRY(const auto demande, ctx.body<Echo>());
                    co_return demande.n == 202 ? ctx.json(202, json::write(demande))
                                               : ctx.created(demande);
                },
                "")
            .accepts_idempotency_key(Stored::by_statement)
            .located("/creations/")
            .located("/attentes?operation_id=", 202);
        table.post<Echo, Echo>("/visite", visiteur, [this](Context& ctx) { return echo(ctx); }, "");
        table
            .get<Echo>(
                "/filtre", session,
                [](Context& ctx) -> awaitable<Result<Response>> {
                    MLPP_TRY(const auto filtre, ctx.query<Echo>());
                    co_return ctx.ok(filtre);
                },
                "")
            .query<Echo>();
        table
            .patch<Echo, Echo>(
                "/objets/{id}", "objets.modifier",
                [](Context& ctx) -> awaitable<Result<Response>> {
                    MLPP_TRY(const auto version, ctx.if_match());
                    co_return ctx.ok(Echo{ctx.id().text(), version});
                },
                "")
            .requires_version();
        table.get<Echo>("/tour", session, [this](Context& ctx) { return scripted(ctx); }, "");
        table.get<Echo>(
            "/lent", session,
            [](Context& ctx) -> awaitable<Result<Response>> {
                boost::asio::steady_timer never(co_await boost::asio::this_coro::executor, 1h);
                co_await never.async_wait(boost::asio::use_awaitable);
                co_return ctx.no_content();
            },
            "");
        table.del(
            "/session", session,
            [](Context& ctx) -> awaitable<Result<Response>> {
                auto response = ctx.no_content();
                ctx.clear_session_cookie(response);
                co_return response;
            },
            "");
    }

    awaitable<Result<Response>> echo(Context& ctx) {
        MLPP_TRY(const auto demande, ctx.body<Echo>());
        seen_key = ctx.idempotency_key();
        co_return ctx.created(demande);
    }

    // Answers the scripted problems in turn, then success.
    awaitable<Result<Response>> scripted(Context& ctx) {
        ++runs;
        if (thrown) std::rethrow_exception(thrown);
        if (script.empty()) co_return ctx.ok(Echo{"fait", runs});
        auto problem = script.front();
        script.erase(script.begin());
        co_return refuse(problem);
    }

    Response run(Method method, std::string_view target, Headers headers = {},
                 std::string_view body = {}) {
        if (!application) {
            router.emplace(table);
            metrics.emplace(table);
            application.emplace(Application{*router, *metrics, events, workers, policy, hooks});
        }
        headers.emplace_back("Host", "h:1");
        const Request request{.method = method,
                              .target = target,
                              .headers = std::move(headers),
                              .body = body,
                              .peer = "10.0.0.1"};
        std::optional<Response> response;
        boost::asio::io_context io;
        TaskGroup group(io);
        boost::asio::co_spawn(io, answer(*application, request, nullptr, group),
                              [&](const std::exception_ptr& failure, Response made) {
                                  if (failure) std::rethrow_exception(failure);
                                  response = std::move(made);
                              });
        io.run();
        return *std::move(response);
    }

    RouteTable table;
    Policy policy;
    Hooks hooks;
    Broadcaster events;
    Workers workers{1};
    std::optional<Router> router;
    std::optional<Metrics> metrics;
    std::optional<Application> application;

    std::optional<std::string> seen_key;
    std::vector<Problem> script;
    std::exception_ptr thrown;
    int runs = 0;
};

TEST_F(ExchangeTest, a_visitor_route_needs_nothing) {
    const auto response = run(Method::get, "/api/v1/visite");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(response.body, R"({"nom":"v","n":1})");
    EXPECT_EQ(header_of(response, "ETag"), "\"7\"");
}

TEST_F(ExchangeTest, a_route_with_an_action_needs_credentials) {
    const auto response = run(Method::get, "/api/v1/filtre");
    EXPECT_EQ(response.status, 401);
    EXPECT_EQ(code_of(response), "NON_AUTHENTIFIE");
    EXPECT_EQ(response.content_type, "application/problem+json");
}

TEST_F(ExchangeTest, every_answer_carries_security_headers_and_a_request_id) {
    for (const std::string_view target : {"/api/v1/visite", "/api/v1/rien", "/ailleurs"}) {
        const auto response = run(Method::get, target);
        EXPECT_EQ(header_of(response, "X-Content-Type-Options"), "nosniff");
        EXPECT_EQ(header_of(response, "Referrer-Policy"), "same-origin");
        EXPECT_THAT(header_of(response, "Content-Security-Policy"),
                    HasSubstr("default-src 'none'"));
        EXPECT_TRUE(Uuid::parse(header_of(response, "X-Request-Id")).has_value());
    }
    for (const std::string_view target : {"/api/v1/visite", "/%61pi/v1/visite", "/%61pi/v1/rien"})
        EXPECT_EQ(header_of(run(Method::get, target), "Cache-Control"), "no-store") << target;
}

TEST_F(ExchangeTest, a_sane_request_id_is_kept_and_another_replaced) {
    EXPECT_EQ(header_of(run(Method::get, "/api/v1/visite", {{"X-Request-Id", "abc-12345"}}),
                        "X-Request-Id"),
              "abc-12345");
    for (const std::string_view bad : {"short", "with blank 1", "éééééééé", "<script>alert"})
        EXPECT_NE(
            header_of(run(Method::get, "/api/v1/visite", {{"X-Request-Id", bad}}), "X-Request-Id"),
            bad);
}

TEST_F(ExchangeTest, problems_speak_the_language_of_the_request) {
    const auto title = [&](std::string_view accepted) {
        return run(Method::get, "/api/v1/rien", {{"Accept-Language", accepted}}).body;
    };
    EXPECT_THAT(title(""), HasSubstr("Adresse inconnue"));
    EXPECT_THAT(title("fr-CD,en;q=0.5"), HasSubstr("Adresse inconnue"));
    EXPECT_THAT(title("de, en-GB;q=0.9"), HasSubstr("Unknown address"));
}

TEST_F(ExchangeTest, a_wrong_method_is_405_with_allow) {
    const auto response = run(Method::put, "/api/v1/visite");
    EXPECT_EQ(response.status, 405);
    EXPECT_EQ(header_of(response, "Allow"), "GET, HEAD, POST, OPTIONS");
}

TEST_F(ExchangeTest, options_tells_what_is_allowed) {
    const auto response = run(Method::options, "/api/v1/visite");
    EXPECT_EQ(response.status, 204);
    EXPECT_EQ(header_of(response, "Allow"), "GET, HEAD, POST, OPTIONS");
    EXPECT_EQ(run(Method::options, "/api/v1/rien").status, 404);
}

TEST_F(ExchangeTest, a_body_is_json_by_its_content_type) {
    for (const std::string_view type : {"application/json", "Application/JSON; charset=UTF-8"})
        EXPECT_EQ(
            run(Method::post, "/api/v1/visite", {{"Content-Type", type}}, R"({"nom":"a"})").status,
            201);
    for (const std::string_view type : {"", "text/plain", "application/json; charset=latin1",
                                        "application/jsonx", "application/x-www-form-urlencoded"})
        EXPECT_EQ(
            run(Method::post, "/api/v1/visite", {{"Content-Type", type}}, R"({"nom":"a"})").status,
            415);
}

TEST_F(ExchangeTest, a_creation_answers_with_its_place_also_when_it_is_repeated) {
    const std::string id = "11111111-1111-1111-1111-111111111111";
    const auto post = [&](std::string_view path, std::string_view nom, int n = 1) {
        return run(Method::post, path, {{"Authorization", bearer}, {"Content-Type", json_type}},
                   fmt::format(R"({{"nom":"{}","n":{}}})", nom, n));
    };
    const auto created = post("/api/v1/creations", id);
    EXPECT_EQ(created.status, 201);
    EXPECT_EQ(header_of(created, "Location"), "/api/v1/creations/" + id);
    EXPECT_EQ(header_of(post("/api/v1/creations", id, 202), "Location"),
              "/api/v1/attentes?operation_id=" + id);
    EXPECT_EQ(header_of(post("/api/v1/echo", id), "Location"), "");
    script = {Problem{Code::REQUETE_REJOUEE, {{"statut", "201"}, {"corps", created.body}}}};
    const auto again = post("/api/v1/creations", id);
    EXPECT_EQ(again.body, created.body);
    EXPECT_EQ(header_of(again, "Location"), header_of(created, "Location"));
    EXPECT_EQ(header_of(again, "Idempotency-Replayed"), "true");
}

TEST_F(ExchangeTest, another_site_cannot_post_in_a_users_name) {
    const auto post = [&](Headers headers) {
        headers.emplace_back("Content-Type", json_type);
        return run(Method::post, "/api/v1/echo", std::move(headers), R"({"nom":"a"})");
    };
    EXPECT_EQ(code_of(post({{"Cookie", cookie}})), "ORIGINE_REFUSEE");
    EXPECT_EQ(code_of(post({{"Cookie", cookie}, {"Origin", "http://evil"}})), "ORIGINE_REFUSEE");
    EXPECT_EQ(post({{"Cookie", cookie}, {"Origin", "http://h:1"}}).status, 201);
    EXPECT_EQ(post({{"Cookie", cookie}, {"Sec-Fetch-Site", "same-origin"}}).status, 201);
    EXPECT_EQ(post({{"Authorization", bearer}, {"Origin", "http://evil"}}).status, 201);
}

TEST_F(ExchangeTest, a_query_is_bound_and_unknown_parameters_refused) {
    const Headers signed_in{{"Authorization", bearer}};
    EXPECT_EQ(run(Method::get, "/api/v1/filtre?nom=a+b&n=3", signed_in).body,
              R"({"nom":"a b","n":3})");
    const auto refused = run(Method::get, "/api/v1/filtre?nom=a&m=3&n=x", signed_in);
    EXPECT_EQ(refused.status, 400);
    EXPECT_EQ(code_of(refused), "PARAMETRE_INCONNU");
    EXPECT_EQ(boost::json::parse(refused.body).at("erreurs").as_array().size(), 2U);
    EXPECT_EQ(run(Method::get, "/api/v1/filtre?nom=%", signed_in).status, 400);
}

TEST_F(ExchangeTest, a_patch_needs_the_version_it_changes) {
    constexpr std::string_view target = "/api/v1/objets/11111111-1111-1111-1111-111111111111";
    const auto patch = [&](Headers headers) {
        headers.emplace_back("Authorization", bearer);
        headers.emplace_back("Content-Type", json_type);
        return run(Method::patch, target, std::move(headers), "{}");
    };
    EXPECT_EQ(patch({}).status, 428);
    EXPECT_EQ(patch({{"If-Match", "\"3\""}}).body,
              R"({"nom":"11111111-1111-1111-1111-111111111111","n":3})");
    for (const std::string_view bad :
         {"3", "\"\"", "\"x\"", "\"-1\"", "W/\"3\"", "*", "\"99999999999999999999\""})
        EXPECT_EQ(patch({{"If-Match", bad}}).status, 400) << bad;
}

TEST_F(ExchangeTest, an_idempotency_key_is_checked) {
    const auto post = [&](Headers headers) {
        headers.emplace_back("Authorization", bearer);
        headers.emplace_back("Content-Type", json_type);
        return run(Method::post, "/api/v1/echo", std::move(headers), R"({"nom":"a"})");
    };
    EXPECT_EQ(post({{"Idempotency-Key", "cle-00001"}}).status, 201);
    EXPECT_EQ(seen_key, "cle-00001");
    const std::string long_key(129, 'a');
    for (const std::string_view bad :
         {std::string_view{""}, std::string_view{"short"}, std::string_view{"with blank 123"},
          std::string_view{long_key}, std::string_view{"éééééééééé"}})
        EXPECT_EQ(code_of(post({{"Idempotency-Key", bad}})), "CLE_IDEMPOTENCE_INVALIDE") << bad;
    EXPECT_EQ(post({{"Idempotency-Key", "cle-00001"}, {"Idempotency-Key", "cle-00001"}}).status,
              400);
}

TEST_F(ExchangeTest, a_repeated_request_gets_its_first_answer) {
    script = {Problem{Code::REQUETE_REJOUEE, {{"statut", "201"}, {"corps", R"({"id":1})"}}}};
    const auto response = run(Method::get, "/api/v1/tour", {{"Authorization", bearer}});
    EXPECT_EQ(response.status, 201);
    EXPECT_EQ(response.body, R"({"id":1})");
    EXPECT_EQ(header_of(response, "Idempotency-Replayed"), "true");
}

TEST_F(ExchangeTest, a_conflict_is_tried_again) {
    int invalidated = 0;
    hooks.invalidate_settings = [&] { ++invalidated; };
    script = {Code::CONFLIT_DE_CONCURRENCE, Code::REGLAGE_PERIME, Code::CONFLIT_DE_CONCURRENCE};
    const auto response = run(Method::get, "/api/v1/tour", {{"Authorization", bearer}});
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(runs, 4);
    EXPECT_EQ(invalidated, 1);
}

TEST_F(ExchangeTest, after_three_retries_the_caller_is_asked_to_wait) {
    script.assign(5, Code::REGLAGE_PERIME);
    const auto response = run(Method::get, "/api/v1/tour", {{"Authorization", bearer}});
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(code_of(response), "CONFLIT_DE_CONCURRENCE");
    EXPECT_EQ(header_of(response, "Retry-After"), "1");
    EXPECT_EQ(runs, 4);
}

TEST_F(ExchangeTest, a_lost_database_is_503_without_its_message) {
    thrown = std::make_exception_ptr(db::Unavailable("connection to secret-host failed"));
    const auto response = run(Method::get, "/api/v1/tour", {{"Authorization", bearer}});
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(code_of(response), "BASE_INDISPONIBLE");
    EXPECT_THAT(response.body, testing::Not(HasSubstr("secret-host")));
}

TEST_F(ExchangeTest, any_other_exception_is_500_with_the_request_id) {
    thrown = std::make_exception_ptr(std::runtime_error("relation clients does not exist"));
    const auto response = run(Method::get, "/api/v1/tour",
                              {{"Authorization", bearer}, {"X-Request-Id", "demande-1"}});
    EXPECT_EQ(response.status, 500);
    EXPECT_EQ(code_of(response), "ERREUR_INTERNE");
    EXPECT_THAT(response.body, HasSubstr("demande-1"));
    EXPECT_THAT(response.body, testing::Not(HasSubstr("relation")));
}

TEST_F(ExchangeTest, a_handler_over_its_time_is_cut) {
    policy.database_wait = 20ms;
    const auto response = run(Method::get, "/api/v1/lent", {{"Authorization", bearer}});
    EXPECT_EQ(response.status, 503);
    EXPECT_EQ(code_of(response), "DELAI_DEPASSE");
    EXPECT_EQ(header_of(response, "Retry-After"), "1");
}

TEST_F(ExchangeTest, a_refused_right_is_journaled_beside_the_answer) {
    std::vector<Refusal> refusals;
    hooks.refused = [&](db::Pool*, Refusal refusal) -> awaitable<void> {
        refusals.push_back(std::move(refusal));
        co_return;
    };
    script = {Code::ROLE_FORBIDDEN};
    EXPECT_EQ(run(Method::get, "/api/v1/tour?x=1", {{"Authorization", bearer}}).status, 403);
    ASSERT_EQ(refusals.size(), 1U);
    EXPECT_EQ(refusals[0].action, "session");
    EXPECT_EQ(refusals[0].path, "/api/v1/tour");
    EXPECT_EQ(refusals[0].client_address, "10.0.0.1");
    EXPECT_TRUE(refusals[0].session.has_value());
}

TEST_F(ExchangeTest, a_forwarded_address_is_believed_from_a_trusted_proxy_only) {
    std::string address;
    hooks.refused = [&](db::Pool*, Refusal refusal) -> awaitable<void> {
        address = refusal.client_address;
        co_return;
    };
    const Headers headers{{"Authorization", bearer}, {"X-Forwarded-For", "1.1.1.1, 192.0.2.7"}};
    script.assign(3, Code::ROLE_FORBIDDEN);
    run(Method::get, "/api/v1/tour", headers);
    EXPECT_EQ(address, "10.0.0.1");
    application.reset();
    policy.trusted_proxies = {"10.0.0.1"};
    run(Method::get, "/api/v1/tour", headers);
    EXPECT_EQ(address, "192.0.2.7");
    run(Method::get, "/api/v1/tour", {{"Authorization", bearer}, {"X-Forwarded-For", "<script>"}});
    EXPECT_EQ(address, "10.0.0.1");
}

TEST_F(ExchangeTest, paths_outside_the_api_go_to_the_fallback) {
    hooks.fallback = [](const Request& request) -> awaitable<Response> {
        co_return Response{.body = std::string{request.path()}, .content_type = "text/html"};
    };
    EXPECT_EQ(run(Method::get, "/citernes").body, "/citernes");
    EXPECT_EQ(run(Method::get, "/api/v1/rien").status, 404);
    EXPECT_EQ(run(Method::get, "/api").status, 404);
    EXPECT_EQ(run(Method::post, "/citernes").status, 404);
}

TEST_F(ExchangeTest, signing_out_clears_the_cookie) {
    policy.secure_cookie = true;
    const auto response =
        run(Method::del, "/api/v1/session", {{"Cookie", cookie}, {"Origin", "http://h:1"}});
    EXPECT_EQ(header_of(response, "Set-Cookie"),
              "mlpp_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0; Secure");
}

TEST_F(ExchangeTest, a_broken_authorization_does_not_lock_a_visitor_out) {
    EXPECT_EQ(run(Method::get, "/api/v1/visite", {{"Authorization", "Basic x"}}).status, 200);
    EXPECT_EQ(run(Method::get, "/api/v1/filtre?nom=a", {{"Authorization", "Basic x"}}).status, 401);
}

TEST_F(ExchangeTest, metrics_count_by_route) {
    run(Method::get, "/api/v1/visite");
    EXPECT_THAT(
        metrics->text(),
        HasSubstr(
            R"(mlpp_http_requests_total{method="GET",route="/api/v1/visite",status="200"} 1)"));
    EXPECT_THAT(metrics->text(), HasSubstr("mlpp_http_requests_in_flight 0"));
}

} // namespace

} // namespace mlpp::http
