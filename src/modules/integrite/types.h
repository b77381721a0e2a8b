// What the daily checks found. Described structs only. Any thread.
#pragma once

#include "platform/base/date.h"
#include "platform/base/uuid.h"
#include "platform/json/rules.h"
#include "platform/json/type.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mlpp::integrite {

// CRITICAL: physical, safety or accounting incoherence, treated the same day; WARN: within 48
// hours.
enum class Severite { CRITICAL, WARN };
BOOST_DESCRIBE_ENUM(Severite, CRITICAL, WARN)

struct FiltreIntegrite {
    std::optional<Severite> severity;
    std::optional<std::string> check_code;
    std::optional<std::string> entity_type;
    std::optional<Uuid> depot_id;
};
BOOST_DESCRIBE_STRUCT(FiltreIntegrite, (), (severity, check_code, entity_type, depot_id))

constexpr auto rules(const FiltreIntegrite*) {
    return std::array{json::rule("check_code").length(3, 60),
                      json::rule("entity_type").length(2, 40)};
}

// `objet` is the name of the tank or the number of the document; what is wrong with it is told by
// code and figures, in words by whoever shows it.
struct Constat {
    std::string check_code;
    Severite severity{};
    std::string entity_type;
    Uuid entity_id;
    Uuid depot_id;
    std::string depot_nom;
    std::string objet;
    json::Json payload;
    Instant detected_at;
};
BOOST_DESCRIBE_STRUCT(Constat, (),
                      (check_code, severity, entity_type, entity_id, depot_id, depot_nom, objet,
                       payload, detected_at))

// How many findings one answer holds.
inline constexpr std::int64_t constats_max = 200;

// A finding with the numbers of all that the filters let through.
struct ConstatCompte : Constat {
    std::int64_t compte_total = 0;
    std::int64_t compte_critical = 0;
};
BOOST_DESCRIBE_STRUCT(ConstatCompte, (Constat), (compte_total, compte_critical))

struct CompteursIntegrite {
    std::int64_t total = 0;
    std::int64_t critical = 0;
    std::int64_t warn = 0;
};
BOOST_DESCRIBE_STRUCT(CompteursIntegrite, (), (total, critical, warn))

// The worst findings, at most as many as one answer holds, and the numbers of all of them.
struct Integrite {
    std::vector<Constat> constats;
    CompteursIntegrite compteurs;
};
BOOST_DESCRIBE_STRUCT(Integrite, (), (constats, compteurs))

constexpr auto rules(const Integrite*) {
    return std::array{json::rule("constats").items(0, constats_max)};
}

} // namespace mlpp::integrite
