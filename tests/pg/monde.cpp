#include "pg/monde.h"

#include "modules/ajustements/routes.h"
#include "modules/clotures/routes.h"
#include "modules/cours_de_route/routes.h"
#include "modules/receptions/routes.h"
#include "modules/sorties/routes.h"
#include "modules/stock_initial/routes.h"
#include "modules/volumetrie/routes.h"
#include "platform/http/credentials.h"
#include "platform/http/exchange.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value_to.hpp>
#include <fmt/format.h>

namespace mlpp::pgtest {

namespace {

constexpr std::string_view contenu = R"(
insert into parametres values ('environnement', 'dev', '', true);
insert into depots (id, nom, code) values
  ('11111111-1111-1111-1111-111111111111', 'Dépôt A', 'DA'), ('11111111-1111-1111-1111-222222222222', 'Dépôt B', 'DB');
insert into produits (id, nom, code, densite_min_kgm3, densite_max_kgm3) values
  ('22222222-2222-2222-2222-222222222222', 'Gasoil', 'G.O', 780, 900),
  ('640cf7ec-1616-4503-a484-0a61afb20005', 'Essence', 'ESS', 680, 790);
insert into citernes (id, depot_id, nom, produit_id, capacite_totale, localisation, logique) values
  ('33333333-3333-4333-8333-000000000001', '11111111-1111-1111-1111-111111111111', 'TANK1', '22222222-2222-2222-2222-222222222222', 500000, 'nord', false),
  ('33333333-3333-4333-8333-000000000002', '11111111-1111-1111-1111-111111111111', 'TANK2', '22222222-2222-2222-2222-222222222222', 500000, 'nord', false),
  ('33333333-3333-4333-8333-000000000003', '11111111-1111-1111-1111-111111111111', 'TANK3', '640cf7ec-1616-4503-a484-0a61afb20005', 500000, 'sud', false),
  ('33333333-3333-4333-8333-000000000004', '11111111-1111-1111-1111-111111111111', 'DEPOT AMI', '22222222-2222-2222-2222-222222222222', 1000000, 'ami', true),
  ('33333333-3333-4333-8333-000000000005', '11111111-1111-1111-1111-222222222222', 'TANKB', '22222222-2222-2222-2222-222222222222', 500000, 'est', false);
insert into clients (id, nom) values ('44444444-4444-4444-8444-000000000001', 'Client A');
insert into partenaires (id, nom) values
  ('55555555-5555-4555-8555-000000000001', 'Partenaire 1'), ('55555555-5555-4555-8555-000000000002', 'Partenaire 2');
insert into fournisseurs (id, nom) values ('66666666-6666-4666-8666-000000000001', 'Fournisseur A');
insert into transporteurs (id, nom) values ('77777777-7777-4777-8777-000000000001', 'Transporteur A');
)";

constexpr int connections = 8;
constexpr std::string_view statuts[] = {"CHARGEMENT", "TRANSIT", "FRONTIERE", "ARRIVE"};

std::string header_of_owner(std::string_view role) {
    return fmt::format(R"("proprietaire_type":"{}")", role);
}

} // namespace

std::string ligne(std::string_view citerne, std::string_view volume, std::string_view temperature,
                  std::string_view densite) {
    return fmt::format(
        R"({{"citerne_id":"{}","index_avant":0,"index_apres":{},"temperature_ambiante_c":{},"densite_observee_kgm3":{}}})",
        citerne, volume, temperature, densite);
}

std::string reception(std::string_view citerne, std::string_view volume, std::string_view more) {
    return fmt::format(R"({{{},"note":"essai","lignes":[{}]{}}})", header_of_owner("MONALUXE"),
                       ligne(citerne, volume), more);
}

std::string reception_partenaire(std::string_view citerne, std::string_view volume,
                                 std::string_view partenaire) {
    return fmt::format(R"({{{},"partenaire_id":"{}","lignes":[{}]}})",
                       header_of_owner("PARTENAIRE"), partenaire, ligne(citerne, volume));
}

std::string sortie(std::string_view citerne, std::string_view volume, std::string_view more) {
    return fmt::format(R"({{{},"client_id":"{}","lignes":[{}]{}}})", header_of_owner("MONALUXE"),
                       client, ligne(citerne, volume), more);
}

