// `mlpp psql`: PostgreSQL's own client as the owner, read-only in prod.
#include "app/commands.h"
#include "app/database.h"
#include "app/exit_code.h"
#include "platform/cluster/binaries.h"

#include <fmt/format.h>

#include <cstdlib>
#include <spawn.h>
#include <sys/wait.h>

namespace mlpp::app {

int psql(const Config& config) {
    const auto database = Database::open(config.database, Database::Use::verb);
    const bool read_only = database.environnement() == "prod";
    const auto options = fmt::format("-c role=mlpp_proprietaire{}",
                                     read_only ? " -c default_transaction_read_only=on" : "");
    setenv("PGOPTIONS", options.c_str(), 1);
    std::vector<std::string> arguments{cluster::find_binaries().program("psql").string(),
                                       "--no-psqlrc", "--dbname=" + database.owner_url()};
    arguments.insert(arguments.end(), config.psql_arguments.begin(), config.psql_arguments.end());
    std::vector<char*> pointers;
    for (auto& argument : arguments)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    pid_t child = 0;
    if (posix_spawn(&child, pointers.front(), nullptr, nullptr, pointers.data(), environ) != 0)
        throw Refused("psql could not be started");
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : ExitCode::environment;
}

} // namespace mlpp::app
