// Routes: the table of everything the program answers. A module declares its routes in routes.cpp:
//
//     void declare_routes(http::RouteTable& table) {
//         table.post<DemandeReception, OperationReception>("/receptions", "receptions.creer",
//         creer_reception,
//                                                          "Posts a reception of one truck or
//                                                          delivery.")
//             .accepts_idempotency_key(http::Stored::by_statement)
//             .refuses({Code::CDR_NON_ARRIVE, Code::RECEPTION_CAPACITE_INSUFFISANTE});
//         table.get<json::Page<Reception>>("/receptions", "receptions.lire", lister_receptions,
//         "Newest first.")
//             .query<FiltreReceptions>();
//     }
//
// Patterns are relative to /api/v1; {id} segments are uuids. The table is filled at start by one
// thread, then only read. A route without an action does not compile; duplicates are refused at
// start (router.h).
#pragma once

#include "platform/base/result.h"
#include "platform/http/request.h"
#include "platform/http/response.h"
#include "platform/json/type.h"

#include <boost/asio/awaitable.hpp>

#include <deque>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace mlpp::http {

using boost::asio::awaitable;

class Context;

using Handler = std::function<awaitable<Result<Response>>(Context&)>;

// The right that a route needs, as in role_permissions.action.
struct Action {
    std::string_view name;

    // NOLINTNEXTLINE(google-explicit-constructor): a route is written with the action's plain name
    consteval Action(const char* action) : name(action) {
        if (name.empty()) throw "a route needs an action";
    }

    friend constexpr bool operator==(const Action&, const Action&) = default;
};

// Open to everybody, no session.
inline constexpr Action visiteur{"visiteur"};
// Any signed-in user.
inline constexpr Action session{"session"};

// Who stores the response of an idempotent request: Context::commit, or the posting statement
// itself. The latter stand in the queue of postings (db/pool.h).
enum class Stored : std::uint8_t { by_framework, by_statement };

inline constexpr std::string_view api_base = "/api/v1";

// A second way to succeed, with a status and a body of its own.
struct OtherAnswer {
    int status;
    const json::Type* type;
};

struct Route {
    Method method;
    std::string pattern; // with api_base
    Action action;
    std::optional<Action> also{}; // a second right that its callers need
    Handler handler;
    std::string summary;
    const json::Type* body = nullptr;
    const json::Type* answer = nullptr;
    const json::Type* query = nullptr;
    int status = 200;
    std::vector<OtherAnswer> other_answers{};
    bool idempotent = false;
    Stored stored = Stored::by_framework;
    bool needs_version = false;
    std::vector<std::string_view> answer_types{"application/json"};
    std::vector<std::pair<int, std::string>> locations; // of a status, with api_base
    std::vector<Code> refusals;
    std::size_t index = 0; // place in the table: metrics are kept by it
};

// Fluent part of a declaration.
class RouteDeclaration {
public:
    explicit RouteDeclaration(Route& route) : route_(route) {}

    // The query string as a described struct; other parameters are refused.
    template <class T>
    RouteDeclaration& query() {
        route_.query = &json::type_of<T>;
        return *this;
    }

    RouteDeclaration& accepts_idempotency_key(Stored stored = Stored::by_framework);
    // PATCH and the like: If-Match is mandatory, 428 without it.
    RouteDeclaration& requires_version();
    // Status of success when it is not the method's usual one (POST 201, DELETE 204, others 200).
    RouteDeclaration& answers(int status);

    // Another success beside the usual one: 202 for what is kept until somebody decides.
    template <class T>
    RouteDeclaration& or_answers(int status) {
        route_.other_answers.push_back({status, &json::type_of<T>});
        return *this;
    }

    // A right that callers need beside the route's action.
    RouteDeclaration& also_needs(Action action);
    // Answers that are not JSON: text/csv, text/event-stream. Constants of the program.
    RouteDeclaration& answers_types(std::initializer_list<std::string_view> content_types);

    RouteDeclaration& answers_type(std::string_view content_type) {
        return answers_types({content_type});
    }

    // An answer with that status carries a Location, also when it is given again for its
    // idempotency key: `under`, relative to /api/v1, and the id that its body begins with.
    RouteDeclaration& located(std::string_view under, int status = 201);
    // The route's own error codes, for the documentation.
    RouteDeclaration& refuses(std::initializer_list<Code> codes);

private:
    Route& route_;
};

class RouteTable {
public:
    template <class Answer>
    RouteDeclaration get(std::string_view pattern, Action action, Handler handler,
                         std::string_view summary) {
        return add(Method::get, pattern, action, std::move(handler), summary, nullptr,
                   type_or_null<Answer>());
    }

    template <class Demande, class Answer>
    RouteDeclaration post(std::string_view pattern, Action action, Handler handler,
                          std::string_view summary) {
        return add(Method::post, pattern, action, std::move(handler), summary,
                   type_or_null<Demande>(), type_or_null<Answer>());
    }

    template <class Demande, class Answer>
    RouteDeclaration put(std::string_view pattern, Action action, Handler handler,
                         std::string_view summary) {
        return add(Method::put, pattern, action, std::move(handler), summary,
                   type_or_null<Demande>(), type_or_null<Answer>());
    }

    template <class Demande, class Answer>
    RouteDeclaration patch(std::string_view pattern, Action action, Handler handler,
                           std::string_view summary) {
        return add(Method::patch, pattern, action, std::move(handler), summary,
                   type_or_null<Demande>(), type_or_null<Answer>());
    }

    template <class Answer = void>
    RouteDeclaration del(std::string_view pattern, Action action, Handler handler,
                         std::string_view summary) {
        return add(Method::del, pattern, action, std::move(handler), summary, nullptr,
                   type_or_null<Answer>());
    }

    // A GET outside /api/v1, with its whole path: health and metrics.
    template <class Answer = void>
    RouteDeclaration get_outside_api(std::string_view path, Action action, Handler handler,
                                     std::string_view summary) {
        auto declaration = add(Method::get, path, action, std::move(handler), summary, nullptr,
                               type_or_null<Answer>());
        routes_.back().pattern = path;
        return declaration;
    }

    const std::deque<Route>& routes() const { return routes_; }

private:
    template <class T>
    static constexpr const json::Type* type_or_null() {
        if constexpr (std::is_void_v<T>)
            return nullptr;
        else
            return &json::type_of<T>;
    }

    RouteDeclaration add(Method method, std::string_view pattern, Action action, Handler handler,
                         std::string_view summary, const json::Type* body,
                         const json::Type* answer);

    std::deque<Route> routes_; // declarations hold references
};

} // namespace mlpp::http
