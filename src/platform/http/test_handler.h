// The handler of routes that a test declares and never looks into. Test code only.
#pragma once

#include "platform/http/route.h"

namespace mlpp::http::test {

inline awaitable<Result<Response>> nothing(Context& /*unused*/) {
    co_return Response{};
}

} // namespace mlpp::http::test