std::string sortie_partenaire(std::string_view citerne, std::string_view volume,
                              std::string_view partenaire) {
    return reception_partenaire(citerne, volume, partenaire);
}

std::string cours(std::string_view plaque, std::string_view produit, std::string_view depot) {
    return fmt::format(
        R"({{"fournisseur_id":"{}","depot_destination_id":"{}","produit_id":"{}","plaque_camion":"{}",)"
        R"("chauffeur_nom":"Jo","transporteur":"Rapide","depart_pays":"Zambie","date_chargement":"{}","volume":39000}})",
        fournisseur, depot, produit, plaque,
        Date{std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now())}.text());
}

Monde::Monde()
    : owner_(database_.as_owner()), group_(loop_),
      pool_(loop_.get_executor(), database_.pool_options(connections)) {
    correction::declare_routes(table_);
    cours_de_route::declare_routes(table_);
    receptions::declare_routes(table_, reglages);
    sorties::declare_routes(table_, reglages);
    ajustements::declare_routes(table_);
    stock_initial::declare_routes(table_);
    clotures::declare_routes(table_);
    router_.emplace(table_);
    metrics_.emplace(table_);
    application_.emplace(
        http::Application{.router = *router_,
                          .metrics = *metrics_,
                          .events = events_,
                          .workers = workers_,
                          .policy = {},
                          .hooks = {.invalidate_settings = [this] { reglages.invalidate(); }}});
    run(contenu);
}

Monde::~Monde() = default;

// Made at its first use; "operateur@B" belongs to depot B.
const std::string& Monde::token(const std::string& role) {
    auto& secret = tokens_[role];
    if (!secret.empty()) return secret;
    const auto name = role.substr(0, role.find('@'));
    const bool scoped = name == "gerant" || name == "operateur" || name == "lecture";
    const auto depot = !scoped ? std::string_view{} : role.ends_with("@B") ? depot_b : depot_a;
    secret = std::string(http::token_prefix) + "jeton-d-essai-de-" + name +
             (role.ends_with("@B") ? "-b" : "-a");
    constexpr db::Statement add{"essai.inserer_utilisateur",
                                "select app.inserer_utilisateur($1, $1, $2, nullif($3, '')::uuid, "
                                "'\\x00112233445566778899aabbccddeeff', '\\x01')"};
    constexpr db::Statement open{
        "essai.connexion_conclure",
        "select app.connexion_conclure($1, '\\x01', '', 'essai', $2::bytea)"};
    const auto email = secret + "@essai.local";
    if (!owner_.one<Uuid>(add, email, name, depot)) throw std::runtime_error(owner_.last_error());
    auto application = database_.as_application();
    if (application.one<std::string>(open, email, hash256(secret)) != "OK")
        throw std::runtime_error("no session for " + email);
    return secret;
}

asio::awaitable<Answer> Monde::send(const Appel& appel) {
    const auto target = std::string(http::api_base) + appel.target;
    const auto authorization = "Bearer " + token(appel.role);
    http::Request request{.method = appel.method,
                          .target = target,
                          .headers = {{"Host", "essai"},
                                      {"Authorization", authorization},
                                      {"Content-Type", "application/json"}},
                          .body = appel.body,
                          .peer = "192.0.2.7"};
    for (const auto& [name, value] : appel.headers)
        request.headers.emplace_back(name, value);
    const auto response = co_await http::answer(*application_, request, &pool_, group_);
    Answer answer{.status = response.status, .body = response.body, .headers = {}};
    for (const auto& [name, value] : response.headers)
        answer.headers.emplace_back(name, value);
    co_return answer;
}

std::vector<Answer> Monde::ensemble(const std::vector<Appel>& appels) {
    for (const auto& appel : appels)
        token(appel.role);
    std::vector<Answer> answers(appels.size());
    std::size_t ended = 0;
    for (std::size_t i = 0; i < appels.size(); ++i)
        asio::co_spawn(loop_, send(appels[i]),
                       [&answers, &ended, i](const std::exception_ptr& failure, Answer answer) {
                           if (failure) std::rethrow_exception(failure);
                           answers[i] = std::move(answer);
                           ++ended;
                       });
    loop_.restart();
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    while (ended < appels.size() && loop_.run_one_until(deadline) != 0) {
    }
    if (ended < appels.size()) throw std::runtime_error("the calls did not end in time");
    return answers;
}

