// What posting statements answer, for all modules that post: the statement gives the ready body.
#pragma once

#include "modules/mouvements/types.h"
#include "platform/http/context.h"

#include <string>
#include <string_view>

namespace mlpp::mouvements {

// The id that a ready body begins with: {"operation_id":"… or {"id":"….
std::string_view id_en_tete(std::string_view corps);

// 201 with a ready body; `under`, relative to /api/v1, and the id that the body begins with are its
// address.
http::Response posted(const http::Context& ctx, std::string corps, std::string_view under);

// 201 with the adjustment, or 202 with the proposal that waits for a second person.
http::Response adjusted(const http::Context& ctx, Reponse reponse);

} // namespace mlpp::mouvements
