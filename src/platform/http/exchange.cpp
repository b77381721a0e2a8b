#include "platform/http/exchange.h"

#include "platform/base/assert.h"
#include "platform/base/clock.h"
#include "platform/base/log.h"
#include "platform/db/error.h"
#include "platform/db/sqlstate.h"
#include "platform/http/context.h"
#include "platform/http/credentials.h"
#include "platform/http/text.h"
#include "platform/json/problem_json.h"

#include <boost/asio/error.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>

namespace mlpp::http {

namespace asio = boost::asio;

namespace {

constexpr std::size_t request_id_max = 64;
constexpr std::size_t idempotency_key_min = 8;
constexpr std::size_t idempotency_key_max = 128;
constexpr std::chrono::milliseconds retry_pause{5};
constexpr int busy_retry_after_s = 1;

// French unless English is wanted first: the first of the two that Accept-Language names.
Language language_of(std::string_view accepted) {
    while (!accepted.empty()) {
        auto range = accepted.substr(0, accepted.find(','));
        accepted.remove_prefix(std::min(accepted.size(), range.size() + 1));
        while (range.starts_with(' '))
            range.remove_prefix(1);
        const auto primary = range.substr(0, range.find_first_of("-; "));
        if (same_ignoring_case(primary, "en")) return Language::en;
        if (same_ignoring_case(primary, "fr")) return Language::fr;
    }
    return Language::fr;
}

// A caller's own id is kept when it is harmless in a log and in a header.
std::string request_id_of(const Request& request) {
    const auto given = request.header("X-Request-Id");
    const bool sane = given.size() >= 8 && given.size() <= request_id_max &&
                      std::ranges::all_of(given, [](char c) {
                          return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                 (c >= '0' && c <= '9') || c == '-' || c == '_';
                      });
    return sane ? std::string{given} : new_uuid().text();
}

// The peer, or the last hop that a trusted proxy saw.
std::string client_address_of(const Request& request, const Policy& policy) {
    const bool trusted =
        std::ranges::find(policy.trusted_proxies, request.peer) != policy.trusted_proxies.end();
    if (!trusted || request.count("X-Forwarded-For") != 1) return std::string{request.peer};
    auto forwarded = request.header("X-Forwarded-For");
    forwarded.remove_prefix(forwarded.find_last_of(", ") == std::string_view::npos
                                ? 0
                                : forwarded.find_last_of(", ") + 1);
    const bool address =
        !forwarded.empty() && forwarded.size() <= 45 &&
        forwarded.find_first_not_of("0123456789abcdefABCDEF.:") == std::string_view::npos;
    return std::string{address ? forwarded : request.peer};
}

bool is_json(std::string_view content_type) {
    const auto media = content_type.substr(0, content_type.find_first_of("; "));
    if (!same_ignoring_case(media, "application/json")) return false;
    auto rest = content_type.substr(media.size());
    while (rest.starts_with(' ') || rest.starts_with(';'))
        rest.remove_prefix(1);
    return rest.empty() || same_ignoring_case(rest, "charset=utf-8") ||
           same_ignoring_case(rest, "charset=\"utf-8\"");
}

Response problem_response(const Problem& problem, Language language, std::string_view request_id) {
    Response response{.status = http_status(problem.code),
                      .body = json::write_problem(problem, language, request_id),
                      .content_type = "application/problem+json"};
    auto retry_after_s = problem.retry_after_s;
    if (!retry_after_s && response.status == 503) retry_after_s = busy_retry_after_s;
    if (retry_after_s) response.header("Retry-After", std::to_string(*retry_after_s));
    if (problem.code == Code::METHODE_REFUSEE)
        for (const auto& [name, value] : problem.parametres)
            if (name == "admises") response.header("Allow", value);
    return response;
}

bool has_header(const Response& response, std::string_view name) {
    return std::ranges::any_of(response.headers, [&](const auto& header) {
        return same_ignoring_case(header.first, name);
    });
}

void add_security_headers(Response& response, bool api) {
    response.header("X-Content-Type-Options", "nosniff");
    response.header("Referrer-Policy", "same-origin");
    response.header("Cross-Origin-Resource-Policy", "same-origin");
    if (!has_header(response, "Content-Security-Policy"))
        response.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    if (api && !has_header(response, "Cache-Control")) response.header("Cache-Control", "no-store");
}

std::string_view parameter(const Problem& problem, std::string_view name) {
    for (const auto& [key, value] : problem.parametres)
        if (key == name) return value;
    return {};
}

// The id that the answer of a creation begins with: {"id":"… or {"operation_id":"….
std::string_view leading_id(std::string_view body) {
    constexpr std::string_view mark = "\":\"";
    constexpr std::size_t size = 36;
    const auto at = body.find(mark);
    MLPP_ASSERT(at != std::string_view::npos && body.size() >= at + mark.size() + size);
    return body.substr(at + mark.size(), size);
}

void locate(Response& response, const Route& route) {
    for (const auto& [status, under] : route.locations)
        if (status == response.status)
            response.header("Location", under + std::string{leading_id(response.body)});
}

class Exchange {
public:
    Exchange(const Application& application, const Request& request, db::Pool* pool,
             TaskGroup& group)
        : application_(application), request_(request), group_(group),
          facts_{.application = application,
                 .request = request,
                 .match = match_,
                 .pool = pool,
                 .language = language_of(request.header("Accept-Language")),
                 .request_id = request_id_of(request),
                 .client_address = client_address_of(request, application.policy),
                 .session = {},
                 .idempotency_key = {},
                 .fingerprint = {}} {
        application_.metrics.in_flight(1);
    }