Answer Monde::get(std::string_view role, std::string_view target) {
    return ensemble({{std::string(role), http::Method::get, std::string(target)}}).front();
}

Answer Monde::post(std::string_view role, std::string_view target, std::string_view body,
                   std::string_view key) {
    Headers headers;
    if (!key.empty()) headers.emplace_back("Idempotency-Key", key);
    return ensemble({{std::string(role), http::Method::post, std::string(target), std::string(body),
                      std::move(headers)}})
        .front();
}

Answer Monde::patch(std::string_view role, std::string_view target, std::int64_t version,
                    std::string_view body) {
    return ensemble({{std::string(role),
                      http::Method::patch,
                      std::string(target),
                      std::string(body),
                      {{"If-Match", fmt::format("\"{}\"", version)}}}})
        .front();
}

Answer Monde::del(std::string_view role, std::string_view target) {
    return ensemble({{std::string(role), http::Method::del, std::string(target)}}).front();
}

std::string Monde::id_of(const Answer& answer) {
    const auto document = answer.json();
    if (!document.is_object()) return {};
    for (const auto* list : {"receptions", "sorties"})
        if (const auto* lines = document.get_object().if_contains(list))
            return boost::json::value_to<std::string>(lines->as_array().at(0).at("id"));
    return answer.text("id");
}

std::string Monde::recevoir(std::string_view body) {
    const auto answer = post("admin", "/receptions", body);
    EXPECT_EQ(answer.status, 201) << answer.body;
    return id_of(answer);
}

std::string Monde::sortir(std::string_view body) {
    const auto answer = post("admin", "/sorties", body);
    EXPECT_EQ(answer.status, 201) << answer.body;
    return id_of(answer);
}

std::string Monde::cours_au_statut(std::string_view statut, std::string_view plaque,
                                   std::string_view produit) {
    const auto made = post("admin", "/cours-de-route", cours(plaque, produit));
    EXPECT_EQ(made.status, 201) << made.body;
    const auto id = made.text("id");
    for (const auto step : statuts) {
        if (step != "CHARGEMENT")
            EXPECT_EQ(post("admin", "/cours-de-route/" + id + "/statut",
                           fmt::format(R"({{"statut":"{}"}})", step))
                          .status,
                      200);
        if (step == statut) break;
    }
    return id;
}

std::string Monde::stock(std::string_view citerne, std::string_view partenaire) {
    return value(fmt::format(
        "select coalesce((select stock_ambiant || ' ' || stock_15c from stocks_snapshot "
        "where citerne_id = '{}' and partenaire_id is not distinct from nullif('{}', '')::uuid), "
        "'')",
        citerne, partenaire));
}

std::string Monde::ambiant(std::string_view citerne, std::string_view partenaire) {
    const auto both = stock(citerne, partenaire);
    return both.substr(0, both.find(' '));
}

void Monde::run(std::string_view script) {
    if (!owner_.run(script)) throw std::runtime_error(owner_.last_error());
}

std::string Monde::value(std::string_view sql) {
    const auto rows =
        owner_.rows<std::optional<std::string>>(db::Query::compose("essai", std::string(sql), {}));
    if (!rows) throw std::runtime_error(owner_.last_error());
    if (rows->size() != 1) throw std::runtime_error(fmt::format("{} rows: {}", rows->size(), sql));
    return rows->front().value_or("");
}

std::string Monde::as_application(std::string_view role, std::string_view action,
                                  std::string_view sql) {
    constexpr db::Statement open{"essai.ouvrir_contexte",
                                 "select app.ouvrir_contexte($1::bytea, $2, null, null)"};
    auto connection = database_.as_application();
    const auto run_all = [&]() -> Result<std::string> {
        MLPP_CHECK_PLAIN(connection.execute(open, hash256(token(std::string(role))), action));
        MLPP_TRY_PLAIN(const auto rows, connection.rows<std::optional<std::string>>(
                                            db::Query::compose("essai", std::string(sql), {})));
        return rows.empty() ? std::string{} : rows.back().value_or("");
    };
    const auto result = connection.in_transaction(run_all);
    return result ? *result : std::string(name_of(result.error().code));
}

std::string Monde::jour(int days) {
    return value(fmt::format("select app.jour_du_depot('Africa/Lubumbashi') + {}", days));
}

std::string Monde::divergences() {
    return value("select count(*) from app.verifier_stock()");
}

} // namespace mlpp::pgtest
