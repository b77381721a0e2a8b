#include "platform/http/context.h"

#include "platform/base/assert.h"
#include "platform/db/pool.h"
#include "platform/http/application.h"
#include "platform/http/credentials.h"

#include <algorithm>
#include <charconv>

namespace mlpp::http {

namespace {

constexpr db::Statement ouvrir_contexte{
    "http.ouvrir_contexte", "SELECT app.ouvrir_contexte($1::bytea, $2::text, $3::text, $4::bytea)"};

// The key and the user are in the context.
constexpr db::Statement conclure_idempotence{
    "http.conclure_idempotence", "SELECT app.conclure_idempotence($1::integer, $2::text)"};

} // namespace

const Uuid& Context::id(std::string_view name) const {
    const auto& ids = facts_.match.ids;
    const auto found = std::ranges::find(ids, name, &std::pair<std::string_view, Uuid>::first);
    MLPP_ASSERT(found != ids.end());
    return found->second;
}

Result<std::int64_t> Context::if_match() const {
    auto tag = request().header("If-Match");
    if (tag.empty()) return refuse(Code::VERSION_REQUISE);
    const auto malformed = [] {
        return refuse({Code::REQUETE_INVALIDE, {{"raison", "If-Match"}}});
    };
    if (tag.size() < 3 || tag.front() != '"' || tag.back() != '"') return malformed();
    tag = tag.substr(1, tag.size() - 2);
    std::int64_t version = 0;
    const auto [end, ec] = std::from_chars(tag.data(), tag.data() + tag.size(), version);
    if (ec != std::errc{} || end != tag.data() + tag.size() || version < 0) return malformed();
    return version;
}

db::Pool& Context::pool() const {
    MLPP_ASSERT(facts_.pool != nullptr);
    return *facts_.pool;
}

db::Transaction Context::begin() {
    MLPP_ASSERT(facts_.session.has_value()); // the exchange lets no visitor in here
    const bool posts = route().stored == Stored::by_statement;
    auto tx = pool().begin(posts ? db::Mode::posting : db::Mode::read_write);
    open(tx);
    owes_storage_ = facts_.idempotency_key && !posts;
    return tx;
}

db::Transaction Context::begin_reading() {
    MLPP_ASSERT(facts_.session.has_value() && !facts_.idempotency_key);
    auto tx = pool().begin(db::Mode::snapshot);
    open(tx);
    return tx;
}

// A second right is asked for first: the context that stays is that of the route's action.
void Context::open(db::Transaction& tx) const {
    if (route().also)
        tx.queue(ouvrir_contexte, *facts_.session, route().also->name, std::nullopt, std::nullopt);
    tx.queue(ouvrir_contexte, *facts_.session, route().action.name, facts_.idempotency_key,
             facts_.fingerprint);
}

db::Transaction Context::begin_visitor() {
    return pool().begin();
}

awaitable<Result<Response>> Context::commit(db::Transaction& tx, Response response) {
    if (owes_storage_) tx.queue(conclure_idempotence, response.status, response.body);
    MLPP_CHECK(co_await tx.commit());
    owes_storage_ = false;
    co_return response;
}

Response Context::json(int status, std::string text) const {
    return {.status = status, .body = std::move(text)};
}

Response Context::no_content() const {
    return {.status = 204, .content_type = {}};
}

Response Context::document(std::string_view content_type, std::string_view name,
                           std::string body) const {
    Response response{.body = std::move(body), .content_type = content_type};
    response.header("Content-Disposition", "attachment; filename=\"" + std::string{name} + '"');
    return response;
}

Response Context::stream(std::shared_ptr<Subscription> events) const {
    return {.content_type = "text/event-stream", .events = std::move(events)};
}

void Context::set_session_cookie(Response& response, std::string_view secret,
                                 std::chrono::seconds lifetime) const {
    std::string cookie{session_cookie};
    cookie += '=';
    cookie += secret;
    cookie += "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(lifetime.count());
    if (facts_.application.policy.secure_cookie) cookie += "; Secure";
    response.header("Set-Cookie", std::move(cookie));
}

void Context::clear_session_cookie(Response& response) const {
    set_session_cookie(response, {}, std::chrono::seconds{0});
}

std::string Context::public_address(std::string_view path) const {
    auto origin = facts_.application.policy.public_origin;
    while (origin.ends_with('/'))
        origin.pop_back();
    const auto host = request().header("Host");
    if (origin.empty() && !host.empty()) origin = "http://" + std::string{host};
    return origin.empty() ? origin : origin + std::string{path};
}

Broadcaster& Context::events() const {
    return facts_.application.events;
}

Workers& Context::workers() const {
    return facts_.application.workers;
}

} // namespace mlpp::http