    ~Exchange() { application_.metrics.in_flight(-1); }

    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;

    awaitable<Response> run() {
        auto result = co_await respond();
        auto response = result
                            ? std::move(*result)
                            : problem_response(result.error(), facts_.language, facts_.request_id);
        finish(response, result ? nullptr : &result.error());
        co_return response;
    }

private:
    awaitable<Result<Response>> respond() {
        MLPP_TRY(path_, decoded_path(request_.path()));
        if (request_.method == Method::options) co_return answer_options();
        auto found = application_.router.find(request_.method, path_);
        if (!found) {
            if (application_.hooks.fallback && is_outside_api() &&
                found.error().code == Code::ROUTE_INTROUVABLE && !changes_state(request_.method))
                co_return co_await guarded(fall_back());
            co_return refuse(std::move(found).error());
        }
        match_ = *std::move(found);
        MLPP_CHECK(check());
        MLPP_TRY(auto response, co_await within_limit());
        locate(response, *match_.route);
        co_return response;
    }

    Result<Response> answer_options() const {
        auto allowed = application_.router.allowed(path_);
        if (allowed.empty()) return refuse(Code::ROUTE_INTROUVABLE);
        Response response{.status = 204, .content_type = {}};
        response.header("Allow", std::move(allowed));
        return response;
    }

    bool is_outside_api() const { return path_ != "/api" && !path_.starts_with("/api/"); }

    // Everything that can be refused before the handler and without the database.
    Result<> check() {
        const Route& route = *match_.route;
        auto credentials = read_credentials(request_);
        // A broken Authorization header must not keep a visitor from signing in.
        if (!credentials && route.action != visiteur) return refuse(std::move(credentials).error());
        const auto given = credentials.value_or(Credentials{});
        MLPP_CHECK_PLAIN(check_origin(request_, given.kind, application_.policy.public_origin));
        facts_.session = given.hash;
        if (route.action != visiteur && !given.hash) return refuse(Code::NON_AUTHENTIFIE);
        if (route.body != nullptr && !is_json(request_.header("Content-Type")))
            return refuse(Code::TYPE_DE_CONTENU_REFUSE);
        if (route.needs_version && request_.count("If-Match") == 0)
            return refuse(Code::VERSION_REQUISE);
        return route.idempotent ? read_idempotency_key() : Result<>{};
    }

    Result<> read_idempotency_key() {
        const auto given = request_.count("Idempotency-Key");
        if (given == 0) return {};
        const auto key = request_.header("Idempotency-Key");
        if (given > 1 || key.size() < idempotency_key_min || key.size() > idempotency_key_max ||
            !is_printable_ascii(key))
            return refuse(Code::CLE_IDEMPOTENCE_INVALIDE);
        std::string whole{name_of(request_.method)};
        ((whole += '\n') += request_.path()) += '\n';
        whole += request_.body;
        facts_.idempotency_key = key;
        facts_.fingerprint = hash256(whole);
        return {};
    }

    // The handler's attempts, at most database_wait in all. Cutting a wait closes its connection.
    awaitable<Result<Response>> within_limit() {
        using namespace asio::experimental::awaitable_operators;
        asio::steady_timer limit(co_await asio::this_coro::executor,
                                 application_.policy.database_wait);
        auto outcome = co_await (guarded(attempts()) || limit.async_wait(asio::use_awaitable));
        if (auto* result = std::get_if<0>(&outcome)) co_return std::move(*result);
        log::warn("request over its time limit", {{"demande", facts_.request_id}});
        co_return refuse(Code::DELAI_DEPASSE);
    }

