#include "app/program.h"

#include "app/database.h"
#include "app/version.h"
#include "modules/ajustements/routes.h"
#include "modules/app/queries.h"
#include "modules/auth/routes.h"
#include "modules/citernes/routes.h"
#include "modules/clotures/routes.h"
#include "modules/cours_de_route/routes.h"
#include "modules/evenements/routes.h"
#include "modules/integrite/routes.h"
#include "modules/journal/routes.h"
#include "modules/receptions/routes.h"
#include "modules/recherche/routes.h"
#include "modules/referentiels/routes.h"
#include "modules/sante/routes.h"
#include "modules/sorties/routes.h"
#include "modules/stock/routes.h"
#include "modules/stock_initial/routes.h"
#include "modules/tableau_de_bord/routes.h"
#include "modules/utilisateurs/routes.h"
#include "modules/volumetrie/routes.h"
#include "modules/vues/routes.h"
#include "platform/base/assert.h"
#include "platform/base/log.h"
#include "platform/db/transaction.h"
#include "platform/http/openapi.h"
#include "platform/http/static_files.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/system/system_error.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <exception>
#include <stdexcept>

namespace mlpp::app {

namespace {

namespace asio = boost::asio;

// Requests wait on the database most of the time: more connections than these only make its locks
// longer. A private cluster has 40, of which its superuser, the listeners and the verbs that join
// it need some. One of each loop is for postings.
constexpr int connections_min = 2; // of one loop
constexpr int connections_default = 8;
constexpr int connections_in_all = 24;

int loop_count(const ServeConfig& config) {
    if (config.threads > 0) return config.threads;
    return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1,
                      connections_in_all / connections_min);
}

db::PoolOptions pool_options(const ServeConfig& config, const std::string& url) {
    db::PoolOptions options;
    options.connection.url = url;
    const int connections =
        config.connections_per_thread > 0
            ? config.connections_per_thread
            : std::min(connections_in_all / loop_count(config), connections_default);
    options.max_connections = std::max(connections, connections_min) - options.posting_connections;
    return options;
}

struct Address {
    std::string host;
    std::uint16_t port = 0;
};

Address address_of(const std::string& listen) {
    const auto colon = listen.rfind(':');
    Address address{listen.substr(0, colon == std::string::npos ? 0 : colon)};
    if (address.host.starts_with('[') && address.host.ends_with(']'))
        address.host = address.host.substr(1, address.host.size() - 2);
    const auto text = std::string_view(listen).substr(colon == std::string::npos ? 0 : colon + 1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), address.port);
    // As every system has it, whatever its resolver says.
    if (address.host == "localhost") address.host = "127.0.0.1";
    if (address.host.empty() || error != std::errc{} || end != text.data() + text.size())
        throw std::invalid_argument("--listen takes ADDRESS:PORT, not " + listen);
    return address;
}

// A loop that throws has a bug somewhere; going on without it would leave its clients hanging.
void run_loop(asio::io_context& io) {
    try {
        io.run();
    } catch (const std::exception& failure) {
        log::error("loop.failed", {{"reason", failure.what()}});
        log::stop();
        std::abort();
    }
}

asio::awaitable<void> journal_refusal(db::Pool* pool, http::Refusal refusal) {
    if (!refusal.session) co_return;
    auto tx = pool->begin();
    const auto stored = co_await tx.last_rows<std::optional<std::string>>(
        db::Query::of(sql::app::journaliser_refus, *refusal.session, refusal.action));
    if (!stored) log::warn("refusal.not_stored", {{"action", refusal.action}});
}

} // namespace

Program::EventLoop::EventLoop(const db::PoolOptions& options)
    : work(asio::make_work_guard(io)), pool(io.get_executor(), options), tasks(io) {}

Program::Program(const ServeConfig& config, const std::string& database_url)
    : config_(config), loops_([&] {
          std::vector<std::unique_ptr<EventLoop>> loops;
          for (int i = 0; i < loop_count(config); ++i)
              loops.push_back(std::make_unique<EventLoop>(pool_options(config, database_url)));
          return loops;
      }()),
      relay_(loops_.front()->io.get_executor(), loops_.front()->pool,
             pool_options(config, database_url).connection, events_),
      settings_listener_(
          loops_.front()->io.get_executor(), pool_options(config, database_url).connection,
          {"mlpp_reglages"},
          {.notified = [this](std::string_view, std::string_view) { reglages_.invalidate(); },
           .listening = [] {},
           .reconnected = [this] { reglages_.invalidate(); }}) {
    declare_routes();
    router_.emplace(table_);
    metrics_.emplace(table_);
    application_.emplace(
        http::Application{*router_, *metrics_, events_, workers_, policy(), hooks()});
}

Program::~Program() = default;

