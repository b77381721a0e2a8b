// Configuration: the texts of the private cluster's files. Pure functions.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace mlpp::cluster {

struct Settings {
    int max_connections = 40;
    int shared_buffers_mib = 128;
    // Only for tests: a crash of the machine may then lose or corrupt the cluster.
    bool durable = true;
};

// The one name of each role that logs in.
inline constexpr std::string_view superuser_role = "mlpp_cluster";
inline constexpr std::string_view owner_role = "mlpp_proprietaire";
inline constexpr std::string_view application_role = "mlpp_application";
inline constexpr std::string_view reader_role = "mlpp_lecteur";

std::string postgresql_conf(const Settings& settings,
                            const std::filesystem::path& socket_directory);
std::string pg_hba_conf();
// `system_user` and root may act as each of these roles; nobody else gets in.
std::string pg_ident_conf(std::string_view system_user);

} // namespace mlpp::cluster
