// From a posted movement to the document that is handed out for it.
#pragma once

#include "modules/documents/types.h"
#include "modules/mouvements/document.h"
#include "platform/http/context.h"

#include <boost/asio/awaitable.hpp>

#include <string>

namespace mlpp::documents {

// What receptions and sorties have in common; the caller adds title, day and facts.
Bon bon_of(const mouvements::DocumentPoste& document, const mouvements::Dossier& dossier,
           Emetteur emetteur, Language language);

// Draws it on a worker and answers the file. `path` is where the interface shows the movement.
boost::asio::awaitable<Result<http::Response>> imprimer(http::Context& ctx, Bon bon,
                                                        std::string path);

} // namespace mlpp::documents
