#include "pg/database.h"
#include "platform/cluster/files.h"
#include "platform/cluster/postmaster.h"
#include "platform/cluster/private_cluster.h"
#include "platform/cluster/process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace mlpp::cluster {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::HasSubstr;

// A cluster made once and copied for each test: initdb takes a second or more.
const fs::path& made_once() {
    static const fs::path made = [] {
        const auto directory = pgtest::scratch_directory() / "modele";
        PrivateCluster::start(
            {.directory = directory, .settings = {.durable = false}, .progress = {}});
        return directory;
    }();
    return made;
}

class PrivateClusters : public testing::Test {
public:
    PrivateClusters()
        : options{.directory = pgtest::scratch_directory() /
                               testing::UnitTest::GetInstance()->current_test_info()->name(),
                  .settings = {.max_connections = 10, .shared_buffers_mib = 16, .durable = false},
                  .progress = {}} {
        fs::copy(made_once(), options.directory, fs::copy_options::recursive);
        fs::permissions(options.directory, fs::perms::owner_all);
    }

    db::SyncConnection connect(const PrivateCluster& cluster) {
        return db::SyncConnection(cluster.url(superuser_role, "postgres"));
    }

    std::string refusal() {
        try {
            PrivateCluster::start(options);
        } catch (const ClusterError& refused) {
            return refused.what();
        }
        return "not refused";
    }

    // Runs a program of its own that starts the cluster and is then killed, like a server by kill
    // -9. Returns the process number of the PostgreSQL it had started.
    pid_t start_and_kill_starter() {
        std::array<int, 2> ends{};
        EXPECT_EQ(pipe(ends.data()), 0);
        const pid_t starter = fork();
        if (starter == 0) {
            const auto cluster = PrivateCluster::start(options);
            const pid_t pid = cluster.postmaster_pid();
            if (write(ends[1], &pid, sizeof pid) != sizeof pid) _exit(1);
            for (;;)
                pause();
        }
        pid_t pid = 0;
        EXPECT_EQ(read(ends[0], &pid, sizeof pid), static_cast<ssize_t>(sizeof pid));
        close(ends[0]);
        close(ends[1]);
        kill(starter, SIGKILL);
        waitpid(starter, nullptr, 0);
        return pid;
    }

    StartOptions options;
};

TEST_F(PrivateClusters, start_stop_and_keep_their_data) {
    {
        const auto cluster = PrivateCluster::start(options);
        EXPECT_TRUE(cluster.started_here());
        ASSERT_TRUE(connect(cluster).run("create table t as select 7 as n"));
    }
    EXPECT_FALSE(read_postmaster_file(options.directory / "pgdata"));
    const auto cluster = PrivateCluster::start(options);
    auto connection = connect(cluster);
    EXPECT_EQ(connection.one<int>(db::Statement{"essai", "select n from t"}), 7);
    EXPECT_EQ(connection.one<std::string>(db::Statement{"essai", "show listen_addresses"}), "");
    EXPECT_EQ(connection.one<std::string>(db::Statement{"essai", "show data_checksums"}), "on");
    EXPECT_EQ(connection.one<std::string>(db::Statement{"essai", "show max_connections"}), "10");
}

TEST_F(PrivateClusters, are_ready_well_within_two_seconds) {
    const auto before = std::chrono::steady_clock::now();
    const auto cluster = PrivateCluster::start(options);
    connect(cluster);
    EXPECT_LT(std::chrono::steady_clock::now() - before, 2s);
}

TEST_F(PrivateClusters, refuse_a_directory_that_another_program_has_running) {
    const auto cluster = PrivateCluster::start(options);
    EXPECT_THAT(refusal(), HasSubstr("another program (process " + std::to_string(getpid()) + ")"));
}

TEST_F(PrivateClusters, are_joined_while_they_run_and_started_otherwise) {
    {
        const auto serving = PrivateCluster::start(options);
        const auto joined = PrivateCluster::join_or_start(options);
        EXPECT_FALSE(joined.started_here());
        EXPECT_TRUE(connect(joined).run("select 1"));
    }
    const auto started = PrivateCluster::join_or_start(options);
    EXPECT_TRUE(started.started_here());
    EXPECT_TRUE(connect(started).run("select 1"));
}

TEST_F(PrivateClusters, refuse_a_server_that_somebody_else_started) {
    const auto binaries = find_binaries();
    const auto pgdata = options.directory / "pgdata";
    write_file(pgdata / "mlpp.conf",
               postgresql_conf(options.settings, options.directory / "socket"));
    fs::create_directories(options.directory / "socket");
    const Descriptor output(
        open((options.directory / "autre.log").c_str(), O_WRONLY | O_CREAT, 0600));
    const auto other = start_program(
        {{binaries.program("postgres").string(), "-D", pgdata.string()}, pgdata, SIGKILL},
        output.get());
    while (!read_postmaster_file(pgdata).value_or(PostmasterFile{}).ready)
        ASSERT_FALSE(wait_for_end(other.handle, 3ms));
    EXPECT_THAT(refusal(), HasSubstr("that this program did not start (process " +
                                     std::to_string(other.pid) + ")"));
    kill(other.pid, SIGINT);
    waitpid(other.pid, nullptr, 0);
}

