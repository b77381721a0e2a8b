#include "modules/evenements/event_relay.h"

#include "modules/evenements/store.h"
#include "modules/evenements/types.h"
#include "platform/base/log.h"
#include "platform/json/json.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/describe/enum_to_string.hpp>

#include <exception>
#include <string>
#include <utility>

namespace mlpp::evenements {

EventRelay::EventRelay(asio::any_io_executor executor, db::Pool& pool,
                       db::ConnectionOptions options, http::Broadcaster& broadcaster)
    : executor_(std::move(executor)), pool_(pool), broadcaster_(broadcaster),
      listener_(
          executor_, std::move(options), {std::string{canal}},
          {.notified = [this](std::string_view, std::string_view payload) { forward(payload); },
           .listening = {},
           .reconnected = [this] { announce_gap(); }}) {}

asio::awaitable<void> EventRelay::run() {
    return listener_.run();
}

void EventRelay::stop() {
    listener_.stop();
}

void EventRelay::forward(std::string_view payload) {
    const auto annonce = json::parse<Annonce>(payload);
    if (!annonce) {
        log::warn("evenements.annonce_illisible", {{"octets", payload.size()}});
        return;
    }
    const auto data = json::write(Evenement{annonce->depot, annonce->ids});
    broadcaster_.publish({.name = boost::describe::enum_to_string(annonce->e, ""),
                          .json = data,
                          .depot_id = annonce->depot});
}

void EventRelay::announce_gap() {
    const auto data = json::write(Evenement{});
    for (const auto subject : {Sujet::stock, Sujet::cdr, Sujet::alerte})
        broadcaster_.publish(
            {.name = boost::describe::enum_to_string(subject, ""), .json = data, .depot_id = {}});
}

asio::awaitable<bool> EventRelay::still_allowed(Hash256 session, std::vector<Uuid> depots) {
    // The pool lives on the relay's loop.
    co_return co_await asio::co_spawn(executor_, check(session, std::move(depots)),
                                      asio::use_awaitable);
}

asio::awaitable<bool> EventRelay::check(Hash256 session, std::vector<Uuid> depots) {
    try {
        auto tx = pool_.begin();
        const auto now = co_await relire_depots(tx, session);
        co_return now && *now == depots;
    } catch (const std::exception& failure) {
        log::warn("evenements.session_non_verifiee", {{"raison", failure.what()}});
        co_return false;
    }
}

} // namespace mlpp::evenements
