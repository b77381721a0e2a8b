// Migrations: forward only, each in one transaction, as mlpp_proprietaire. app.app_migrations keeps
// name, hash and time of each. Two runners at once take turns. Blocking: for command-line verbs, at
// start and in tests.
#pragma once

#include "platform/db/sync_connection.h"

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace mlpp::db {

struct Migration {
    std::string_view name; // NNNN_what
    std::string_view sql;
};

// The text says what to do; it is meant for the person at the command line.
struct MigrationRefused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// The names that `migrate` would apply, in order. Refuses as `migrate` does.
std::vector<std::string> pending_migrations(SyncConnection& connection,
                                            std::span<const Migration> migrations);

// Applies what is pending and returns the names. Throws MigrationRefused when an applied migration
// was edited, when the database knows a newer one than the program, when the connected role may not
// act as the owner, or when a migration fails (nothing of that one remains, the earlier ones stay).
// Throws Unavailable.
std::vector<std::string> migrate(SyncConnection& connection, std::span<const Migration> migrations);

} // namespace mlpp::db
