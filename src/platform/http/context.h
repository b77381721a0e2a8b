// Context: one request in a handler's hands: its input, its transaction and the answers it can
// give. Owned by the exchange; one thread; a handler must not keep it past its end. A handler may
// run again from the start after a serialization failure.
//
//     awaitable<Result<Response>> creer_client(Context& ctx) {
//         MLPP_TRY(const auto demande, ctx.body<DemandeClient>());
//         auto tx = ctx.begin();
//         MLPP_TRY(const auto client, co_await inserer_client(tx, demande));
//         co_return co_await ctx.commit(tx, ctx.created(client));
//     }
#pragma once

#include "platform/base/random.h"
#include "platform/base/result.h"
#include "platform/base/uuid.h"
#include "platform/http/query.h"
#include "platform/http/response.h"
#include "platform/http/route.h"
#include "platform/http/router.h"
#include "platform/json/json.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace mlpp::db {

class Pool;
class Transaction;

} // namespace mlpp::db

namespace mlpp::http {

class Broadcaster;
class Workers;
struct Application;

class Context {
public:
    // What the exchange knows of the request before the handler runs.
    struct Facts {
        const Application& application;
        const Request& request;
        const Match& match;
        db::Pool* pool = nullptr;
        Language language = Language::fr;
        std::string request_id;
        std::string client_address;
        std::optional<Hash256> session;
        std::optional<std::string> idempotency_key;
        std::optional<Hash256> fingerprint;
    };

    explicit Context(const Facts& facts) : facts_(facts) {}

    // --- Input
    // ---------------------------------------------------------------------------------------

    template <class T>
    Result<T> body() const {
        return json::parse<T>(facts_.request.body);
    }

    // The query string bound to a described struct: the one that the route declares.
    template <class T>
    Result<T> query() const {
        MLPP_TRY_PLAIN(const auto parameters, parse_query_string(facts_.request.query()));
        return json::parse_query<T>(parameters);
    }

    // The uuid of a path segment.
    const Uuid& id(std::string_view name = "id") const;

    // The version in If-Match ("\"3\""): 428 VERSION_REQUISE without it, 400 when it is no version.
    Result<std::int64_t> if_match() const;

    // --- Database
    // ------------------------------------------------------------------------------------

    // A transaction with BEGIN and app.ouvrir_contexte queued: session, right, idempotency key.
    db::Transaction begin();
    // The same for reading alone: all its statements see one instant, and nothing is stored.
    db::Transaction begin_reading();
    // A transaction without a context, for routes open to visitors.
    db::Transaction begin_visitor();
    // Stores the response under the idempotency key, if the request carries one, commits and
    // answers. Every transaction of a route that accepts a key (Stored::by_framework) ends with it.
    awaitable<Result<Response>> commit(db::Transaction& tx, Response response);

    // --- Answers
    // -------------------------------------------------------------------------------------

    template <class T>
    Response ok(const T& value) const {
        return json(200, json::write(value));
    }

    // 200 with ETag "version", for records that PATCH changes.
    template <class T>
    Response ok(const T& value, std::int64_t version) const {
        auto response = ok(value);
        response.header("ETag", '"' + std::to_string(version) + '"');
        return response;
    }

    template <class T>
    Response created(const T& value) const {
        return created(json::write(value));
    }

    // Ready JSON text, as a posting statement returns it.
    Response created(std::string text) const { return json(201, std::move(text)); }

    Response json(int status, std::string text) const;
    Response no_content() const;
    // A file to save. `content_type` is a constant of the program; `name` plain ASCII.
    Response document(std::string_view content_type, std::string_view name, std::string body) const;
    // text/event-stream.
    Response stream(std::shared_ptr<Subscription> events) const;

    // The session cookie: HttpOnly, SameSite=Strict, Path=/, Secure when configured.
    void set_session_cookie(Response& response, std::string_view secret,
                            std::chrono::seconds lifetime) const;
    void clear_session_cookie(Response& response) const;

    // --- Facts
    // ---------------------------------------------------------------------------------------

    const Request& request() const { return facts_.request; }

    const Route& route() const { return *facts_.match.route; }

    Language language() const { return facts_.language; }

    const std::string& request_id() const { return facts_.request_id; }

    const std::string& client_address() const { return facts_.client_address; }

    // Where browsers find that path of the web interface: at the origin that the program was told,
    // else where this caller found it. For what this caller takes away, not for others: a Host
    // header is only what the caller says.
    std::string public_address(std::string_view path) const;

    // Hash of the session cookie or the bearer token; none for a visitor.
    const std::optional<Hash256>& session_hash() const { return facts_.session; }

    const std::optional<std::string>& idempotency_key() const { return facts_.idempotency_key; }

    Broadcaster& events() const;
    // Threads for work over a millisecond: `co_await ctx.workers().run([&] { … })`.
    Workers& workers() const;

    // A key was given, a transaction was begun, and nothing stored the answer: a bug of the
    // handler.
    bool forgot_to_store() const { return owes_storage_; }

private:
    db::Pool& pool() const;
    void open(db::Transaction& tx) const;

    const Facts& facts_;
    bool owes_storage_ = false;
};

} // namespace mlpp::http
