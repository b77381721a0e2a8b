// Config: what the command line, the environment and the file said, for all verbs. Plain values,
// read only after start.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mlpp::http {
class StaticFiles;
} // namespace mlpp::http

namespace mlpp::app {

// Where the database is: a private cluster in `data`, or any server behind `url`.
struct DatabaseConfig {
    std::filesystem::path data = "/var/lib/mlpp/data";
    std::string url;
    std::optional<std::string> environnement; // of a database that is new; dev when nobody said

    bool is_private() const { return url.empty(); }
};

struct ServeConfig {
    std::string listen = "127.0.0.1:8080";
    std::string public_origin;
    std::filesystem::path web; // the built interface; empty: the installed one, if there is one
    std::shared_ptr<const http::StaticFiles> interface; // what stood there at the start
    std::vector<std::string> trusted_proxies;
    std::vector<std::string> supervision; // who reads /metrics from another machine
    bool secure_cookie = false;
    bool log_json = false;
    std::string log_level = "info";
    int threads = 0;                // event loops; 0: one for each core
    int connections_per_thread = 0; // to the database; 0: chosen
    std::uint32_t clients_max = 1000;
};

struct UserConfig {
    std::string email;
    std::string role;
    std::string nom;
    std::optional<std::string> depot;
};

struct DemoConfig {
    int jours = 180;
    std::uint64_t graine = 1;
};

struct VolumetrieConfig {
    std::string edition = "MPMS_11_1_2004";
    std::string groupe = "B";
    std::optional<double> temperature_c;
    std::optional<double> densite_kgm3;
    std::optional<double> volume_l;
    std::optional<double> alpha_15c;
    bool sans_areometre = false;
    bool densite_15 = false;
    std::filesystem::path csv;
};

struct Config {
    DatabaseConfig database;
    ServeConfig serve;
    UserConfig user;
    DemoConfig demo;
    VolumetrieConfig volumetrie;
    bool json = false;
    std::vector<std::string> psql_arguments;
};

} // namespace mlpp::app
