// `mlpp doctor`: looks at the installation, one line a check, each failure with what to do about
// it.
#include "app/commands.h"
#include "app/database.h"
#include "app/exit_code.h"
#include "app/version.h"
#include "modules/app/queries.h"
#include "platform/base/clock.h"
#include "platform/cluster/binaries.h"

#include <fmt/format.h>

#include <chrono>
#include <functional>

namespace mlpp::app {

namespace {

constexpr std::uintmax_t free_bytes_min = std::uintmax_t{1} << 30;

class Report {
public:
    // `check` returns what it found; what it throws is the failure, `remedy` what to do.
    void check(const char* what, const char* remedy, const std::function<std::string()>& check) {
        try {
            fmt::print("ok    {}: {}\n", what, check());
        } catch (const std::exception& failure) {
            fmt::print("FAIL  {}: {}\n      → {}\n", what, failure.what(), remedy);
            ++failures_;
        }
    }

    int exit_code() const { return failures_ == 0 ? ExitCode::done : ExitCode::refused; }

private:
    int failures_ = 0;
};

std::string postgresql_programs() {
    const auto binaries = cluster::find_binaries();
    return fmt::format("PostgreSQL {} in {}", binaries.major, binaries.directory.string());
}

std::string free_space(const std::filesystem::path& directory) {
    auto there = std::filesystem::absolute(directory);
    while (!std::filesystem::exists(there))
        there = there.parent_path();
    const auto space = std::filesystem::space(there);
    if (space.available < free_bytes_min)
        throw Refused(fmt::format("{} MiB left", space.available >> 20));
    return fmt::format("{} MiB left", space.available >> 20);
}

std::string schema_state(const Database& database) {
    auto owner = database.as_owner();
    const auto pending = db::pending_migrations(owner, embedded_migrations());
    if (!pending.empty()) throw Refused(fmt::format("{} pending migrations", pending.size()));
    return fmt::format("{} migrations, environment {}", embedded_migrations().size(),
                       database.environnement());
}

std::string clocks(const Database& database) {
    auto owner = database.as_owner();
    const auto apart_s = owner.one<std::int64_t>(sql::app::ecart_horloge, now());
    if (!apart_s) throw Refused(owner.last_error());
    if (*apart_s > 5) throw Refused(fmt::format("the database's clock differs by {} s", *apart_s));
    return "server and database agree";
}

std::string an_administrator(const Database& database) {
    auto owner = database.as_owner();
    const auto count = owner.one<std::int64_t>(sql::app::compter_admins);
    if (!count) throw Refused(owner.last_error());
    if (*count == 0) throw Refused("no active administrator");
    return fmt::format("{} active", *count);
}

} // namespace

int doctor(const Config& config) {
    Report report;
    fmt::print("mlpp {}\n", version);
    std::optional<Database> database;
    if (config.database.is_private()) {
        report.check("PostgreSQL programs", "install postgresql-15 or newer, or set MLPP_PG_BIN",
                     postgresql_programs);
        report.check("disk", "free some space on that file system",
                     [&] { return free_space(config.database.data); });
    }
    report.check("database", "see the reason above; `mlpp serve --help` names the options", [&] {
        auto opened = Database::open(config.database, Database::Use::look);
        auto owner = opened.as_owner();
        database.emplace(std::move(opened));
        return fmt::format("PostgreSQL {}", owner.server_version() / 10000);
    });
    if (!database) return report.exit_code();
    report.check("schema", "see the reason above; pending migrations: run mlpp migrate",
                 [&] { return schema_state(*database); });
    report.check("clock", "synchronise the clocks of both machines",
                 [&] { return clocks(*database); });
    report.check("administrator", "run mlpp user add --role admin",
                 [&] { return an_administrator(*database); });
    return report.exit_code();
}

} // namespace mlpp::app
