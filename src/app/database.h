// Database: the database of a verb, opened and brought up to date: a private cluster started or
// joined, or a server elsewhere. Owned by the verb, used on the main thread; a cluster started here
// stops with it.
#pragma once

#include "app/config.h"
#include "platform/cluster/private_cluster.h"
#include "platform/db/migrations.h"
#include "platform/db/sync_connection.h"

#include <optional>
#include <string>
#include <vector>

namespace mlpp::app {

class Database {
public:
    enum class Use {
        serve, // takes the private cluster for itself
        verb,  // joins it when `serve` has it
        look   // the same, and never makes a new one
    };

    // Private: starts or joins, creates and migrates. Elsewhere: to serve, throws unless it answers
    // and has this program's schema; a verb connects by itself. Says what it does on standard
    // error.
    static Database open(const DatabaseConfig& config, Use use);

    // As the owner; with a server elsewhere the given URL is the owner's.
    db::SyncConnection as_owner() const;
    std::string owner_url() const;
    std::string application_url() const;
    // Where only reading is possible; nullopt when the given URL is another role's.
    std::optional<std::string> reader_url() const;

    cluster::PrivateCluster* cluster() { return cluster_ ? &*cluster_ : nullptr; }

    // dev, staging or prod.
    std::string environnement() const;
    // Throws Refused in prod: demo data, seeds and resets have no business there.
    void require_not_prod(const char* verb) const;

private:
    explicit Database(const DatabaseConfig& config) : url_(config.url) {}

    void require_schema() const;
    static std::string role_of(db::SyncConnection& connection);
    static void require_application(db::SyncConnection& application);

    std::string url_;
    std::optional<cluster::PrivateCluster> cluster_;
};

// The migrations that this program carries.
std::vector<db::Migration> embedded_migrations();

// The name of the newest of them.
std::string_view newest_migration();

// Applies what is pending and fixes the environment of a new database; names what was done on
// standard error.
void bring_up_to_date(db::SyncConnection& owner, const std::optional<std::string>& environnement);

} // namespace mlpp::app
