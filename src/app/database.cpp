#include "app/database.h"

#include "app/exit_code.h"
#include "modules/app/queries.h"
#include "modules/sante/store.h"
#include "platform/db/bootstrap.h"
#include "schema/migrations.h"

#include <fmt/format.h>

#include <cstdio>
#include <stdexcept>

namespace mlpp::app {

namespace {

void say(std::string_view line) {
    fmt::print(stderr, "{}\n", line);
}

// What the superuser of a private cluster does once: the database and its roles.
void prepare(const cluster::PrivateCluster& cluster,
             const std::optional<std::string>& environnement) {
    {
        db::SyncConnection superuser(cluster.url(cluster::superuser_role, "postgres"));
        if (db::ensure_database(superuser, "mlpp")) say("database created");
    }
    {
        db::SyncConnection superuser(cluster.url(cluster::superuser_role));
        db::bootstrap(superuser);
    }
    db::SyncConnection owner(cluster.url(cluster::owner_role));
    bring_up_to_date(owner, environnement);
}

} // namespace

std::vector<db::Migration> embedded_migrations() {
    std::vector<db::Migration> migrations;
    for (const auto& migration : schema::migrations)
        migrations.push_back({migration.name, migration.sql});
    return migrations;
}

std::string_view newest_migration() {
    return std::end(schema::migrations)[-1].name;
}

void bring_up_to_date(db::SyncConnection& owner, const std::optional<std::string>& environnement) {
    const auto migrations = embedded_migrations();
    for (const auto& name : db::migrate(owner, migrations))
        say("migration " + name);
    if (!owner.execute(sql::app::fixer_environnement, environnement.value_or("dev")))
        throw Refused("the environment could not be recorded: " + owner.last_error());
    const auto fixed = owner.one<std::string>(sql::app::lire_environnement);
    if (fixed && environnement && *fixed != *environnement)
        throw Refused(fmt::format("this database is a {} environment, which never changes: leave "
                                  "--environnement out, or make a new one",
                                  *fixed));
}

Database Database::open(const DatabaseConfig& config, Use use) {
    Database database(config);
    if (!config.is_private()) {
        if (use == Use::serve) database.require_schema();
        return database;
    }
    cluster::StartOptions options;
    options.directory = config.data;
    options.progress = say;
    options.may_initialise = use != Use::look;
    database.cluster_ = use == Use::serve ? cluster::PrivateCluster::start(options)
                                          : cluster::PrivateCluster::join_or_start(options);
    if (database.cluster_->started_here()) prepare(*database.cluster_, config.environnement);
    return database;
}

std::string Database::role_of(db::SyncConnection& connection) {
    auto role = connection.one<std::string>(sql::app::role_connecte);
    if (!role) throw std::runtime_error(connection.last_error());
    return std::move(*role);
}

// Row policies bind mlpp_application alone: with another role everybody would see every depot.
void Database::require_application(db::SyncConnection& application) {
    const auto role = role_of(application);
    if (role != "mlpp_application")
        throw std::runtime_error(
            fmt::format("the role of --database is {}; the server works as mlpp_application alone: "
                        "connect with user=mlpp_application",
                        role));
}

// A server that starts without its database would answer 503 until somebody looks.
void Database::require_schema() const {
    db::SyncConnection application(url_);
    const auto found = sante::lire_schema(application);
    if (found && *found == newest_migration()) return require_application(application);
    const std::string_view schema = found && !found->empty() ? std::string_view(*found) : "none";
    throw std::runtime_error(fmt::format(
        "the database has another schema than this program ({}; needed: {}): run mlpp migrate "
        "--database with the owner's role, or the program that belongs to it",
        schema, newest_migration()));
}

std::string Database::owner_url() const {
    return cluster_ ? cluster_->url(cluster::owner_role) : url_;
}

std::string Database::application_url() const {
    return cluster_ ? cluster_->url(cluster::application_role) : url_;
}

std::optional<std::string> Database::reader_url() const {
    if (cluster_) return cluster_->url(cluster::reader_role);
    db::SyncConnection connection(url_);
    if (role_of(connection) != cluster::reader_role) return std::nullopt;
    return url_;
}

db::SyncConnection Database::as_owner() const {
    db::SyncConnection owner(owner_url());
    // A role of the server that may act as the owner is as good as the owner itself.
    if (!owner.run("set role mlpp_proprietaire"))
        throw Refused(
            "this verb works as mlpp_proprietaire; the role of --database may not act as it");
    return owner;
}

std::string Database::environnement() const {
    auto owner = as_owner();
    const auto found = owner.one<std::string>(sql::app::lire_environnement);
    if (!found) throw Refused("the database is not initialised: run mlpp migrate");
    return *found;
}

void Database::require_not_prod(const char* verb) const {
    if (environnement() == "prod")
        throw Refused(fmt::format("{} is refused in a prod environment", verb));
}

} // namespace mlpp::app
