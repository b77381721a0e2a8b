#include "pg/database.h"
#include "platform/db/bootstrap.h"
#include "platform/db/migrations.h"
#include "schema/migrations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <thread>

namespace mlpp::db {

namespace {

using pgtest::Database;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr auto two = std::to_array<Migration>({
    {"0001_citernes", "create table citernes (id int); create table autres (id int);"},
    {"0002_colonne", "alter table citernes add column nom text;"},
});

class Migrations : public testing::Test {
public:
    // The text of the refusal.
    std::string refusal(std::span<const Migration> migrations) {
        try {
            migrate(owner, migrations);
        } catch (const MigrationRefused& refused) {
            return refused.what();
        }
        return "not refused";
    }

    Database database{Database::Content::bootstrapped};
    SyncConnection owner = database.as_owner();
};

TEST_F(Migrations, are_applied_once_and_in_order) {
    EXPECT_THAT(pending_migrations(owner, two), ElementsAre("0001_citernes", "0002_colonne"));
    EXPECT_THAT(migrate(owner, std::span(two).first(1)), ElementsAre("0001_citernes"));
    EXPECT_THAT(migrate(owner, two), ElementsAre("0002_colonne"));
    EXPECT_THAT(migrate(owner, two), IsEmpty());
    EXPECT_THAT(pending_migrations(owner, two), IsEmpty());
    EXPECT_TRUE(owner.run("select nom from citernes"));
}

TEST_F(Migrations, edited_after_they_were_applied_are_refused) {
    migrate(owner, two);
    auto edited = two;
    edited[0].sql = "create table citernes (id bigint);";
    EXPECT_THAT(refusal(edited), HasSubstr("0001_citernes was edited"));
}

TEST_F(Migrations, of_a_newer_program_are_refused) {
    migrate(owner, two);
    EXPECT_THAT(refusal(std::span(two).first(1)),
                HasSubstr("the database is newer than the program"));
}

TEST_F(Migrations, that_come_before_an_applied_one_are_refused) {
    const std::array late{two[1]};
    ASSERT_THAT(refusal(late), HasSubstr("failed")); // its table is missing
    const std::array only_second{Migration{"0002_colonne", "create table seconde (id int);"}};
    migrate(owner, only_second);
    const std::array with_first{two[0], only_second[0]};
    EXPECT_THAT(refusal(with_first), HasSubstr("0001_citernes comes before 0002_colonne"));
}

TEST_F(Migrations, that_fail_leave_nothing_of_themselves_and_keep_the_earlier_ones) {
    const std::array failing{two[0],
                             Migration{"0002_fausse", "create table reste (id int); select 1/0;"}};
    const auto text = refusal(failing);
    EXPECT_THAT(text, HasSubstr("0002_fausse"));
    EXPECT_THAT(text, HasSubstr("division by zero"));
    EXPECT_THAT(pending_migrations(owner, two), ElementsAre("0002_colonne"));
    EXPECT_EQ(owner.one<bool>(Statement{"essai.reste", "select to_regclass('reste') is null"}),
              true);
    EXPECT_THAT(migrate(owner, two), ElementsAre("0002_colonne"));
}

TEST_F(Migrations, run_by_two_at_once_take_turns) {
    std::vector<std::string> theirs;
    std::thread other([&] {
        auto connection = database.as_owner();
        theirs = migrate(connection, two);
    });
    const auto mine = migrate(owner, two);
    other.join();
    EXPECT_EQ(mine.size() + theirs.size(), two.size());
}

TEST_F(Migrations, need_the_owner_role) {
    auto application = database.as_application();
    EXPECT_THROW(migrate(application, two), MigrationRefused);
    auto superuser = database.as_superuser();
    EXPECT_EQ(migrate(superuser, two).size(), two.size());
    EXPECT_TRUE(database.as_owner().run("drop table citernes"));
}

TEST_F(Migrations, show_the_application_their_names_and_nothing_else) {
    migrate(owner, two);
    auto application = database.as_application();
    EXPECT_TRUE(application.run("select name, applied_at from app.app_migrations"));
    EXPECT_FALSE(application.run("select hash from app.app_migrations"));
    EXPECT_FALSE(application.run("insert into app.app_migrations (name, hash) values ('x', '')"));
    EXPECT_FALSE(application.run("delete from app.app_migrations"));
}

// A database whose owner is no superuser, as a provider gives it.
class Bootstrap : public testing::Test {
public:
    Bootstrap() {
        SyncConnection maintenance(pgtest::the_cluster().url(cluster::superuser_role, "postgres"));
        made_ = maintenance.run("drop database if exists geree").has_value() &&
                maintenance.run("drop role if exists locataire").has_value() &&
                maintenance.run("create role locataire login createrole").has_value() &&
                maintenance.run("create database geree owner locataire").has_value();
    }

