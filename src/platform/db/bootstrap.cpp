#include "platform/db/bootstrap.h"

#include "platform/base/assert.h"
#include "platform/base/log.h"
#include "platform/db/libpq.h"
#include "platform/db/migrations.h"

#include <boost/describe/class.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace mlpp::db {

namespace {

// `{0}` is the quoted database name. PostgreSQL 15: a role with CREATEROLE may grant any role that
// is no superuser. From 16 on it may grant those it created, because creating gave it ADMIN OPTION;
// the grant to itself is what lets it hand the schema over and SET ROLE later. The same text does
// both.
constexpr std::string_view bootstrap_text =
    R"sql(-- One time, connected to this database as its owner with CREATEROLE, or as a superuser.
-- Then give the roles that log in a password, unless the server trusts their socket:
--   alter role mlpp_proprietaire password '...';  alter role mlpp_application password '...';
--   alter role mlpp_lecteur password '...';
begin;
do $roles$
begin
    if to_regrole('mlpp_proprietaire') is null then
        create role mlpp_proprietaire login nosuperuser nocreatedb nocreaterole inherit;
    end if;
    if to_regrole('mlpp_moteur') is null then
        create role mlpp_moteur nologin nosuperuser nocreatedb nocreaterole;
    end if;
    if to_regrole('mlpp_application') is null then
        create role mlpp_application login nosuperuser nocreatedb nocreaterole noinherit;
    end if;
    if to_regrole('mlpp_lecteur') is null then
        create role mlpp_lecteur login nosuperuser nocreatedb nocreaterole noinherit;
        alter role mlpp_lecteur set default_transaction_read_only = on;
    end if;
    if not pg_has_role(current_user, 'mlpp_proprietaire', 'member') then
        grant mlpp_proprietaire to current_user;
    end if;
end
$roles$;
grant mlpp_moteur to mlpp_proprietaire;
revoke all on database {0} from public;
grant connect, create, temporary on database {0} to mlpp_proprietaire;
grant connect on database {0} to mlpp_application, mlpp_lecteur;
alter schema public owner to mlpp_proprietaire;
revoke all on schema public from public;
grant usage on schema public to mlpp_application, mlpp_moteur;
commit;
)sql";

constexpr Statement state_statement{"bootstrap.state", R"sql(
with asked as (
    select to_regrole('mlpp_proprietaire') as proprietaire, to_regrole('mlpp_moteur') as moteur,
           to_regrole('mlpp_application') as application, to_regrole('mlpp_lecteur') as lecteur
)
select current_user::text as role_courant,
       current_database()::text as base,
       (r.rolsuper or (r.rolcreaterole and pg_has_role(d.datdba, 'usage'))) as peut_le_faire,
       (proprietaire is not null and moteur is not null and application is not null and lecteur is not null
        and coalesce((select nspowner = proprietaire from pg_namespace where nspname = 'public'), false)
        and coalesce(has_database_privilege(proprietaire, d.oid, 'create'), false)
        and coalesce(has_database_privilege(application, d.oid, 'connect'), false)
        and coalesce(has_database_privilege(lecteur, d.oid, 'connect'), false)
        and coalesce(pg_has_role(proprietaire, moteur, 'member'), false)) as fait
from asked, pg_roles r, pg_database d
where r.rolname = current_user and d.datname = current_database())sql"};

struct StateRow {
    std::string role_courant;
    std::string base;
    bool peut_le_faire = false;
    bool fait = false;
};
BOOST_DESCRIBE_STRUCT(StateRow, (), (role_courant, base, peut_le_faire, fait))

[[noreturn]] void give_up(const SyncConnection& connection, std::string_view doing) {
    throw MigrationRefused(fmt::format("{} failed: {}", doing, connection.last_error()));
}

} // namespace

BootstrapState bootstrap_state(SyncConnection& connection) {
    auto row = connection.one<StateRow>(state_statement);
    if (!row) give_up(connection, "reading the database's roles");
    return {.done = row->fait,
            .may_do_it = row->peut_le_faire,
            .current_role = std::move(row->role_courant),
            .database = std::move(row->base)};
}

std::string bootstrap_sql(std::string_view database) {
    return fmt::format(fmt::runtime(bootstrap_text), detail::quoted_identifier(database));
}

void bootstrap(SyncConnection& connection) {
    const auto state = bootstrap_state(connection);
    if (state.done) return;
    const auto sql = bootstrap_sql(state.database);
    if (!state.may_do_it)
        throw MigrationRefused(fmt::format("the role {} may not prepare the database {}; have its "
                                           "administrator run this once:\n\n{}",
                                           state.current_role, state.database, sql));
    if (const auto ran = connection.run(sql); !ran) {
        connection.roll_back();
        give_up(connection, "preparing the database");
    }
    log::info("db.bootstrapped", {{"database", state.database}});
}

bool ensure_database(SyncConnection& connection, std::string_view name) {
    MLPP_ASSERT(!name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }));
    constexpr Statement exists{"database.exists",
                               "select exists (select from pg_database where datname = $1)"};
    const auto found = connection.one<bool>(exists, name);
    if (!found) give_up(connection, "looking for the database");
    if (*found) return false;
    const auto sql = fmt::format("create database {}", name);
    if (const auto created = connection.run(sql); !created)
        give_up(connection, "creating the database");
    return true;
}

} // namespace mlpp::db
