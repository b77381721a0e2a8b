#include "pg/database.h"

#include "platform/db/bootstrap.h"
#include "platform/db/migrations.h"
#include "schema/migrations.h"

#include <fmt/format.h>

#include <atomic>
#include <iterator>
#include <unistd.h>

namespace mlpp::pgtest {

namespace {

constexpr std::string_view bootstrapped_template = "modele_vide";
constexpr std::string_view migrated_template = "modele";

std::optional<cluster::PrivateCluster>& cluster_slot() {
    static std::optional<cluster::PrivateCluster> running;
    return running;
}

std::filesystem::path& directory_slot() {
    static std::filesystem::path directory;
    return directory;
}

void expect(const Result<>& result, const db::SyncConnection& connection) {
    if (!result) throw std::runtime_error(connection.last_error());
}

void make_templates() {
    db::SyncConnection maintenance(the_cluster().url(cluster::superuser_role, "postgres"));
    for (const auto name : {bootstrapped_template, migrated_template}) {
        db::ensure_database(maintenance, name);
        db::SyncConnection connection(the_cluster().url(cluster::superuser_role, name));
        db::bootstrap(connection);
    }
    std::vector<db::Migration> migrations;
    for (const auto& embedded : schema::migrations)
        migrations.push_back({embedded.name, embedded.sql});
    db::SyncConnection owner(the_cluster().url(cluster::owner_role, migrated_template));
    db::migrate(owner, migrations);
}

} // namespace

cluster::PrivateCluster& the_cluster() {
    return cluster_slot().value();
}

const std::filesystem::path& scratch_directory() {
    return directory_slot();
}

Program::Program() {
    std::string path = "/tmp/mlpp-pgtests-XXXXXX";
    if (mkdtemp(path.data()) == nullptr) throw std::runtime_error("cannot create " + path);
    directory_slot() = path;
    cluster_slot() = cluster::PrivateCluster::start(
        {.directory = scratch_directory() / "cluster",
         .settings = {.max_connections = 100, .shared_buffers_mib = 64, .durable = false},
         .progress = {}});
    make_templates();
}

Program::~Program() {
    cluster_slot().reset();
    std::error_code ignored;
    std::filesystem::remove_all(directory_slot(), ignored);
}

Database::Database(Content content) {
    static std::atomic<int> last_number = 0;
    name_ = fmt::format("essai_{}", ++last_number);
    db::SyncConnection maintenance(the_cluster().url(cluster::superuser_role, "postgres"));
    const auto from = content == Content::migrated ? migrated_template : bootstrapped_template;
    expect(maintenance.run(fmt::format("create database {} template {}", name_, from)),
           maintenance);
    // Rights on the database itself are not copied from a template.
    auto connection = as_superuser();
    db::bootstrap(connection);
}

Database::~Database() {
    db::SyncConnection maintenance(the_cluster().url(cluster::superuser_role, "postgres"));
    if (!maintenance.run(fmt::format("drop database {} with (force)", name_)))
        ADD_FAILURE() << maintenance.last_error();
}

std::string Database::url(std::string_view role) const {
    return the_cluster().url(role, name_);
}

db::SyncConnection Database::connect(std::string_view role) const {
    return db::SyncConnection(url(role));
}

db::PoolOptions Database::pool_options(int max_connections) const {
    db::PoolOptions options;
    options.connection.url = url(cluster::application_role);
    options.max_connections = max_connections;
    return options;
}

} // namespace mlpp::pgtest
