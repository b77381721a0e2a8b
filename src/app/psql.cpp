// `mlpp psql`: PostgreSQL's own client as the owner, read-only in prod.
#include "app/commands.h"
#include "app/database.h"
#include "app/exit_code.h"
#include "platform/cluster/binaries.h"
#include "platform/db/address.h"

#include <fmt/format.h>

#include <csignal>
#include <cstdlib>
#include <spawn.h>
#include <sys/wait.h>

namespace mlpp::app {

namespace {

// Waits for a program of the same terminal, whose interrupts are its own.
int run_in_front(const std::vector<char*>& arguments) {
    signal(SIGINT, SIG_IGN);
    signal(SIGQUIT, SIG_IGN);
    sigset_t its_own;
    sigemptyset(&its_own);
    sigaddset(&its_own, SIGINT);
    sigaddset(&its_own, SIGQUIT);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigdefault(&attributes, &its_own);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    pid_t child = 0;
    const int failed =
        posix_spawn(&child, arguments.front(), nullptr, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    if (failed != 0) throw Refused("psql could not be started");
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

} // namespace

int psql(const Config& config) {
    const auto database = Database::open(config.database, Database::Use::look);
    const bool read_only = database.environnement() == "prod";
    const auto options = fmt::format("-c role=mlpp_proprietaire{}",
                                     read_only ? " -c default_transaction_read_only=on" : "");
    setenv("PGOPTIONS", options.c_str(), 1);
    // Arguments are for everybody to read.
    const auto address = db::without_password(database.owner_url());
    if (address.password) setenv("PGPASSWORD", address.password->c_str(), 1);
    std::vector<std::string> arguments{cluster::find_binaries().program("psql").string(),
                                       "--no-psqlrc", "--dbname=" + address.conninfo};
    arguments.insert(arguments.end(), config.psql_arguments.begin(), config.psql_arguments.end());
    std::vector<char*> pointers;
    for (auto& argument : arguments)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    const int status = run_in_front(pointers);
    return WIFEXITED(status) ? WEXITSTATUS(status) : ExitCode::environment;
}

} // namespace mlpp::app
