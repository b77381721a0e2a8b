#include "platform/cluster/binaries.h"
#include "platform/cluster/configuration.h"
#include "platform/cluster/error.h"
#include "platform/cluster/postmaster.h"
#include "platform/cluster/private_cluster.h"
#include "platform/cluster/privileges.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

namespace mlpp::cluster {

namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

TEST(ClusterConfiguration, opens_a_private_socket_and_no_port) {
    const auto text = postgresql_conf({.max_connections = 12}, "/srv/o'dépôt");
    EXPECT_THAT(text, HasSubstr("listen_addresses = ''\n"));
    EXPECT_THAT(text, HasSubstr("unix_socket_directories = '\"/srv/o''dépôt\"'\n"));
    EXPECT_THAT(text, HasSubstr("max_connections = 12\n"));
}

TEST(ClusterConfiguration, is_durable_unless_a_test_asks_otherwise) {
    EXPECT_THAT(postgresql_conf({}, "/s"),
                HasSubstr("\nfsync = on\nsynchronous_commit = on\nfull_page_writes = on"));
    EXPECT_THAT(postgresql_conf({.durable = false}, "/s"), HasSubstr("\nfsync = off\n"));
}

TEST(ClusterConfiguration, lets_in_its_user_and_root_as_the_roles_that_sign_in) {
    const auto text = pg_ident_conf("mlpp");
    EXPECT_THAT(text, HasSubstr("mlpp \"mlpp\" mlpp_application\n"));
    EXPECT_THAT(text, HasSubstr("mlpp \"mlpp\" mlpp_lecteur\n"));
    EXPECT_THAT(text, HasSubstr("mlpp \"root\" mlpp_cluster\n"));
    EXPECT_THAT(pg_hba_conf(), HasSubstr("local all all peer map=mlpp\n"));
}

TEST(ClusterBinaries, tell_their_version) {
    EXPECT_EQ(major_in("postgres (PostgreSQL) 15.4 (Debian 15.4-1)"), 15);
    EXPECT_EQ(major_in("postgres (PostgreSQL) 17beta1"), 17);
    EXPECT_EQ(major_in("something else 15"), std::nullopt);
}

TEST(ClusterBinaries, of_a_missing_version_are_named_in_the_refusal) {
    try {
        find_binaries(9);
        FAIL();
    } catch (const ClusterError& refused) {
        EXPECT_THAT(refused.what(), HasSubstr("postgresql-9"));
    }
}

TEST(PostmasterFile, is_ready_only_when_its_last_line_says_so) {
    constexpr std::string_view starting =
        "123\n/data\n1700000000\n5432\n/socket\n\n 1 2\nstarting\n";
    const auto file = parse_postmaster_file(starting);
    ASSERT_TRUE(file);
    EXPECT_EQ(file->pid, 123);
    EXPECT_FALSE(file->ready);
    EXPECT_TRUE(parse_postmaster_file("123\n/d\n1\n5432\n/s\n\n 1 2\nready   \n")->ready);
    EXPECT_FALSE(parse_postmaster_file("123\n/d\n")->ready);
}

TEST(PostmasterFile, half_written_is_nothing) {
    EXPECT_FALSE(parse_postmaster_file(""));
    EXPECT_FALSE(parse_postmaster_file("12"));
    EXPECT_FALSE(parse_postmaster_file("abc\n"));
}

TEST(PostmasterFile, of_a_reused_process_number_is_no_server) {
    EXPECT_EQ(occupant_of(getpid(), "/nowhere"), Occupant::other_process);
}

TEST(Privileges, of_root_are_given_up_only_for_a_user_that_exists) {
    if (geteuid() != 0) {
        EXPECT_NO_THROW(drop_privileges({}, "personne-de-ce-nom"));
        return;
    }
    try {
        drop_privileges({}, "personne-de-ce-nom");
        FAIL();
    } catch (const ClusterError& refused) {
        EXPECT_THAT(refused.what(), HasSubstr("create it with: useradd --system"));
    }
}

TEST(RestartPolicy, gives_up_after_four_tries_in_a_row) {
    RestartPolicy policy;
    auto now = RestartPolicy::Clock::time_point{};
    for (const auto pause : {100ms, 500ms, 2000ms, 5000ms}) {
        EXPECT_EQ(policy.next(now), pause);
        now += 10s;
    }
    EXPECT_EQ(policy.next(now), std::nullopt);
    EXPECT_EQ(policy.next(now + 10min), 100ms);
}

TEST(RestartPolicy, counts_the_last_ten_minutes_only) {
    RestartPolicy policy;
    auto now = RestartPolicy::Clock::time_point{};
    EXPECT_EQ(policy.next(now), 100ms);
    for (int i = 0; i < 20; ++i) {
        now += 4min;
        EXPECT_TRUE(policy.next(now).has_value()) << i;
    }
    EXPECT_EQ(policy.next(now), 5000ms) << "three of the last ten minutes count already";
    EXPECT_EQ(policy.next(now), std::nullopt);
}

} // namespace

} // namespace mlpp::cluster
