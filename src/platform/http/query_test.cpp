#include "platform/http/query.h"
#include "platform/http/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace mlpp::http {

namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(Query, pairs_are_decoded_in_order) {
    const auto parameters = parse_query_string("q=d%C3%A9p%C3%B4t+1&actif&vide=&q=a%26b&&x=1=2");
    ASSERT_TRUE(parameters.has_value());
    EXPECT_THAT(*parameters, ElementsAre(Pair("q", "dépôt 1"), Pair("actif", ""), Pair("vide", ""),
                                         Pair("q", "a&b"), Pair("x", "1=2")));
}

TEST(Query, an_empty_query_has_no_parameter) {
    EXPECT_TRUE(parse_query_string("")->empty());
}

TEST(Query, broken_escapes_and_unclean_text_are_refused) {
    for (const std::string_view query : {"a=%", "a=%2", "a=%zz", "%=1", "a=%00", "a=%0a", "a=%ff",
                                         "a=%c0%af", "a=%ed%a0%80", "a=\x7f"})
        EXPECT_FALSE(parse_query_string(query).has_value()) << query;
}

TEST(Query, the_number_of_parameters_is_limited) {
    std::string query = "a=1";
    for (std::size_t i = 1; i < query_parameters_max; ++i)
        query += "&a=1";
    EXPECT_TRUE(parse_query_string(query).has_value());
    EXPECT_FALSE(parse_query_string(query + "&a=1").has_value());
}

TEST(Query, utf8_is_checked_to_the_letter) {
    EXPECT_TRUE(is_clean_utf8("é€😀"));
    for (const std::string_view bad :
         {"\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80",
          "\xf5\x80\x80\x80", "\x80", "\xe2\x82", "\x1f"})
        EXPECT_FALSE(is_clean_utf8(bad));
}

RC_GTEST_PROP(Query, any_bytes_percent_encoded_come_back_when_they_are_clean,
              (const std::string& bytes)) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : bytes) {
        encoded += '%';
        encoded += digits[static_cast<unsigned char>(c) >> 4];
        encoded += digits[static_cast<unsigned char>(c) & 15];
    }
    const auto decoded = percent_decode(encoded);
    RC_ASSERT(decoded.has_value() == is_clean_utf8(bytes));
    if (decoded) RC_ASSERT(*decoded == bytes);
}

} // namespace

} // namespace mlpp::http
