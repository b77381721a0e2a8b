#include "app/command_line.h"

#include "app/commands.h"
#include "app/exit_code.h"
#include "platform/cluster/error.h"
#include "platform/cluster/privileges.h"
#include "platform/db/error.h"
#include "platform/db/migrations.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <memory>
#include <regex>
#include <unistd.h>

namespace mlpp::app {

namespace {

using Verb = std::function<int(const Config&)>;
using Preparation = std::function<void(Config&)>;

struct CommandLine {
    CLI::App app{"ML_PP: the depot's server and its tools", "mlpp"};
    Config config;
    Verb chosen;
    Preparation prepare; // with the rights of whoever started the program
    bool needs_database = false;
    bool may_make_one = false; // a private cluster that is missing
};

// CLI11 reads the file before the environment and keeps what it has first: what the environment
// says is taken out of the file.
class FileUnderEnvironment : public CLI::ConfigTOML {
public:
    explicit FileUnderEnvironment(const CLI::App& app) : app_(app) {}

    std::vector<CLI::ConfigItem> from_config(std::istream& input) const override {
        auto items = CLI::ConfigTOML::from_config(input);
        std::erase_if(items, [&](const CLI::ConfigItem& item) { return is_said(item); });
        return items;
    }

private:
    bool is_said(const CLI::ConfigItem& item) const {
        const auto* command = &app_;
        for (const auto& parent : item.parents) {
            const auto commands = command->get_subcommands(
                [&](const CLI::App* child) { return child->get_name() == parent; });
            if (commands.empty()) return false;
            command = commands.front();
        }
        const auto* option = command->get_option_no_throw("--" + item.name);
        if (option == nullptr || option->get_envname().empty()) return false;
        const char* said = std::getenv(option->get_envname().c_str());
        return said != nullptr && *said != '\0';
    }