    void SetUp() override { ASSERT_TRUE(made_); }

    static SyncConnection connect(std::string_view role) {
        SyncConnection connection(pgtest::the_cluster().url(cluster::superuser_role, "geree"));
        EXPECT_TRUE(connection.run("set session authorization " + std::string(role)));
        return connection;
    }

private:
    bool made_ = false;
};

TEST_F(Bootstrap, is_done_by_an_owner_with_createrole) {
    auto tenant = connect("locataire");
    const auto before = bootstrap_state(tenant);
    EXPECT_FALSE(before.done);
    EXPECT_TRUE(before.may_do_it);
    bootstrap(tenant);
    EXPECT_TRUE(bootstrap_state(tenant).done);
    bootstrap(tenant);
    EXPECT_EQ(migrate(tenant, two).size(), two.size());
    EXPECT_TRUE(connect("mlpp_proprietaire").run("drop table citernes"));
}

TEST_F(Bootstrap, is_all_that_the_schema_needs_from_a_provider) {
    auto tenant = connect("locataire");
    bootstrap(tenant);
    std::vector<Migration> embedded;
    for (const auto& migration : schema::migrations)
        embedded.push_back({migration.name, migration.sql});
    EXPECT_EQ(migrate(tenant, embedded).size(), embedded.size());
}

TEST_F(Bootstrap, leaves_the_application_and_the_public_no_right_to_create) {
    auto tenant = connect("locataire");
    bootstrap(tenant);
    auto application = connect("mlpp_application");
    EXPECT_FALSE(application.run("create table t (id int)"));
    EXPECT_FALSE(application.run("create temporary table t (id int)"));
    EXPECT_FALSE(application.run("create schema s"));
    EXPECT_FALSE(application.run("set role mlpp_moteur"));
    constexpr Statement open_to_all{"essai.public",
                                    "select has_database_privilege('public', 'geree', 'connect')"};
    EXPECT_EQ(tenant.one<bool>(open_to_all), false);
}

TEST_F(Bootstrap, is_refused_with_its_sql_to_a_role_that_may_not) {
    auto application = connect("mlpp_application");
    try {
        bootstrap(application);
        FAIL();
    } catch (const MigrationRefused& refused) {
        EXPECT_THAT(refused.what(),
                    HasSubstr("mlpp_application may not prepare the database geree"));
        EXPECT_THAT(refused.what(), HasSubstr("create role mlpp_moteur nologin"));
        EXPECT_THAT(refused.what(), HasSubstr("on database \"geree\""));
    }
}

TEST(SyncConnections, bind_rows_and_map_errors_like_transactions) {
    const Database database(Database::Content::bootstrapped);
    auto connection = database.as_application();
    EXPECT_EQ(
        connection.rows<int>(Statement{"essai", "select n from generate_series(1, $1::int) n"}, 3),
        (std::vector{1, 2, 3}));
    const auto refused = connection.one<int>(Statement{"essai", "select $1::text::int"}, "x");
    EXPECT_EQ(refused.error().code, Code::DONNEES_INVALIDES);
    EXPECT_THAT(connection.last_error(), HasSubstr("22P02"));
    EXPECT_THROW(static_cast<void>(connection.run("select pg_terminate_backend(pg_backend_pid())")),
                 Unavailable);
    EXPECT_THROW(SyncConnection("host=/nonexistent"), Unavailable);
}

TEST(SyncConnections, describe_a_statement_without_running_it) {
    const Database database(Database::Content::bootstrapped);
    auto connection = database.as_application();
    const auto described =
        connection.describe({"essai", "select $1::numeric(14,3) as volume, $2::uuid as id"});
    ASSERT_TRUE(described);
    EXPECT_THAT(described->parameter_types, ElementsAre("numeric", "uuid"));
    EXPECT_THAT(described->column_names, ElementsAre("volume", "id"));
    EXPECT_THAT(described->column_types, ElementsAre("numeric", "uuid"));
}

} // namespace

} // namespace mlpp::db
