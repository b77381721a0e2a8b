// Exchange: one request to one response, without sockets: route, credentials, origin, idempotency,
// attempts, problems, headers common to all answers. The session reads and writes; this decides.
#pragma once

#include "platform/http/application.h"
#include "platform/http/request.h"
#include "platform/http/response.h"
#include "platform/http/task_group.h"

#include <string>

namespace mlpp::http {

// Answers `request`. Never throws for what the request or the environment did wrong.
// `pool` and `group` belong to the event loop that runs the coroutine; `pool` may be null without a
// database.
awaitable<Response> answer(const Application& application, const Request& request, db::Pool* pool,
                           TaskGroup& group);

// A problem met before there was a request to route: limits, deadlines, malformed messages.
Response answer_unreadable(const Problem& problem, std::string_view accept_language);

} // namespace mlpp::http
