// Monde: a depot at work, for the tests of movements: products, tanks, partners, accounts of every
// role, and the routes of the core flow driven through the exchange, one request at a time or
// several at once on connections of their own. Ids are constants; every tank is empty. One thread.
#pragma once

#include "modules/volumetrie/store.h"
#include "pg/api.h"

#include <string>
#include <string_view>
#include <vector>

namespace mlpp::pgtest {

// TANK1 and TANK2 hold gasoil (500 000 L), TANK3 petrol, LOGIQUE gasoil of a friend depot; TANKB is
// in depot B.
inline constexpr std::string_view tank1 = "33333333-3333-4333-8333-000000000001";
inline constexpr std::string_view tank2 = "33333333-3333-4333-8333-000000000002";
inline constexpr std::string_view tank3 = "33333333-3333-4333-8333-000000000003";
inline constexpr std::string_view tank_logique = "33333333-3333-4333-8333-000000000004";
inline constexpr std::string_view tank_b = "33333333-3333-4333-8333-000000000005";
inline constexpr std::string_view inconnu = "99999999-9999-4999-8999-999999999999";
inline constexpr std::string_view client = "44444444-4444-4444-8444-000000000001";
inline constexpr std::string_view partenaire1 = "55555555-5555-4555-8555-000000000001";
inline constexpr std::string_view partenaire2 = "55555555-5555-4555-8555-000000000002";
inline constexpr std::string_view fournisseur = "66666666-6666-4666-8666-000000000001";
inline constexpr std::string_view transporteur = "77777777-7777-4777-8777-000000000001";

// One line of a movement: readings around `volume`, litres.
std::string ligne(std::string_view citerne, std::string_view volume,
                  std::string_view temperature = "20", std::string_view densite = "837");

// Bodies of POST /receptions and /sorties with one line; `more` are further members, each with its
// comma in front.
std::string reception(std::string_view citerne, std::string_view volume,
                      std::string_view more = "");
std::string reception_partenaire(std::string_view citerne, std::string_view volume,
                                 std::string_view partenaire = partenaire1);
std::string sortie(std::string_view citerne, std::string_view volume, std::string_view more = "");
std::string sortie_partenaire(std::string_view citerne, std::string_view volume,
                              std::string_view partenaire = partenaire1);
std::string cours(std::string_view plaque, std::string_view produit = gasoil,
                  std::string_view depot = depot_a);

struct Appel {
    std::string role; // "operateur@B" is the operateur of depot B
    http::Method method;
    std::string target; // relative to /api/v1
    std::string body{};
    Headers headers{};
};

class Monde {
public:
    Monde();
    Monde(const Monde&) = delete;
    Monde& operator=(const Monde&) = delete;
    ~Monde();

    Answer get(std::string_view role, std::string_view target);
    Answer post(std::string_view role, std::string_view target, std::string_view body,
                std::string_view key = {});
    Answer patch(std::string_view role, std::string_view target, std::int64_t version,
                 std::string_view body);
    Answer del(std::string_view role, std::string_view target);
    // All at once; the answers in the order of the calls.
    std::vector<Answer> ensemble(const std::vector<Appel>& appels);

    // The id of the first document of an answer: receptions[0].id, sorties[0].id, or id.
    static std::string id_of(const Answer& answer);
    // Posts as the administrator and expects 201; the id of the document.
    std::string recevoir(std::string_view body);
    std::string sortir(std::string_view body);
    // A new cours de route in that status (not DECHARGE).
    std::string cours_au_statut(std::string_view statut, std::string_view plaque,
                                std::string_view produit = gasoil);

    // "ambient 15c" of one owner in a tank; empty when there is no line.
    std::string stock(std::string_view citerne, std::string_view partenaire = {});
    std::string ambiant(std::string_view citerne, std::string_view partenaire = {});

    // SQL as the owner; throws when it is refused.
    void run(std::string_view script);
    std::string value(std::string_view sql);
    // The day of depot A, so many days from today.
    std::string jour(int days);
    // As the server's role with the context of that role and action open; the last cell, or "CODE"
    // of the refusal.
    std::string as_application(std::string_view role, std::string_view action,
                               std::string_view sql);
    // The differences that the full proof finds; 0 is the only good answer.
    std::string divergences();

    // Round trips to the database so far.
    std::uint64_t exchanges() const { return pool_.gauges().exchanges; }

    const Database& database() const { return database_; }

    correction::Reglages reglages;

private:
    asio::awaitable<Answer> send(const Appel& appel);
    const std::string& token(const std::string& role);

    Database database_;
    db::SyncConnection owner_;
    http::RouteTable table_;
    std::optional<http::Router> router_;
    std::optional<http::Metrics> metrics_;
    http::Broadcaster events_;
    asio::io_context loop_; // outlives the workers
    http::Workers workers_{1};
    std::optional<http::Application> application_;
    http::TaskGroup group_;
    db::Pool pool_;
    std::map<std::string, std::string> tokens_;
};

} // namespace mlpp::pgtest
