#include "platform/cluster/configuration.h"

#include <fmt/format.h>

#include <initializer_list>

namespace mlpp::cluster {

namespace {

// A text as PostgreSQL's configuration files quote it.
std::string in_quotes(std::string_view text, char quote) {
    std::string out;
    out += quote;
    for (const char c : text) {
        if (c == quote) out += quote;
        if (c == '\\' && quote == '\'') out += '\\';
        out += c;
    }
    return out + quote;
}

} // namespace

std::string postgresql_conf(const Settings& settings,
                            const std::filesystem::path& socket_directory) {
    // The setting is a list: the path is quoted as an item of it, then as a value.
    const auto sockets = in_quotes(in_quotes(socket_directory.string(), '"'), '\'');
    const auto durable = settings.durable ? "on" : "off";
    return fmt::format(
        R"conf(# Written at every start. Changes belong in the program's own configuration.
listen_addresses = ''
unix_socket_directories = {}
unix_socket_permissions = 0700
max_connections = {}
shared_buffers = {}MB
effective_cache_size = {}MB
maintenance_work_mem = 64MB
work_mem = 8MB
jit = off
random_page_cost = 1.1

fsync = {}
synchronous_commit = {}
full_page_writes = {}
wal_level = replica
max_wal_size = 1GB
min_wal_size = 80MB
checkpoint_timeout = 5min

timezone = 'UTC'
log_timezone = 'UTC'
datestyle = 'iso, ymd'
lc_messages = 'C'

# Refusals of ours are errors to PostgreSQL: the program counts them, they stay out of this log.
log_destination = 'stderr'
logging_collector = off
log_min_messages = log
log_min_error_statement = log
log_line_prefix = '%m [%p] %q%u@%d '
log_min_duration_statement = 1000
log_parameter_max_length = 0
log_checkpoints = off
log_lock_waits = on
)conf",
        sockets, settings.max_connections, settings.shared_buffers_mib,
        4 * settings.shared_buffers_mib, durable, durable, durable);
}

std::string pg_hba_conf() {
    return "# Written at every start. Unix socket only, the operating system says who it is.\n"
           "local all all peer map=mlpp\n";
}

std::string pg_ident_conf(std::string_view system_user) {
    std::string text = "# Written at every start.\n";
    for (const std::string_view user : {system_user, std::string_view("root")}) {
        for (const auto role : {superuser_role, owner_role, application_role, reader_role})
            text += fmt::format("mlpp {} {}\n", in_quotes(user, '"'), role);
        if (system_user == "root") break;
    }
    return text;
}

} // namespace mlpp::cluster
