// `mlpp migrate`: roles when they are missing and may be made, then pending migrations.
#include "app/commands.h"
#include "app/database.h"
#include "app/exit_code.h"
#include "platform/db/bootstrap.h"

#include <fmt/format.h>

namespace mlpp::app {

namespace {

// On a server elsewhere the roles may be missing, and making them may be somebody else's right:
// then their SQL is the answer, ready to be run once.
bool bootstrapped(db::SyncConnection& connection) {
    const auto state = db::bootstrap_state(connection);
    if (state.done) return true;
    if (state.may_do_it) {
        db::bootstrap(connection);
        fmt::print(stderr, "roles created\n");
        return true;
    }
    fmt::print("{}", db::bootstrap_sql(state.database));
    fmt::print(stderr,
               "mlpp: {} may not create the roles; have the SQL above run once by who may, then "
               "migrate again as mlpp_proprietaire or a member of it\n",
               state.current_role);
    return false;
}

} // namespace

int migrate(const Config& config) {
    const auto database = Database::open(config.database, Database::Use::verb);
    db::SyncConnection connection(database.owner_url());
    if (!config.database.is_private() && !bootstrapped(connection)) return ExitCode::refused;
    bring_up_to_date(connection, config.database.environnement);
    fmt::print("up to date: {} migrations, environment {}\n", embedded_migrations().size(),
               database.environnement());
    return ExitCode::done;
}

} // namespace mlpp::app
