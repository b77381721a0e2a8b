#include "platform/db/statement_cache.h"

#include <gtest/gtest.h>

namespace mlpp::db::detail {

namespace {

TEST(StatementCache, knows_a_statement_by_its_text) {
    StatementCache cache;
    const auto first = cache.use("select 1");
    EXPECT_TRUE(first.is_new);
    const auto again = cache.use("select 1");
    EXPECT_FALSE(again.is_new);
    EXPECT_EQ(again.name, first.name);
    EXPECT_NE(cache.use("select 2").name, first.name);
}

TEST(StatementCache, is_bounded_and_gives_up_what_was_used_longest_ago) {
    StatementCache cache;
    for (std::size_t i = 0; i < StatementCache::capacity; ++i)
        cache.use("select " + std::to_string(i));
    cache.use("select 0");
    const auto oldest = cache.use("select 1").name;
    cache.use("select 0");
    for (std::size_t i = 2; i < StatementCache::capacity; ++i)
        cache.use("select " + std::to_string(i));
    cache.use("one more");
    EXPECT_EQ(cache.size(), StatementCache::capacity);
    EXPECT_EQ(cache.take_evicted(), std::vector{oldest});
    EXPECT_TRUE(cache.take_evicted().empty());
    EXPECT_TRUE(cache.use("select 1").is_new);
}

TEST(StatementCache, forgets_what_was_never_prepared) {
    StatementCache cache;
    const auto failed = cache.use("select 1");
    cache.forget("select 1", failed.name);
    const auto retried = cache.use("select 1");
    EXPECT_TRUE(retried.is_new);
    EXPECT_NE(retried.name, failed.name);
}

} // namespace

} // namespace mlpp::db::detail
