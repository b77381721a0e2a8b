// Request: what a client sent, as views into the connection's buffers. Lives as long as the
// exchange.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mlpp::http {

enum class Method : std::uint8_t { get, head, post, put, patch, del, options, other };

std::string_view name_of(Method method);

// Whether the method may change something (and so needs the origin check).
constexpr bool changes_state(Method method) {
    return method != Method::get && method != Method::head && method != Method::options;
}

struct Request {
    Method method = Method::get;
    std::string_view target; // as sent: path and query
    std::vector<std::pair<std::string_view, std::string_view>> headers;
    std::string_view body;
    std::string_view peer; // address of the other end of the connection

    // The first header of that name (any case); empty when there is none.
    std::string_view header(std::string_view name) const;
    std::size_t count(std::string_view name) const;

    std::string_view path() const { return target.substr(0, target.find('?')); }

    // Behind the first '?'; empty without one.
    std::string_view query() const {
        const auto mark = target.find('?');
        return mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
    }
};

bool same_ignoring_case(std::string_view a, std::string_view b);

} // namespace mlpp::http