TEST_F(PrivateClusters, come_back_after_their_program_was_killed) {
    const auto left_over = start_and_kill_starter();
    ASSERT_GT(left_over, 0);
    const auto before = std::chrono::steady_clock::now();
    const auto cluster = PrivateCluster::start(options);
    EXPECT_LT(std::chrono::steady_clock::now() - before, 5s);
    EXPECT_NE(cluster.postmaster_pid(), left_over);
    EXPECT_TRUE(connect(cluster).run("select 1"));
}

TEST_F(PrivateClusters, stop_by_themselves_when_their_program_is_killed) {
    const auto left_over = start_and_kill_starter();
    const auto handle = handle_of(left_over);
    EXPECT_TRUE(!handle || wait_for_end(handle, 20s));
}

TEST_F(PrivateClusters, recover_when_postgresql_itself_was_killed_and_say_that_it_died) {
    options.settings.durable = true;
    auto cluster = PrivateCluster::start(options);
    ASSERT_TRUE(connect(cluster).run("create table t as select 7 as n"));
    EXPECT_EQ(cluster.death(), std::nullopt);
    kill(cluster.postmaster_pid(), SIGKILL);
    pollfd died{.fd = cluster.death_descriptor(), .events = POLLIN, .revents = 0};
    ASSERT_EQ(poll(&died, 1, 20'000), 1);
    EXPECT_THAT(cluster.death().value(), HasSubstr("signal 9"));
    cluster.restart();
    EXPECT_EQ(connect(cluster).one<int>(db::Statement{"essai", "select n from t"}), 7);
    EXPECT_EQ(cluster.death(), std::nullopt);
}

TEST_F(PrivateClusters, start_in_spite_of_a_lock_file_whose_process_number_was_used_again) {
    write_file(options.directory / "pgdata/postmaster.pid",
               std::to_string(getppid()) + "\n/x\n1700000000\n5432\n/x\n\n 1 2\nready   \n");
    const auto cluster = PrivateCluster::start(options);
    EXPECT_TRUE(connect(cluster).run("select 1"));
}

TEST_F(PrivateClusters, refuse_data_of_a_version_that_is_not_installed) {
    write_file(options.directory / "pgdata/PG_VERSION", "9\n");
    EXPECT_THAT(refusal(), HasSubstr("was made by PostgreSQL 9"));
}

TEST_F(PrivateClusters, refuse_a_directory_that_is_no_cluster) {
    fs::remove(options.directory / "pgdata/PG_VERSION");
    EXPECT_THAT(refusal(), HasSubstr("it has no PG_VERSION"));
}

TEST_F(PrivateClusters, refuse_a_directory_they_may_not_write) {
    options.directory = "/proc/mlpp";
    EXPECT_THAT(refusal(), HasSubstr("cannot use /proc/mlpp"));
    options.directory = "/usr";
    EXPECT_THAT(refusal(), HasSubstr("belongs to another user"));
}

TEST_F(PrivateClusters, say_what_postgresql_said_when_it_does_not_come_up) {
    std::ofstream(options.directory / "pgdata/postgresql.conf", std::ios::app)
        << "n'importe quoi = 1\n";
    const auto text = refusal();
    EXPECT_THAT(text, HasSubstr("while starting"));
    EXPECT_THAT(text, HasSubstr("postgresql.conf"));
}

TEST_F(PrivateClusters, finish_an_initialisation_that_was_interrupted) {
    fs::remove_all(options.directory / "pgdata");
    fs::create_directories(options.directory / "pgdata.new/base");
    const auto cluster = PrivateCluster::start(options);
    EXPECT_TRUE(connect(cluster).run("select 1"));
    EXPECT_FALSE(fs::exists(options.directory / "pgdata.new"));
}

TEST_F(PrivateClusters, use_a_short_socket_directory_when_the_path_is_too_long) {
    const auto deep = options.directory / std::string(100, 'd');
    fs::create_directories(deep);
    fs::rename(options.directory / "pgdata", deep / "pgdata");
    options.directory = deep;
    fs::path sockets;
    for (int i = 0; i < 2; ++i) {
        const auto cluster = PrivateCluster::start(options);
        EXPECT_TRUE(connect(cluster).run("select 1"));
        EXPECT_TRUE(connect(PrivateCluster::join_or_start(options)).run("select 1"));
        if (i == 1) {
            EXPECT_EQ(cluster.socket_directory(), sockets);
        }
        sockets = cluster.socket_directory();
        struct stat found{};
        ASSERT_EQ(stat(sockets.c_str(), &found), 0);
        EXPECT_EQ(found.st_mode & 0777, 0700U);
    }
    fs::remove_all(sockets);
}

TEST_F(PrivateClusters, keep_their_log_small) {
    auto cluster = PrivateCluster::start(options);
    const auto log = options.directory / "postgres.log";
    const std::string line(999, '.');
    std::ofstream grown(log, std::ios::app);
    for (int i = 0; i < 9'000; ++i)
        grown << line << '\n';
    grown.close();
    cluster.rotate_log();
    EXPECT_EQ(fs::file_size(log), 0U);
    EXPECT_GT(fs::file_size(options.directory / "postgres.log.1"), 8'999'999U);
}

TEST_F(PrivateClusters, let_verbs_that_joined_finish) {
    auto serving = PrivateCluster::start(options);
    auto joined = std::make_optional(PrivateCluster::join_or_start(options));
    auto connection = connect(*joined);
    std::thread verb([&] {
        EXPECT_TRUE(connection.run("select pg_sleep(0.2)"));
        joined.reset();
    });
    serving.stop(10s, 10s);
    verb.join();
}

} // namespace

} // namespace mlpp::cluster
