#include "pg/api.h"

#include "platform/http/exchange.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace mlpp::pgtest {

namespace {

http::RouteTable filled(std::initializer_list<Api::Declare> modules) {
    http::RouteTable table;
    for (const auto declare : modules)
        declare(table);
    return table;
}

std::string as_text(const boost::json::value& value) {
    return value.is_string() ? std::string(value.get_string()) : boost::json::serialize(value);
}

const boost::json::value* member_of(const boost::json::value& object, std::string_view name) {
    return object.is_object() ? object.get_object().if_contains(name) : nullptr;
}

} // namespace

std::string Answer::header(std::string_view name) const {
    for (const auto& [key, value] : headers)
        if (http::same_ignoring_case(key, name)) return value;
    return {};
}

boost::json::value Answer::json() const {
    boost::json::error_code failed;
    auto value = boost::json::parse(body, failed);
    return failed ? boost::json::value() : value;
}

std::string Answer::text(std::string_view member) const {
    const auto document = json();
    const auto* found = member_of(document, member);
    return found == nullptr ? std::string() : as_text(*found);
}

std::int64_t Answer::integer(std::string_view member) const {
    return std::stoll(text(member));
}

std::vector<std::string> Answer::fields() const {
    std::vector<std::string> all;
    const auto document = json();
    if (const auto* errors = member_of(document, "erreurs"))
        for (const auto& error : errors->as_array())
            all.push_back(as_text(error.at("champ")) + ' ' + as_text(error.at("code")));
    return all;
}

std::vector<std::string> Answer::column(std::string_view member) const {
    std::vector<std::string> all;
    const auto document = json();
    if (const auto* elements = member_of(document, "elements"))
        for (const auto& element : elements->as_array())
            all.push_back(as_text(element.at(member)));
    return all;
}

std::string Answer::cookie() const {
    constexpr std::string_view name = "mlpp_session=";
    const auto set = header("Set-Cookie");
    if (!set.starts_with(name)) return {};
    return set.substr(name.size(), set.find(';') - name.size());
}

Answer Caller::send(http::Method method, std::string_view target, std::string_view body,
                    const Headers& more) const {
    const auto path = std::string(http::api_base) + std::string(target);
    http::Request request{
        .method = method, .target = path, .headers = {}, .body = body, .peer = api_->address};
    request.headers = {{"Host", "essai"},
                       {"User-Agent", "essai"},
                       {"Sec-Fetch-Site", "same-origin"},
                       {"Content-Type", "application/json"}};
    for (const auto& [name, value] : headers_)
        request.headers.emplace_back(name, value);
    for (const auto& [name, value] : more)
        request.headers.emplace_back(name, value);
    const auto response = pgtest::run(
        api_->loop_, http::answer(api_->application_, request, &api_->pool_, api_->group_));
    Answer answer{.status = response.status, .body = response.body, .headers = {}};
    for (const auto& [name, value] : response.headers)
        answer.headers.emplace_back(name, value);
    return answer;
}

Api::Api(std::initializer_list<Declare> modules, std::string_view environnement)
    : owner_(database_.as_owner()), table_(filled(modules)), router_(table_), metrics_(table_),
      application_{.router = router_,
                   .metrics = metrics_,
                   .events = events_,
                   .workers = workers_,
                   .policy = {},
                   .hooks = {}},
      group_(loop_), pool_(loop_.get_executor(), database_.pool_options()) {
    run(fmt::format("insert into parametres values ('environnement', '{}', '', true);"
                    "insert into depots (id, nom, code) values ('{}', 'Dépôt A', 'DA'), ('{}', "
                    "'Dépôt B', 'DB')",
                    environnement, depot_a, depot_b));
}

Api::~Api() = default;

std::string_view Api::depot_of(std::string_view role) {
    return role == "gerant" || role == "operateur" || role == "lecture" ? depot_a
                                                                        : std::string_view{};
}

Caller Api::as(std::string_view role, std::string_view depot) {
    auto& secret = secrets_[fmt::format("{} {}", role, depot)];
    if (secret.empty()) secret = sign_in(role, depot);
    return with_cookie(secret);
}

Caller Api::visitor() {
    return {*this, {}};
}

Caller Api::with_cookie(std::string_view secret) {
    return {*this, {{"Cookie", fmt::format("mlpp_session={}", secret)}}};
}

Caller Api::with_token(std::string_view token) {
    return {*this, {{"Authorization", fmt::format("Bearer {}", token)}}};
}

Uuid Api::add_account(std::string_view email, std::string_view role, std::string_view depot,
                      std::string_view password) {
    std::array<std::uint8_t, 16> salt{};
    fill_random(salt);
    constexpr db::Statement add{"essai.inserer_utilisateur",
                                "select app.inserer_utilisateur($1, $1, $2, nullif($3, "
                                "'')::uuid, $4::bytea, $5::bytea)"};
    const auto id = owner_.one<Uuid>(add, email, role, depot, db::Bytes(salt.begin(), salt.end()),
                                     password_key(password, salt));
    if (!id) throw std::runtime_error(owner_.last_error());
    return *id;
}

// Signs in with the database's function; the key of the test's accounts is a constant, no work of
// Argon2.
std::string Api::sign_in(std::string_view role, std::string_view depot) {
    const auto email = fmt::format("{}{}@essai.local", role, depot == depot_b ? "-b" : "");
    const auto secret = new_secret();
    constexpr db::Statement add{"essai.inserer_utilisateur",
                                "select app.inserer_utilisateur($1, $1, $2, nullif($3, '')::uuid, "
                                "'\\x00112233445566778899aabbccddeeff', '\\x01')"};
    constexpr db::Statement open{
        "essai.connexion_conclure",
        "select app.connexion_conclure($1, '\\x01', '', 'essai', $2::bytea)"};
    if (!owner_.one<Uuid>(add, email, role, depot)) throw std::runtime_error(owner_.last_error());
    auto application = database_.as_application();
    if (application.one<std::string>(open, email, hash256(secret)) != "OK")
        throw std::runtime_error("no session for " + email);
    return secret;
}

void Api::run(std::string_view script) {
    if (!owner_.run(script)) throw std::runtime_error(owner_.last_error());
}

std::string Api::value(std::string_view sql) {
    const auto rows =
        owner_.rows<std::optional<std::string>>(db::Query::compose("essai", std::string(sql), {}));
    if (!rows) throw std::runtime_error(owner_.last_error());
    if (rows->size() != 1) throw std::runtime_error(fmt::format("{} rows: {}", rows->size(), sql));
    return rows->front().value_or("");
}

} // namespace mlpp::pgtest
