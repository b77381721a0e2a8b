// Bootstrap: what a database needs once before its migrations: the four roles and their rights on
// the database. After it nothing needs more than mlpp_proprietaire. Blocking.
#pragma once

#include "platform/db/sync_connection.h"

#include <string>
#include <string_view>

namespace mlpp::db {

struct BootstrapState {
    bool done = false; // roles and rights are there
    bool may_do_it =
        false; // the connected role is superuser, or has CREATEROLE and owns the database
    std::string current_role;
    std::string database;
};

BootstrapState bootstrap_state(SyncConnection& connection);

// The SQL for `database`. Idempotent; for PostgreSQL 15 and later, by a superuser or by the
// database's owner with CREATEROLE.
std::string bootstrap_sql(std::string_view database);

// Runs it when it is missing and the connected role may; throws MigrationRefused with the SQL to
// run otherwise.
void bootstrap(SyncConnection& connection);

// Creates the database if it is missing, as the private cluster's superuser connected to another
// database. Returns true when it was created. `name` is one of ours: letters, digits, underscores.
bool ensure_database(SyncConnection& connection, std::string_view name);

} // namespace mlpp::db
