// Announcements: what the database says on its channel, and what clients are told. Ids only: who
// reads them fetches the rest under the own rights. Described structs only. Any thread.
#pragma once

#include "platform/base/uuid.h"
#include "platform/json/rules.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace mlpp::evenements {

inline constexpr std::string_view canal = "mlpp";

enum class Sujet { stock, cdr, alerte };
BOOST_DESCRIBE_ENUM(Sujet, stock, cdr, alerte)

// The payload of a notification.
struct Annonce {
    Sujet e{};
    Uuid depot;
    std::vector<Uuid> ids;
};
BOOST_DESCRIBE_STRUCT(Annonce, (), (e, depot, ids))

constexpr auto rules(const Annonce*) {
    return std::array{json::rule("ids").items(0, 200)};
}

// The data of an event. Without a depot: something may have been missed, fetch everything again.
struct Evenement {
    std::optional<Uuid> depot_id;
    std::vector<Uuid> ids;
};
BOOST_DESCRIBE_STRUCT(Evenement, (), (depot_id, ids))

} // namespace mlpp::evenements