    const CLI::App& app_;
};

enum class Makes : std::uint8_t { a_cluster, nothing };

// An unset variable of a shell must not choose another database.
const CLI::Validator not_empty{
    [](const std::string& text) { return std::string(text.empty() ? "must not be empty" : ""); },
    "TEXT"};

CLI::Validator whole_text(const char* pattern, const char* wanted) {
    return {[expression = std::regex(pattern), wanted](const std::string& text) {
                return std::string(std::regex_match(text, expression) ? "" : wanted);
            },
            "TEXT"};
}

const auto host_and_port =
    whole_text(R"((localhost|[0-9.]{7,15}|\[[0-9a-fA-F:.]{2,45}\]):[0-9]{1,5})",
               "is ADDRESS:PORT, as 127.0.0.1:8080, [::1]:8080 or localhost:8080");
const auto page_origin = whole_text(R"(https?://[^/?#@\s]+)",
                                    "is what browsers show, without a path: https://depot.example");
const auto single_address = whole_text(R"([0-9a-fA-F:.]+)", "is one address, no range");

CLI::App* add_verb(CommandLine& line, CLI::App* parent, const char* name, const char* what,
                   Verb verb) {
    auto* command = parent->add_subcommand(name, what);
    command->callback([&line, verb = std::move(verb)] { line.chosen = verb; });
    return command;
}

CLI::App* add_database_verb(CommandLine& line, CLI::App* parent, const char* name, const char* what,
                            Verb verb, Makes makes = Makes::a_cluster, Preparation prepare = {}) {
    auto* command = parent->add_subcommand(name, what);
    // Of its own: environment and file speak to every verb, chosen or not.
    auto database = std::make_shared<DatabaseConfig>();
    auto* data = command->add_option("--data", database->data, "directory of the private cluster")
                     ->envname("MLPP_DATA")
                     ->capture_default_str();
    command
        ->add_option("--database", database->url,
                     "connection string of a PostgreSQL server elsewhere")
        ->envname("MLPP_DATABASE_URL")
        ->check(not_empty)
        ->excludes(data);
    command
        ->add_option("--environnement", database->environnement,
                     "of a new database: dev (when nothing is said), staging or prod")
        ->envname("MLPP_ENVIRONNEMENT")
        ->check(CLI::IsMember({"dev", "staging", "prod"}));
    command->callback(
        [&line, database, makes, verb = std::move(verb), prepare = std::move(prepare)] {
            line.chosen = verb;
            line.prepare = prepare;
            line.config.database = *database;
            line.needs_database = true;
            line.may_make_one = makes == Makes::a_cluster;
        });
    return command;
}

void declare_serve(CommandLine& line) {
    auto* command = add_database_verb(line, &line.app, "serve", "run the server", serve,
                                      Makes::a_cluster, read_interface);
    auto& serve_config = line.config.serve;
    command
        ->add_option(
            "--listen", serve_config.listen,
            "HOST:PORT, HOST an address of this machine or localhost (127.0.0.1); port 0 takes a "
            "free one")
        ->envname("MLPP_LISTEN")
        ->check(host_and_port)
        ->capture_default_str();
    command->add_option("--web", serve_config.web, "folder of the built web interface")
        ->envname("MLPP_WEB");
    command
        ->add_option("--origin", serve_config.public_origin,
                     "scheme, host and port that browsers use")
        ->envname("MLPP_ORIGIN")
        ->check(page_origin);
    command
        ->add_option("--proxy", serve_config.trusted_proxies,
                     "address whose X-Forwarded-For is believed")
        ->envname("MLPP_PROXY")
        ->check(single_address)
        ->delimiter(',');
    command
        ->add_option("--supervision", serve_config.supervision,
                     "address that may read /metrics from another machine")
        ->envname("MLPP_SUPERVISION")
        ->check(single_address)
        ->delimiter(',');
    command
        ->add_flag("--secure-cookie", serve_config.secure_cookie,
                   "the session cookie is Secure, as it always is with an --origin of https")
        ->envname("MLPP_SECURE_COOKIE");
    command->add_flag("--log-json", serve_config.log_json, "log lines as JSON")
        ->envname("MLPP_LOG_JSON");
    command->add_option("--log-level", serve_config.log_level, "debug, info, warn or error")
        ->envname("MLPP_LOG_LEVEL")
        ->check(CLI::IsMember({"debug", "info", "warn", "error"}))
        ->capture_default_str();
    command->add_option("--threads", serve_config.threads, "event loops; 0: one for each core")
        ->envname("MLPP_THREADS")
        ->check(CLI::Range(0, 64));
    command
        ->add_option("--connections", serve_config.connections_per_thread,
                     "database connections of each loop, one of them for postings; at least 2; 0: "
                     "chosen")
        ->envname("MLPP_CONNECTIONS")
        ->check(CLI::Range(0, 100));
    command->add_option("--clients", serve_config.clients_max, "HTTP connections at most")
        ->envname("MLPP_CLIENTS")
        ->check(CLI::Range(1, 100'000))
        ->capture_default_str();
}

void declare_volumetrie(CommandLine& line) {
    auto* command =
        add_verb(line, &line.app, "volumetrie", "compute a volume correction", volumetrie);
    auto& v = line.config.volumetrie;
    command->add_option("--edition", v.edition, "MPMS_11_1_2004 or D1250_1980")
        ->check(CLI::IsMember({"MPMS_11_1_2004", "D1250_1980"}))
        ->capture_default_str();
    command->add_option("--groupe", v.groupe, "A crude, B refined, C special, D lubricant")
        ->check(CLI::IsMember({"A", "B", "C", "D"}))
        ->capture_default_str();
    command->add_option("--temperature", v.temperature_c, "°C");
    command->add_option("--densite", v.densite_kgm3, "observed density, kg/m³");
    command->add_option("--volume", v.volume_l, "ambient volume, litres");
    command->add_option("--alpha", v.alpha_15c, "group C: thermal expansion per °C at 15 °C");
    command->add_flag("--sans-areometre", v.sans_areometre,
                      "the density was not read on a glass hydrometer");
    command->add_flag("--densite-15", v.densite_15, "the density given is that at 15 °C");
    command->add_option("--csv", v.csv, "file of cases; the results go to standard output")
        ->check(CLI::ExistingFile);
}

void declare_others(CommandLine& line) {
    add_database_verb(line, &line.app, "migrate", "apply pending migrations, as the owner",
                      migrate);
    auto* seed = line.app.add_subcommand("seed", "put in basic data");
    seed->require_subcommand(1);
    add_database_verb(line, seed, "prod-like", "one depot, two products, six tanks",
                      seed_prod_like);
    auto* demo_command = add_database_verb(line, &line.app, "demo",
                                           "accounts and activity to try the program with", demo);
    demo_command->add_option("--jours", line.config.demo.jours, "days of activity")
        ->check(CLI::Range(1, 365))
        ->capture_default_str();
    demo_command->add_option("--graine", line.config.demo.graine, "seed of the random numbers")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    auto* user = line.app.add_subcommand("user", "accounts");
    user->require_subcommand(1);
    auto* add = add_database_verb(
        line, user, "add", "add an account; the password comes from standard input", add_user);
    add->add_option("--email", line.config.user.email)->required();
    add->add_option("--role", line.config.user.role)
        ->required()
        ->check(CLI::IsMember(
            {"admin", "directeur", "gerant", "operateur", "pca", "lecture", "finance"}));
    add->add_option("--nom", line.config.user.nom, "full name")->required();
    add->add_option("--depot", line.config.user.depot, "id, code or name");
    add_database_verb(line, &line.app, "verify",
                      "recompute everything from the ledger and report differences", verify,
                      Makes::nothing)
        ->add_flag("--json", line.config.json, "differences as JSON");
    add_database_verb(line, &line.app, "doctor", "look at the installation and say what to mend",
                      doctor, Makes::nothing);
    auto* shell =
        add_database_verb(line, &line.app, "psql",
                          "PostgreSQL's own client: as the owner, in prod as mlpp_lecteur, "
                          "who only reads. Ends with 0, with 1 when it or a statement "
                          "failed, with 3 when the database went away",
                          psql, Makes::nothing);
    shell->add_option("arguments", line.config.psql_arguments, "for psql, after --");
}

void declare(CommandLine& line) {
    line.app.require_subcommand(1);
    // The environment is asked for here: CLI11 reads the file before the environment.
    const char* file = std::getenv("MLPP_CONFIG");
    const bool named = file != nullptr && *file != '\0';
    line.app.set_config("--config", named ? file : "",
                        "TOML file of options, a section for each verb (Env:MLPP_CONFIG)", named);
    line.app.config_formatter(std::make_shared<FileUnderEnvironment>(line.app));
    line.app.allow_config_extras(CLI::config_extras_mode::error);
    declare_serve(line);
    declare_others(line);
    declare_volumetrie(line);
    add_verb(line, &line.app, "routes", "print the route table",
             [](const Config&) { return print_routes(); });
    add_verb(line, &line.app, "openapi", "print the OpenAPI document",
             [](const Config&) { return print_openapi(); });
    add_verb(line, &line.app, "errors", "print the catalogue of errors",
             [](const Config&) { return print_errors(); });
    add_verb(line, &line.app, "version", "print versions",
             [](const Config&) { return print_version(); });
}

// Never throws: standard error may be full or closed.
int report(const char* what, ExitCode code) {
    std::fputs(fmt::format("mlpp: {}\n", what).c_str(), stderr);
    return code;
}

int execute(CommandLine& line) {
    try {
        if (line.prepare) line.prepare(line.config);
        const auto& database = line.config.database;
        if (line.needs_database && database.is_private() &&
            (line.may_make_one || std::filesystem::exists(database.data)))
            cluster::drop_privileges(database.data);
        else if (line.needs_database)
            cluster::drop_privileges();
        const int code = line.chosen(line.config);
        if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
        return report("the output could not be written", ExitCode::environment);
    } catch (const WrongUsage& fault) {
        return report(fault.what(), ExitCode::usage);
    } catch (const Refused& refusal) {
        return report(refusal.what(), ExitCode::refused);
    } catch (const db::MigrationRefused& refusal) {
        return report(refusal.what(), ExitCode::refused);
    } catch (const db::Unavailable& failure) {
        return report(fmt::format("cannot reach the database: {}\nCheck its address and password, "
                                  "and that it runs",
                                  failure.what())
                          .c_str(),
                      ExitCode::environment);
    } catch (const db::ServerFault& fault) {
        constexpr std::array missing = {"3F000", "42P01", "42883"}; // schema, table, function
        if (std::ranges::find(missing, fault.sqlstate) == missing.end())
            return report(fault.what(), ExitCode::environment);
        return report(
            "the database has no schema of this program, or another one: run mlpp migrate with the "
            "owner's role",
            ExitCode::environment);
    } catch (const std::exception& failure) {
        return report(failure.what(), ExitCode::environment);
    }
}

// A closed standard stream would be the next file that is opened, the lock of a data directory say.
void keep_standard_streams() {
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream)
        if (fcntl(stream, F_GETFD) == -1) static_cast<void>(open("/dev/null", O_RDWR));
}

} // namespace

int run(int argc, char** argv) {
    keep_standard_streams();
    CommandLine line;
    declare(line);
    try {
        line.app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        const int code = line.app.exit(error);
        return code == 0 ? ExitCode::done : ExitCode::usage;
    }
    return execute(line);
}

} // namespace mlpp::app
