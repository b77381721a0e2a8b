// `mlpp serve`: the database, the program, and the watch over both until a signal says stop.
#include "app/commands.h"
#include "app/database.h"
#include "app/exit_code.h"
#include "app/program.h"
#include "app/version.h"
#include "platform/base/log.h"
#include "platform/http/static_files.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>

namespace mlpp::app {

namespace {

namespace asio = boost::asio;

// The folder asked for, or the one that an installed program has beside it.
std::filesystem::path web_folder(const ServeConfig& config) {
    if (!config.web.empty()) return config.web;
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    auto folder = program.parent_path().parent_path() / "share" / "mlpp" / "web";
    return std::filesystem::is_regular_file(folder / "index.html", error) ? folder
                                                                          : std::filesystem::path{};
}

log::Level level_named(const std::string& name) {
    if (name == "debug") return log::Level::debug;
    if (name == "warn") return log::Level::warn;
    if (name == "error") return log::Level::error;
    return log::Level::info;
}

// The main thread's own loop: signals, the private cluster's life, housekeeping. PostgreSQL is a
// child of this thread.
class Watch {
public:
    Watch(Program& program, cluster::PrivateCluster* cluster)
        : program_(program), cluster_(cluster), signals_(io_, SIGINT, SIGTERM), hourly_(io_),
          pause_(io_), death_(io_) {}

    int run() {
        signals_.async_wait([this](auto, int signal) {
            log::info("stopping", {{"signal", signal}});
            io_.stop();
        });
        clean_up_hourly();
        watch_cluster();
        io_.run();
        return exit_code_;
    }

private:
    void clean_up_hourly() {
        program_.clean_up();
        if (cluster_ != nullptr) cluster_->rotate_log();
        hourly_.expires_after(std::chrono::hours{1});
        hourly_.async_wait([this](const boost::system::error_code& error) {
            if (!error) clean_up_hourly();
        });
    }

    void watch_cluster() {
        if (cluster_ == nullptr || cluster_->death_descriptor() < 0) return;
        death_.assign(dup(cluster_->death_descriptor()));
        death_.async_wait(asio::posix::stream_descriptor::wait_read,
                          [this](const boost::system::error_code& error) {
                              if (error) return;
                              death_.close();
                              log::error("postgresql.died",
                                         {{"how", cluster_->death().value_or("")}});
                              restart_cluster();
                          });
    }

    void restart_cluster() {
        const auto pause = policy_.next(cluster::RestartPolicy::Clock::now());
        if (!pause) return give_up();
        log::warn("postgresql.restarting", {{"in_ms", pause->count()}});
        pause_.expires_after(*pause);
        pause_.async_wait([this](const boost::system::error_code& error) {
            if (error) return;
            try {
                cluster_->restart();
                log::info("postgresql.restarted");
                watch_cluster();
            } catch (const cluster::ClusterError& failure) {
                log::error("postgresql.restart_failed", {{"reason", failure.what()}});
                restart_cluster();
            }
        });
    }

    // The exit code asks the supervisor for another try, or says why there is none.
    void give_up() {
        log::error("giving_up",
                   {{"reason", fmt::format("PostgreSQL ended too often within {} minutes",
                                           cluster::RestartPolicy::window.count())},
                    {"see", cluster_->log_file().string()},
                    {"exit", static_cast<int>(ExitCode::environment)}});
        exit_code_ = ExitCode::environment;
        io_.stop();
    }

    Program& program_;
    cluster::PrivateCluster* cluster_;
    asio::io_context io_{1};
    asio::signal_set signals_;
    asio::steady_timer hourly_;
    asio::steady_timer pause_;
    asio::posix::stream_descriptor death_;
    cluster::RestartPolicy policy_;
    int exit_code_ = ExitCode::done;
};

} // namespace

void read_interface(Config& config) {
    if (const auto folder = web_folder(config.serve); !folder.empty())
        config.serve.interface = std::make_shared<const http::StaticFiles>(folder);
}

int serve(const Config& config) {
    log::start({level_named(config.serve.log_level), config.serve.log_json});
    auto database = Database::open(config.database, Database::Use::serve);
    Program program(config.serve, database.application_url());
    Watch watch(program, database.cluster());
    program.start();
    log::info("started", {{"version", version}, {"url", program.url()}});
    fmt::print("ready {}\n", program.url());
    std::fflush(stdout);
    const int exit_code = watch.run();
    program.stop();
    log::stop();
    return exit_code;
}

} // namespace mlpp::app
