#include "modules/all_queries.h"
#include "pg/database.h"
#include "platform/db/sqlstate.h"

#include <set>

namespace mlpp::pgtest {

namespace {

TEST(Statements, are_all_understood_by_the_migrated_schema_as_the_application) {
    const Database database;
    auto connection = database.as_application();
    for (const auto* const* statement = sql::all_statements; *statement != nullptr; ++statement) {
        const auto described = connection.describe(**statement);
        EXPECT_TRUE(described) << (*statement)->name << ": " << connection.last_error();
    }
}

TEST(Statements, have_one_name_each) {
    std::set<std::string_view> names;
    for (const auto* const* statement = sql::all_statements; *statement != nullptr; ++statement)
        EXPECT_TRUE(names.insert((*statement)->name).second) << (*statement)->name;
}

TEST(Constraints, that_have_a_meaning_exist_in_the_schema) {
    const Database database;
    auto connection = database.as_owner();
    constexpr db::Statement exists{
        "contraintes.existe",
        "select exists (select from pg_constraint where conname = $1) or exists "
        "(select from pg_class where relkind = 'i' and relname = $1)"};
    for (const auto name : db::known_constraints())
        EXPECT_EQ(connection.one<bool>(exists, name), true) << name;
}

} // namespace

} // namespace mlpp::pgtest
