// Goal: no secret and no address reaches a log line, and a line is one line whatever the values
// hold.
#include "platform/base/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace mlpp::log {

namespace {

constexpr std::string_view jwt =
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";

TEST(Log, T_LOG_04_masks_bearer_tokens) {
    EXPECT_EQ(redact("Authorization: Bearer abc.DEF-123_~+/="), "Authorization: Bearer ***");
    EXPECT_EQ(redact("bearer   abcdef next"), "bearer   *** next");
    EXPECT_EQ(redact("authorization: xyz"), "authorization: ***");
    EXPECT_EQ(redact("Basic dXNlcjpwYXNz"), "Basic ***");
}

TEST(Log, T_LOG_04_masks_cookies) {
    EXPECT_EQ(redact("Cookie: mlpp_session=abcdef; theme=dark"),
              "Cookie: mlpp_session=***; theme=dark");
    EXPECT_EQ(redact("mlpp_session=abcdef"), "mlpp_session=***");
}

TEST(Log, T_LOG_04_masks_jwt_like_strings_wherever_they_stand) {
    EXPECT_EQ(redact("got " + std::string{jwt} + " here"), "got *** here");
    EXPECT_EQ(redact("x=" + std::string{jwt}), "x=***");
}

TEST(Log, T_LOG_04_masks_email_addresses) {
    EXPECT_EQ(redact("user jean.dupont+x@depot.example.cd failed"), "user *** failed");
    EXPECT_EQ(redact("q=a@b.cd&r=1"), "q=***&r=1");
    EXPECT_EQ(redact("<é.x@b.cd>"), "<***>");
    EXPECT_EQ(redact("5 @ 3, @x y@"), "5 @ 3, @x y@");
}

TEST(Log, T_LOG_04_masks_passwords_in_bodies_and_forms) {
    EXPECT_EQ(redact(R"({"mot_de_passe": "secret","x":1})"), R"({"mot_de_passe": "***","x":1})");
    EXPECT_EQ(redact("password=secret&x=1"), "password=***&x=1");
}

TEST(Log, leaves_ordinary_text_alone) {
    const std::string text = "POST /api/v1/receptions 201 3.1 ms 127.0.0.1";
    EXPECT_EQ(redact(text), text);
}

TEST(Log, a_json_line_is_one_escaped_object) {
    EXPECT_EQ(
        line(true, "T", Level::warn, "it \"broke\"",
             {{"n", 3}, {"ok", false}, {"s", "a\nb\x01"}, {"ms", 1.5}}),
        R"({"time":"T","level":"warn","event":"it \"broke\"","n":3,"ok":false,"s":"a\nb\u0001","ms":1.500})");
}

TEST(Log, a_text_line_quotes_what_needs_it) {
    EXPECT_EQ(line(false, "T", Level::info, "request",
                   {{"a", "plain"}, {"b", "two words"}, {"c", ""}, {"d", "x\ny"}}),
              R"(T info  request a=plain b="two words" c="" d="x\ny")");
}

TEST(Log, T_LOG_04_every_value_passes_the_redactor) {
    const auto text = line(true, "T", Level::info, "from a@b.cd", {{"x", "Bearer abcdefgh"}});
    EXPECT_THAT(text, testing::Not(testing::HasSubstr("abcdefgh")));
    EXPECT_THAT(text, testing::Not(testing::HasSubstr("a@b.cd")));
}

} // namespace

} // namespace mlpp::log
