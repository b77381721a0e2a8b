// Api: the routes of some modules over a database of its own, driven through the exchange without
// sockets: route, credentials, origin, idempotency, problems, all as a client would see them. Two
// depots and, on demand, a signed-in account of any role. One thread.
//
//     pgtest::Api api(citernes::declare_routes);
//     const auto answer = api.as("admin").post("/citernes", R"({"nom": "TANK1", …})");
//     EXPECT_EQ(answer.status, 201);
//     EXPECT_EQ(answer.text("nom"), "TANK1");
#pragma once

#include "pg/database.h"
#include "platform/http/application.h"
#include "platform/http/task_group.h"

#include <boost/json/value.hpp>

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mlpp::pgtest {

inline constexpr std::string_view depot_a = "11111111-1111-1111-1111-111111111111";
inline constexpr std::string_view depot_b = "11111111-1111-1111-1111-222222222222";
// Ids of the products that tests insert.
inline constexpr std::string_view gasoil = "22222222-2222-2222-2222-222222222222";
inline constexpr std::string_view essence = "640cf7ec-1616-4503-a484-0a61afb20005";
inline constexpr std::string_view all_roles[] = {"admin", "directeur", "gerant", "operateur",
                                                 "pca",   "lecture",   "finance"};

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Answer {
    int status = 0;
    std::string body;
    Headers headers;

    // Empty when the header is missing.
    std::string header(std::string_view name) const;
    // The body as JSON; null when it is none.
    boost::json::value json() const;
    // A member of the body as text: strings bare, everything else as JSON; empty when missing.
    std::string text(std::string_view member) const;
    std::int64_t integer(std::string_view member) const;

    // `code` of a problem document; empty for a success.
    std::string code() const { return text("code"); }

    // "champ CODE" of each wrong field, in order.
    std::vector<std::string> fields() const;
    // A member of each element of a list's page, as text.
    std::vector<std::string> column(std::string_view member) const;
    // The value of the session cookie that the answer sets.
    std::string cookie() const;
};

class Api;

// Somebody who sends requests. `target` is relative to /api/v1.
class Caller {
public:
    Caller(Api& api, Headers headers) : api_(&api), headers_(std::move(headers)) {}

    Answer get(std::string_view target) const { return send(http::Method::get, target, {}, {}); }

    Answer post(std::string_view target, std::string_view body, const Headers& more = {}) const {
        return send(http::Method::post, target, body, more);
    }

    // With If-Match: "version".
    Answer patch(std::string_view target, std::int64_t version, std::string_view body) const {
        return send(http::Method::patch, target, body,
                    {{"If-Match", '"' + std::to_string(version) + '"'}});
    }

    Answer patch(std::string_view target, std::string_view body) const {
        return send(http::Method::patch, target, body, {});
    }

    Answer del(std::string_view target) const { return send(http::Method::del, target, {}, {}); }

    Answer send(http::Method method, std::string_view target, std::string_view body,
                const Headers& more) const;

private:
    Api* api_;
    Headers headers_;
};

class Api {
public:
    using Declare = void (*)(http::RouteTable&);

    explicit Api(std::initializer_list<Declare> modules, std::string_view environnement = "dev");

    explicit Api(Declare module, std::string_view environnement = "dev")
        : Api({module}, environnement) {}

    Api(const Api&) = delete;
    Api& operator=(const Api&) = delete;
    ~Api();

    // Signed in with that role, in depot A where the role needs one; the account is made at its
    // first use.
    Caller as(std::string_view role) { return as(role, depot_of(role)); }

    // The same in a depot of choice; empty: none.
    Caller as(std::string_view role, std::string_view depot);
    Caller visitor();
    // With that session cookie, with that token.
    Caller with_cookie(std::string_view secret);
    Caller with_token(std::string_view token);

    // An account through the database's own function; its key is made of `password` as the server
    // makes it.
    Uuid add_account(std::string_view email, std::string_view role, std::string_view depot,
                     std::string_view password);

    // SQL as the owner; fails the test when it is refused.
    void run(std::string_view script);
    // The one value of a query as the owner, as text.
    std::string value(std::string_view sql);

    const Database& database() const { return database_; }

    std::string_view address = "192.0.2.7"; // of whoever sends requests

private:
    friend class Caller;

    static std::string_view depot_of(std::string_view role);
    std::string sign_in(std::string_view role, std::string_view depot);

    Database database_;
    db::SyncConnection owner_;
    http::RouteTable table_;
    http::Router router_;
    http::Metrics metrics_;
    http::Broadcaster events_;
    asio::io_context loop_; // outlives the workers
    http::Workers workers_;
    http::Application application_;
    http::TaskGroup group_;
    db::Pool pool_;
    std::map<std::string, std::string> secrets_; // of "role depot"
};

} // namespace mlpp::pgtest
