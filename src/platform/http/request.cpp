#include "platform/http/request.h"

#include <algorithm>

namespace mlpp::http {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

std::string_view name_of(Method method) {
    switch (method) {
    case Method::get:
        return "GET";
    case Method::head:
        return "HEAD";
    case Method::post:
        return "POST";
    case Method::put:
        return "PUT";
    case Method::patch:
        return "PATCH";
    case Method::del:
        return "DELETE";
    case Method::options:
        return "OPTIONS";
    case Method::other:
        return "?";
    }
    return "?";
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view Request::header(std::string_view name) const {
    for (const auto& [header_name, value] : headers)
        if (same_ignoring_case(header_name, name)) return value;
    return {};
}

std::size_t Request::count(std::string_view name) const {
    return static_cast<std::size_t>(std::ranges::count_if(
        headers, [&](const auto& header) { return same_ignoring_case(header.first, name); }));
}

} // namespace mlpp::http
