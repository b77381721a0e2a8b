// Goal: who sent a request is read strictly, and another site cannot send one in a user's name.
#include "platform/http/credentials.h"

#include <gtest/gtest.h>

namespace mlpp::http {

namespace {

constexpr std::string_view secret = "0123456789abcdefABCDEF-_0123456789abcdefABC";
constexpr std::string_view token = "mlpp.0123456789abcdefABCDEF-_0123456789abcdefABC";

using Kind = Credentials::Kind;
using Headers = std::vector<std::pair<std::string_view, std::string_view>>;

Request request_with(Headers headers, Method method = Method::post) {
    Request request{.method = method,
                    .target = "/api/v1/x",
                    .headers = std::move(headers),
                    .body = {},
                    .peer = {}};
    request.headers.emplace_back("Host", "depot.example:8080");
    return request;
}

std::string cookie_with(std::string_view value) {
    return std::string{"theme=dark; mlpp_session="} += value;
}

TEST(Credentials, a_session_cookie_is_hashed) {
    const auto cookie = cookie_with(secret);
    const auto read = read_credentials(request_with({{"cookie", cookie}}));
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->kind, Kind::cookie);
    EXPECT_EQ(read->hash, hash256(secret));
}

TEST(Credentials, a_bearer_token_wins_over_a_cookie) {
    const auto cookie = cookie_with(secret);
    const auto header = "bearer " + std::string{token};
    const auto read =
        read_credentials(request_with({{"Cookie", cookie}, {"AUTHORIZATION", header}}));
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->kind, Kind::bearer);
}

TEST(Credentials, a_token_is_no_cookie_and_a_session_no_token) {
    EXPECT_TRUE(new_token().starts_with(token_prefix));
    EXPECT_FALSE(new_secret().contains('.'));
    const auto cookie = cookie_with(token);
    EXPECT_EQ(read_credentials(request_with({{"Cookie", cookie}}))->kind, Kind::none);
    const auto header = "Bearer " + std::string{secret};
    EXPECT_FALSE(read_credentials(request_with({{"Authorization", header}})).has_value());
}

TEST(Credentials, a_malformed_authorization_is_refused) {
    for (const std::string_view value :
         {"Bearer", "Bearer ", "Bearer x", "Basic 0123456789abcdef",
          "Bearer  mlpp.0123456789abcdef", "Bearer mlpp.0123456789abcdef x",
          "Bearer mlpp.0123456789abcdef,0123456789abcdef"})
        EXPECT_FALSE(read_credentials(request_with({{"Authorization", value}})).has_value())
            << value;
    const auto header = "Bearer " + std::string{token};
    EXPECT_FALSE(
        read_credentials(request_with({{"Authorization", header}, {"Authorization", header}}))
            .has_value());
}

TEST(Credentials, a_cookie_that_is_no_session_of_ours_makes_a_visitor) {
    for (const std::string_view value :
         {"", "short", "0123456789abcdef\x01", "\"0123456789abcdef\""}) {
        const auto cookie = cookie_with(value);
        EXPECT_EQ(read_credentials(request_with({{"Cookie", cookie}}))->kind, Kind::none) << value;
    }
    EXPECT_EQ(read_credentials(request_with({}))->kind, Kind::none);
}

TEST(Credentials, cookies_are_read_by_exact_name) {
    EXPECT_EQ(cookie_value("a=1; mlpp_session=x; b=2", "mlpp_session"), "x");
    EXPECT_EQ(cookie_value("mlpp_session = x ", "mlpp_session"), "x");
    EXPECT_EQ(cookie_value("xmlpp_session=x; mlpp_sessionx=y", "mlpp_session"), std::nullopt);
    EXPECT_EQ(cookie_value("mlpp_session", "mlpp_session"), std::nullopt);
    EXPECT_EQ(cookie_value(";;;=;", "mlpp_session"), std::nullopt);
}

TEST(Credentials, a_session_cookie_given_twice_counts_for_nothing) {
    EXPECT_EQ(cookie_value("mlpp_session=x; mlpp_session=y", "mlpp_session"), std::nullopt);
}

TEST(Origin, a_cookie_request_needs_a_sign_of_the_same_origin) {
    EXPECT_FALSE(check_origin(request_with({}), Kind::cookie, "").has_value());
    EXPECT_TRUE(
        check_origin(request_with({{"Origin", "http://depot.example:8080"}}), Kind::cookie, "")
            .has_value());
    EXPECT_TRUE(check_origin(request_with({{"Sec-Fetch-Site", "same-origin"}}), Kind::cookie, "")
                    .has_value());
    EXPECT_TRUE(
        check_origin(request_with({{"Sec-Fetch-Site", "none"}}), Kind::cookie, "").has_value());
}

TEST(Origin, another_origin_is_refused_even_without_a_session) {
    for (const std::string_view origin : {"http://evil.example", "null", "http://depot.example",
                                          "http://depot.example:8080.evil.example",
                                          "depot.example:8080", "ftp://depot.example:8080", ""})
        for (const auto kind : {Kind::cookie, Kind::none})
            EXPECT_FALSE(check_origin(request_with({{"Origin", origin}}), kind, "").has_value())
                << origin;
    for (const std::string_view site : {"cross-site", "same-site", ""})
        EXPECT_FALSE(
            check_origin(request_with({{"Sec-Fetch-Site", site}}), Kind::cookie, "").has_value());
}

TEST(Origin, a_foreign_origin_is_not_excused_by_sec_fetch_site) {
    const auto request =
        request_with({{"Origin", "http://evil.example"}, {"Sec-Fetch-Site", "same-origin"}});
    EXPECT_FALSE(check_origin(request, Kind::cookie, "").has_value());
}

TEST(Origin, a_configured_origin_is_the_only_one) {
    const std::string_view origin = "https://ml.example";
    EXPECT_TRUE(check_origin(request_with({{"Origin", origin}}), Kind::cookie, origin).has_value());
    EXPECT_FALSE(
        check_origin(request_with({{"Origin", "http://depot.example:8080"}}), Kind::cookie, origin)
            .has_value());
}

TEST(Origin, bearer_requests_and_reads_are_exempt) {
    EXPECT_TRUE(check_origin(request_with({}), Kind::bearer, "").has_value());
    EXPECT_TRUE(check_origin(request_with({}, Method::get), Kind::cookie, "").has_value());
    EXPECT_TRUE(check_origin(request_with({}), Kind::none, "").has_value());
}

} // namespace

} // namespace mlpp::http
