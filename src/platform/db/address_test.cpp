// The password leaves a connection string, everything else stays.
#include "platform/db/address.h"
#include "platform/db/error.h"

#include <gtest/gtest.h>

namespace mlpp::db {

namespace {

TEST(Address, the_password_is_taken_out_of_both_forms) {
    const auto words = without_password("host=/tmp/a\\ b user=x password='it\\'s' dbname=d");
    EXPECT_EQ(words.conninfo, "user='x' dbname='d' host='/tmp/a b'");
    EXPECT_EQ(words.password, "it's");
    const auto url = without_password("postgresql://x:p%40ss@h:5433/d?sslmode=require");
    EXPECT_EQ(url.password, "p@ss");
    EXPECT_EQ(url.conninfo.find("p@ss"), std::string::npos);
    EXPECT_NE(url.conninfo.find("port='5433'"), std::string::npos);
    EXPECT_NE(url.conninfo.find("sslmode='require'"), std::string::npos);
}

TEST(Address, one_without_a_password_has_none_and_a_broken_one_is_refused) {
    EXPECT_FALSE(without_password("user=x").password.has_value());
    EXPECT_THROW(without_password("user=x oops"), Unavailable);
}

} // namespace

} // namespace mlpp::db
