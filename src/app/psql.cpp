// `mlpp psql`: PostgreSQL's own client as the owner; in prod as mlpp_lecteur, to whom the server
// refuses every change (ADR 14).
#include "app/commands.h"
#include "app/database.h"
#include "app/exit_code.h"
#include "platform/cluster/binaries.h"
#include "platform/db/address.h"

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

// The owner acts as itself, whoever it signed in as; the reader stays what it is.
std::string url_of_owner(const Database& database) {
    setenv("PGOPTIONS", "-c role=mlpp_proprietaire", 1);
    return database.owner_url();
}

std::string url_of(const Database& database, bool elsewhere) {
    const auto reader = database.reader_url();
    // The reader of a server elsewhere cannot ask which environment it is, and need not.
    if (elsewhere && reader) return *reader;
    if (database.environnement() != "prod") return url_of_owner(database);
    if (reader) return *reader;
    throw Refused("this is a prod environment, where psql only reads: connect with "
                  "user=mlpp_lecteur");
}

// psql ends with 1 for what it was asked wrongly or could not read, 2 when the server went away, 3
// when a statement of a script was refused.
ExitCode exit_code_of(int status) {
    if (!WIFEXITED(status) || WEXITSTATUS(status) == 2) return ExitCode::environment;
    return WEXITSTATUS(status) == 0 ? ExitCode::done : ExitCode::refused;
}

} // namespace

int psql(const Config& config) {
    const auto database = Database::open(config.database, Database::Use::look);
    // Arguments are for everybody to read.
    const auto address = db::without_password(url_of(database, !config.database.is_private()));
    if (address.password) setenv("PGPASSWORD", address.password->c_str(), 1);
    std::vector<std::string> arguments{cluster::find_binaries().program("psql").string(),
                                       "--no-psqlrc", "--dbname=" + address.conninfo};
    arguments.insert(arguments.end(), config.psql_arguments.begin(), config.psql_arguments.end());
    std::vector<char*> pointers;
    for (auto& argument : arguments)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    return exit_code_of(run_in_front(pointers));
}

} // namespace mlpp::app