    awaitable<Result<Response>> attempts() {
        for (int retry = 1;; ++retry) {
            Context ctx(facts_);
            auto result = co_await match_.route->handler(ctx);
            if (result) {
                // The write is done but its answer was not stored with it: a repeat would write
                // twice.
                MLPP_ASSERT(!ctx.forgot_to_store());
                co_return result;
            }
            const Problem& problem = result.error();
            if (problem.code == Code::REQUETE_REJOUEE) co_return replay(problem);
            if (!db::is_retryable(problem.code)) co_return result;
            if (retry > application_.policy.retries_max) break;
            application_.metrics.retry(problem.code);
            if (problem.code == Code::REGLAGE_PERIME && application_.hooks.invalidate_settings)
                application_.hooks.invalidate_settings();
            asio::steady_timer pause(co_await asio::this_coro::executor, retry * retry_pause);
            co_await pause.async_wait(asio::use_awaitable);
        }
        co_return refuse(Code::CONFLIT_DE_CONCURRENCE);
    }

    static Response replay(const Problem& problem) {
        const auto status = parameter(problem, "statut");
        Response response{.status = status.size() == 3 ? std::stoi(std::string{status}) : 200,
                          .body = std::string{parameter(problem, "corps")}};
        if (response.body.empty()) response.content_type = {};
        response.header("Idempotency-Replayed", "true");
        return response;
    }

    awaitable<Result<Response>> fall_back() {
        co_return co_await application_.hooks.fallback(request_);
    }

    // The one place where the environment's exceptions end. Their text goes to the log, never to
    // the client.
    awaitable<Result<Response>> guarded(awaitable<Result<Response>> work) {
        std::string why;
        try {
            co_return co_await std::move(work);
        } catch (const db::Unavailable& error) {
            log::error("database unavailable",
                       {{"demande", facts_.request_id}, {"raison", error.what()}});
            co_return refuse(Code::BASE_INDISPONIBLE);
        } catch (const boost::system::system_error& error) {
            // Cut short by the time limit or by shutdown.
            if (error.code() == asio::error::operation_aborted)
                co_return refuse(Code::DELAI_DEPASSE);
            why = error.what();
        } catch (const std::exception& error) {
            why = error.what();
        }
        log::error("internal error", {{"demande", facts_.request_id}, {"raison", why}});
        co_return refuse({Code::ERREUR_INTERNE, {{"demande", facts_.request_id}}});
    }

    void finish(Response& response, const Problem* problem) {
        response.header("X-Request-Id", facts_.request_id);
        add_security_headers(response, !is_outside_api());
        const auto took = watch_.elapsed();
        application_.metrics.request(match_.route, response.status, took, request_.body.size(),
                                     response.body.size());
        if (problem != nullptr && response.status == 403) report_refusal(problem->code);
        const bool quiet = match_.route != nullptr && match_.route->action == visiteur &&
                           response.status < 400 && request_.method == Method::get;
        const auto level = response.status >= 500 ? log::Level::error
                           : quiet                ? log::Level::debug
                                                  : log::Level::info;
        log::write(
            level, "request",
            {{"methode", name_of(request_.method)},
             {"chemin", loggable_path()},
             {"statut", response.status},
             {"code", problem == nullptr ? std::string_view{} : mlpp::name_of(problem->code)},
             {"ms", static_cast<double>(took.count()) / 1000.0},
             {"octets", response.body.size()},
             {"client", facts_.client_address},
             {"demande", facts_.request_id}});
    }

    // Without the query: it may hold what people search for.
    std::string loggable_path() const {
        constexpr std::size_t path_shown_max = 200;
        std::string path{request_.path().substr(0, path_shown_max)};
        std::ranges::replace_if(path, [](char c) { return c <= 0x20 || c >= 0x7f; }, '?');
        return path;
    }

    void report_refusal(Code code) {
        if (!application_.hooks.refused || match_.route == nullptr) return;
        group_.spawn(application_.hooks.refused(
            facts_.pool, Refusal{.session = facts_.session,
                                 .action = std::string{match_.route->action.name},
                                 .method = std::string{name_of(request_.method)},
                                 .path = std::string{request_.path()},
                                 .request_id = facts_.request_id,
                                 .client_address = facts_.client_address,
                                 .code = code}));
    }

    const Application& application_;
    const Request& request_;
    TaskGroup& group_;
    Stopwatch watch_;
    std::string path_{request_.path()}; // decoded as soon as it can be
    Match match_;
    Context::Facts facts_;
};

} // namespace

awaitable<Response> answer(const Application& application, const Request& request, db::Pool* pool,
                           TaskGroup& group) {
    Exchange exchange(application, request, pool, group);
    co_return co_await exchange.run();
}

Response answer_unreadable(const Problem& problem, std::string_view accept_language) {
    const auto request_id = new_uuid().text();
    auto response = problem_response(problem, language_of(accept_language), request_id);
    response.header("X-Request-Id", request_id);
    add_security_headers(response, true);
    log::info("unreadable request", {{"code", mlpp::name_of(problem.code)},
                                     {"statut", response.status},
                                     {"demande", request_id}});
    return response;
}

} // namespace mlpp::http
