#include "platform/db/migrations.h"

#include "platform/base/date.h"
#include "platform/base/log.h"
#include "platform/base/random.h"

#include <boost/describe/class.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace mlpp::db {

namespace {

struct Applied {
    std::string name;
    Hash256 hash;
};
BOOST_DESCRIBE_STRUCT(Applied, (), (name, hash))

constexpr Statement read_applied{
    "migrations.lire", "select name, hash from app.app_migrations order by name collate \"C\""};
constexpr Statement record{"migrations.inscrire",
                           "insert into app.app_migrations (name, hash) values ($1, $2)"};
constexpr Statement table_exists{"migrations.table",
                                 "select to_regclass('app.app_migrations') is not null"};

constexpr std::string_view create_table = R"sql(
create schema if not exists app;
create table app.app_migrations (
    name text primary key,
    hash bytea not null,
    applied_at timestamptz not null default now()
);
comment on table app.app_migrations is 'Applied migrations; an applied one never changes';
alter table app.app_migrations enable row level security;
alter table app.app_migrations force row level security;
create policy proprietaire on app.app_migrations to mlpp_proprietaire using (true) with check (true);
grant usage on schema app to mlpp_application;
grant select (name, applied_at) on app.app_migrations to mlpp_application;
create policy lire on app.app_migrations for select to mlpp_application using (true);
)sql";

// One number for every runner of this program: "mlppmigr".
constexpr std::string_view lock_runner =
    "set lock_timeout = '60s'; select pg_advisory_lock(7884800675793168242)";
constexpr std::string_view unlock_runner = "select pg_advisory_unlock(7884800675793168242)";

template <class T>
T required(const SyncConnection& connection, Result<T> result, std::string_view doing) {
    if (!result)
        throw MigrationRefused(fmt::format("{} failed: {}", doing, connection.last_error()));
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

void become_owner(SyncConnection& connection) {
    if (!connection.run("set role mlpp_proprietaire"))
        throw MigrationRefused(
            "the connected role may not act as mlpp_proprietaire: connect as it, or "
            "grant mlpp_proprietaire to the connected role");
}

bool has_table(SyncConnection& connection) {
    return required(connection, connection.one<bool>(table_exists),
                    "looking for the applied migrations");
}

std::vector<Applied> applied_so_far(SyncConnection& connection) {
    if (!has_table(connection)) return {};
    return required(connection, connection.rows<Applied>(read_applied),
                    "reading the applied migrations");
}

void check_order(std::span<const Migration> migrations) {
    const auto in_order = std::ranges::adjacent_find(migrations, [](const auto& a, const auto& b) {
                              return a.name >= b.name;
                          }) == migrations.end();
    if (!in_order) throw MigrationRefused("two migrations of the program are out of order");
}

// Everything applied must be known and unchanged, and come before everything that is not.
std::span<const Migration> pending(std::span<const Migration> migrations,
                                   const std::vector<Applied>& applied) {
    check_order(migrations);
    for (std::size_t i = 0; i < applied.size(); ++i) {
        const auto known = std::ranges::find(migrations, applied[i].name, &Migration::name);
        if (known == migrations.end())
            throw MigrationRefused(fmt::format("the database has the migration {}, which this "
                                               "program does not know: the database is "
                                               "newer than the program; install the newer program",
                                               applied[i].name));
        if (hash256(known->sql) != applied[i].hash)
            throw MigrationRefused(fmt::format("the migration {} was edited after it was applied; "
                                               "put its old text back and write a "
                                               "new migration",
                                               known->name));
        if (static_cast<std::size_t>(known - migrations.begin()) != i)
            throw MigrationRefused(fmt::format("the migration {} comes before {}, which is applied "
                                               "already; give it a later number",
                                               migrations[i].name, known->name));
    }
    return migrations.subspan(applied.size());
}

void apply(SyncConnection& connection, const Migration& migration) {
    const auto work = [&]() -> Result<> {
        MLPP_CHECK_PLAIN(connection.run(migration.sql));
        MLPP_CHECK_PLAIN(connection.execute(record, migration.name, hash256(migration.sql)));
        return {};
    };
    try {
        required(connection, connection.in_transaction(work),
                 fmt::format("the migration {}", migration.name));
    } catch (const ServerFault& fault) {
        throw MigrationRefused(
            fmt::format("the migration {} failed: {}", migration.name, fault.what()));
    }
    log::info("db.migrated", {{"migration", migration.name}});
}

} // namespace

std::vector<std::string> pending_migrations(SyncConnection& connection,
                                            std::span<const Migration> migrations) {
    become_owner(connection);
    std::vector<std::string> names;
    for (const auto& migration : pending(migrations, applied_so_far(connection)))
        names.emplace_back(migration.name);
    return names;
}

std::vector<std::string> migrate(SyncConnection& connection,
                                 std::span<const Migration> migrations) {
    become_owner(connection);
    required(connection, connection.run(lock_runner), "waiting for another migration to end");
    std::vector<std::string> names;
    const auto work = [&] {
        if (!has_table(connection))
            required(connection, connection.run(create_table), "creating app.app_migrations");
        for (const auto& migration : pending(migrations, applied_so_far(connection))) {
            apply(connection, migration);
            names.emplace_back(migration.name);
        }
    };
    try {
        work();
    } catch (const MigrationRefused&) {
        if (!connection.run(unlock_runner)) log::warn("db.migration_lock_kept");
        throw;
    }
    required(connection, connection.run(unlock_runner), "ending the migration");
    return names;
}

} // namespace mlpp::db
