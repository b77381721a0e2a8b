#include "platform/db/params.h"
#include "platform/db/row.h"

#include <boost/describe/enum.hpp>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdint>
#include <string>
#include <vector>

namespace mlpp::db {

namespace {

enum class Statut { ARRIVE, EN_ROUTE };
BOOST_DESCRIBE_ENUM(Statut, ARRIVE, EN_ROUTE)

template <class T>
std::string written(const T& value) {
    std::string text;
    SqlValue<T>::write(value, text);
    return text;
}

TEST(SqlValues, are_written_as_postgresql_reads_them) {
    EXPECT_EQ(written(true), "t");
    EXPECT_EQ(written(std::int64_t{-7}), "-7");
    EXPECT_EQ(written(0.1), "0.1");
    EXPECT_EQ(written(Litres::from_units(-1500)), "-1.500");
    EXPECT_EQ(written(Statut::EN_ROUTE), "EN_ROUTE");
    EXPECT_EQ(written(Bytes{0x00, 0xff}), "\\x00ff");
    EXPECT_EQ(written(*Date::parse("2026-02-05")), "2026-02-05");
    EXPECT_EQ(written(json::Json{R"({"a":1})"}), R"({"a":1})");
}

TEST(SqlValues, refuse_a_text_that_is_not_wholly_theirs) {
    EXPECT_FALSE(SqlValue<int>::read("12 "));
    EXPECT_FALSE(SqlValue<int>::read("99999999999"));
    EXPECT_FALSE(SqlValue<bool>::read("true"));
    EXPECT_FALSE(SqlValue<Statut>::read("arrive"));
    EXPECT_FALSE(SqlValue<Litres>::read("1.2345"));
    EXPECT_FALSE(SqlValue<Hash256>::read("\\x00"));
    EXPECT_FALSE(SqlValue<Bytes>::read("00"));
    EXPECT_FALSE(SqlValue<double>::read(""));
}

TEST(SqlArrays, are_quoted_and_escaped) {
    EXPECT_EQ(written(std::vector<std::string>{}), "{}");
    EXPECT_EQ(written(std::vector<std::string>{"a,b", "\"", "\\", "", "NULL", "{}"}),
              R"({"a,b","\"","\\","","NULL","{}"})");
    EXPECT_EQ(written(std::vector<int>{1, 2}), R"({"1","2"})");
}

TEST(SqlArrays, are_read_as_postgresql_writes_them) {
    EXPECT_EQ(SqlValue<std::vector<int>>::read("{1,2}"), (std::vector{1, 2}));
    EXPECT_EQ(SqlValue<std::vector<std::string>>::read(R"({a,"b c","d\"e"})"),
              (std::vector<std::string>{"a", "b c", "d\"e"}));
    for (const auto* malformed :
         {"", "{", "{1", "{1,}", "{,1}", "{1}x", "{NULL}", "{{1},{2}}", "{\"a"})
        EXPECT_FALSE(SqlValue<std::vector<std::string>>::read(malformed)) << malformed;
}

TEST(SqlArrays, come_back_as_they_went) {
    EXPECT_TRUE(rc::check([](const std::vector<std::string>& values) {
        RC_ASSERT(SqlValue<std::vector<std::string>>::read(written(values)) == values);
    }));
}

TEST(Params, keep_order_and_null) {
    const auto params =
        Params::of(1, std::optional<int>(), "deux", std::optional(std::string("x")));
    ASSERT_EQ(params.size(), 4U);
    EXPECT_STREQ(params.value(0), "1");
    EXPECT_EQ(params.value(1), nullptr);
    EXPECT_STREQ(params.value(2), "deux");
    EXPECT_STREQ(params.value(3), "x");
    EXPECT_FALSE(params.holds_nul());
}

TEST(Params, notice_a_nul_character) {
    EXPECT_TRUE(Params::of(std::string("a\0b", 3)).holds_nul());
    EXPECT_TRUE(Params::of(std::vector<std::string>{std::string(1, '\0')}).holds_nul());
}

} // namespace

} // namespace mlpp::db
