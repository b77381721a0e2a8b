#include "platform/http/route.h"

namespace mlpp::http {

namespace {

int usual_status(Method method, const json::Type* answer) {
    if (method == Method::post) return 201;
    return answer == nullptr && method != Method::get ? 204 : 200;
}

} // namespace

RouteDeclaration& RouteDeclaration::accepts_idempotency_key(Stored stored) {
    route_.idempotent = true;
    route_.stored = stored;
    return *this;
}

RouteDeclaration& RouteDeclaration::requires_version() {
    route_.needs_version = true;
    return *this;
}

RouteDeclaration& RouteDeclaration::answers(int status) {
    route_.status = status;
    return *this;
}

RouteDeclaration& RouteDeclaration::also_needs(Action action) {
    route_.also = action;
    return *this;
}

RouteDeclaration&
RouteDeclaration::answers_types(std::initializer_list<std::string_view> content_types) {
    route_.answer_types = content_types;
    return *this;
}

RouteDeclaration& RouteDeclaration::located(std::string_view under, int status) {
    route_.locations.emplace_back(status, std::string{api_base} += under);
    return *this;
}

RouteDeclaration& RouteDeclaration::refuses(std::initializer_list<Code> codes) {
    route_.refusals.insert(route_.refusals.end(), codes);
    return *this;
}

RouteDeclaration RouteTable::add(Method method, std::string_view pattern, Action action,
                                 Handler handler, std::string_view summary, const json::Type* body,
                                 const json::Type* answer) {
    routes_.push_back({.method = method,
                       .pattern = std::string{api_base} += pattern,
                       .action = action,
                       .handler = std::move(handler),
                       .summary = std::string{summary},
                       .body = body,
                       .answer = answer,
                       .status = usual_status(method, answer),
                       .locations = {},
                       .refusals = {},
                       .index = routes_.size()});
    return RouteDeclaration(routes_.back());
}

} // namespace mlpp::http
