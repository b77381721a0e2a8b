// Goal: every address finds its route or says why not; a bad table does not start.
#include "platform/http/router.h"
#include "platform/http/test_handler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace mlpp::http {

namespace {

using test::nothing;

constexpr std::string_view id_text = "11111111-1111-1111-1111-111111111111";

class RouterTest : public testing::Test {
protected:
    RouterTest() {
        table.get<void>("/receptions", "receptions.lire", nothing, "");
        table.post<void, void>("/receptions", "receptions.creer", nothing, "");
        table.get<void>("/receptions/{id}", "receptions.lire", nothing, "");
        table.get<void>("/receptions/export", "receptions.exporter", nothing, "");
        table.post<void, void>("/receptions/{id}/lignes/{ligne_id}", "receptions.creer", nothing,
                               "");
        table.get_outside_api("/health/live", visiteur, nothing, "");
    }

    static Code code_of(const Router& router, Method method, std::string_view path) {
        const auto found = router.find(method, path);
        EXPECT_FALSE(found.has_value()) << path;
        return found ? Code::ERREUR_INTERNE : found.error().code;
    }

    RouteTable table;
};

TEST_F(RouterTest, finds_by_method_and_path) {
    const Router router(table);
    EXPECT_EQ(router.find(Method::get, "/api/v1/receptions")->route->action,
              Action{"receptions.lire"});
    EXPECT_EQ(router.find(Method::post, "/api/v1/receptions")->route->action,
              Action{"receptions.creer"});
    EXPECT_EQ(router.find(Method::get, "/health/live")->route->action, visiteur);
}

TEST_F(RouterTest, reads_uuids_by_name) {
    const Router router(table);
    const auto path = "/api/v1/receptions/" + std::string{id_text} +
                      "/lignes/640cf7ec-1616-4503-a484-0a61afb20005";
    const auto match = router.find(Method::post, path);
    ASSERT_TRUE(match.has_value());
    ASSERT_EQ(match->ids.size(), 2U);
    EXPECT_EQ(match->ids[0].first, "id");
    EXPECT_EQ(match->ids[0].second.text(), id_text);
    EXPECT_EQ(match->ids[1].first, "ligne_id");
}

TEST_F(RouterTest, a_literal_segment_wins_over_an_id) {
    const Router router(table);
    EXPECT_EQ(router.find(Method::get, "/api/v1/receptions/export")->route->action,
              Action{"receptions.exporter"});
}

TEST_F(RouterTest, an_id_that_is_no_uuid_is_not_found) {
    const Router router(table);
    EXPECT_EQ(code_of(router, Method::get, "/api/v1/receptions/42"), Code::RESSOURCE_INTROUVABLE);
}

TEST_F(RouterTest, unknown_addresses_are_404) {
    const Router router(table);
    for (const std::string_view path :
         {"/", "", "receptions", "/api/v1", "/api/v1/", "/api/v1/receptions/",
          "/api/v1//receptions", "/api/v1/Receptions", "*"})
        EXPECT_EQ(code_of(router, Method::get, path), Code::ROUTE_INTROUVABLE) << path;
}

TEST_F(RouterTest, a_wrong_method_tells_the_right_ones) {
    const Router router(table);
    const auto found = router.find(Method::patch, "/api/v1/receptions");
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().code, Code::METHODE_REFUSEE);
    EXPECT_EQ(found.error().parametres.at(0).second, "GET, HEAD, POST, OPTIONS");
    EXPECT_EQ(code_of(router, Method::other, "/api/v1/receptions"), Code::METHODE_REFUSEE);
}

TEST_F(RouterTest, head_finds_the_get) {
    const Router router(table);
    EXPECT_EQ(router.find(Method::head, "/api/v1/receptions")->route->method, Method::get);
}

TEST_F(RouterTest, percent_encoding_is_decoded_strictly) {
    EXPECT_EQ(decoded_path("/api/v1/recept%69ons"), "/api/v1/receptions");
    for (const std::string_view path :
         {"/api/v1/receptions%", "/api/v1/receptions%2", "/api/v1/receptions%zz",
          "/api/v1%2freceptions", "/api/v1/receptions%00", "/api/v1/receptions%ff",
          "/api/v1/receptions%0a"})
        EXPECT_EQ(decoded_path(path).error().code, Code::REQUETE_INVALIDE) << path;
}

TEST_F(RouterTest, a_route_declared_twice_does_not_start) {
    table.get<void>("/receptions", "autre", nothing, "");
    EXPECT_THROW(Router{table}, std::invalid_argument);
}

TEST_F(RouterTest, the_same_pattern_under_another_parameter_name_is_declared_twice) {
    table.get<void>("/receptions/{reception_id}", "autre", nothing, "");
    EXPECT_THROW(Router{table}, std::invalid_argument);
}

TEST(Router, malformed_patterns_do_not_start) {
    for (const std::string_view pattern :
         {"receptions", "/a//b", "/a/{id", "/a/{}", "/a/{id}/{id}", "/a/b%20c", "/a?b",
          "/a/11111111-1111-1111-1111-111111111111", "/a/"}) {
        RouteTable table;
        table.get<void>(pattern, "x", nothing, "");
        EXPECT_THROW(Router{table}, std::invalid_argument) << pattern;
    }
}

TEST(Router, a_route_without_a_handler_does_not_start) {
    RouteTable table;
    table.get<void>("/a", "x", nullptr, "");
    EXPECT_THROW(Router{table}, std::invalid_argument);
}

} // namespace

} // namespace mlpp::http