void Program::declare_routes() {
    sante::declare_routes(table_, {.schema = std::string(newest_migration()),
                                   .metrics =
                                       [this] {
                                           refresh_gauges(*metrics_);
                                           return metrics_->text();
                                       },
                                   .supervision = config_.supervision});
    auth::declare_routes(table_);
    utilisateurs::declare_routes(table_);
    vues::declare_routes(table_);
    referentiels::declare_routes(table_);
    citernes::declare_routes(table_);
    cours_de_route::declare_routes(table_);
    receptions::declare_routes(table_, reglages_);
    sorties::declare_routes(table_, reglages_);
    ajustements::declare_routes(table_);
    stock_initial::declare_routes(table_);
    stock::declare_routes(table_);
    clotures::declare_routes(table_);
    correction::declare_routes(table_);
    tableau_de_bord::declare_routes(table_);
    journal::declare_routes(table_);
    recherche::declare_routes(table_);
    integrite::declare_routes(table_);
    evenements::declare_routes(table_, relay_);
    http::declare_documentation(table_, version);
}

http::Policy Program::policy() const {
    http::Policy policy;
    policy.public_origin = config_.public_origin;
    // Browsers that come by https get a cookie for https alone, asked for or not.
    policy.secure_cookie = config_.secure_cookie || config_.public_origin.starts_with("https://");
    policy.trusted_proxies = config_.trusted_proxies;
    return policy;
}

http::Hooks Program::hooks() {
    http::Hooks hooks;
    hooks.invalidate_settings = [this] { reglages_.invalidate(); };
    hooks.refused = journal_refusal;
    if (config_.interface)
        hooks.fallback = [this](const http::Request& request) { return answer_web(request); };
    hooks.gauges = [this](http::Metrics& metrics) { refresh_gauges(metrics); };
    return hooks;
}

asio::awaitable<http::Response> Program::answer_web(const http::Request& request) {
    co_return config_.interface->answer(request);
}

void Program::refresh_gauges(http::Metrics& metrics) const {
    db::PoolGauges sum;
    for (const auto& loop : loops_)
        sum += loop->pool.gauges();
    metrics.gauge("mlpp_db_connections_open", "Database connections open", sum.open);
    metrics.gauge("mlpp_db_connections_idle", "Database connections idle", sum.idle);
    metrics.gauge("mlpp_db_waiting", "Requests waiting for a database connection", sum.waiting);
    metrics.gauge("mlpp_db_exchanges", "Database round trips since the start",
                  static_cast<double>(sum.exchanges));
    metrics.gauge("mlpp_db_connections_lost", "Database connections lost since the start",
                  static_cast<double>(sum.lost));
    metrics.gauge("mlpp_event_subscribers", "Open event streams",
                  static_cast<double>(events_.subscribers()));
}

void Program::start() {
    const auto address = address_of(config_.listen);
    http::ServerOptions options;
    options.address = address.host;
    options.port = address.port;
    options.connections_max = config_.clients_max;
    std::vector<http::Loop> loops;
    for (const auto& loop : loops_)
        loops.push_back({loop->io, &loop->pool});
    try {
        server_.emplace(options, *application_, loops);
    } catch (const boost::system::system_error& failure) {
        throw std::runtime_error(
            fmt::format("cannot listen on {}: {}", config_.listen, failure.code().message()));
    }
    server_->start();
    auto& first = *loops_.front();
    first.tasks.spawn(relay_.run());
    first.tasks.spawn(settings_listener_.run());
    for (const auto& loop : loops_)
        loop->thread = std::thread([&io = loop->io] { run_loop(io); });
}

std::string Program::url() const {
    return server_->url();
}

void Program::clean_up() {
    auto& first = *loops_.front();
    asio::post(first.io, [&first] {
        first.tasks.spawn([](db::Pool& pool) -> asio::awaitable<void> {
            auto tx = pool.begin();
            const auto done =
                co_await tx.last_rows<std::optional<std::string>>(db::Query::of(sql::app::purger));
            if (!done) log::warn("cleanup.refused", {{"code", name_of(done.error().code)}});
        }(first.pool));
    });
}

asio::awaitable<void> Program::shut_down() {
    co_await server_->stop();
    relay_.stop();
    settings_listener_.stop();
    if (!co_await loops_.front()->tasks.wait(std::chrono::seconds{2}))
        loops_.front()->tasks.cancel();
}

void Program::stop() {
    asio::co_spawn(loops_.front()->io, shut_down(), asio::use_future).get();
    for (const auto& loop : loops_)
        asio::co_spawn(loop->io, loop->pool.close(std::chrono::seconds{2}), asio::use_future).get();
    for (const auto& loop : loops_) {
        loop->work.reset();
        loop->thread.join();
    }
}

} // namespace mlpp::app
