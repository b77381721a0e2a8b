// Goal: the document is valid JSON, complete for a route, and the same bytes each time.
#include "platform/http/openapi.h"
#include "platform/http/router.h"
#include "platform/http/test_handler.h"
#include "platform/json/page.h"

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mlpp::http {

struct DemandeEssai {
    std::string nom;
};
BOOST_DESCRIBE_STRUCT(DemandeEssai, (), (nom))

struct Essai {
    Uuid id;
    std::string nom;
};
BOOST_DESCRIBE_STRUCT(Essai, (), (id, nom))

struct FiltreEssais {
    std::optional<std::string> q;
    std::optional<std::int64_t> limite;
    std::vector<std::string> tri;
};
BOOST_DESCRIBE_STRUCT(FiltreEssais, (), (q, limite, tri))

constexpr auto rules(const FiltreEssais*) {
    return std::array{json::rule("limite").between(1, 500)};
}

namespace {

using test::nothing;

void declare(RouteTable& table) {
    table.post<DemandeEssai, Essai>("/essais", "essais.creer", nothing, "Creates a \"trial\".")
        .accepts_idempotency_key()
        .or_answers<DemandeEssai>(202)
        .refuses({Code::NOM_DEJA_PRIS});
    table.get<json::Page<Essai>>("/essais", "essais.lire", nothing, "Newest first.")
        .query<FiltreEssais>();
    table.patch<DemandeEssai, Essai>("/essais/{id}", "essais.modifier", nothing, "Changes one.")
        .requires_version();
    table.del("/essais/{id}", session, nothing, "Deletes one.");
    table.get_outside_api("/health/live", visiteur, nothing, "Alive.").answers_type("text/plain");
}

std::string document() {
    RouteTable table;
    declare(table);
    declare_documentation(table, "1.2.3");
    const Router router(table);
    return openapi_document(table, "1.2.3");
}

TEST(OpenApi, is_json_with_every_route) {
    boost::json::error_code ec;
    const auto api = boost::json::parse(document(), ec);
    ASSERT_FALSE(ec);
    const auto& paths = api.at("paths").as_object();
    for (const auto* path :
         {"/api/v1/essais", "/api/v1/essais/{id}", "/health/live", "/api/v1/openapi.json"})
        EXPECT_TRUE(paths.contains(path)) << path;
    EXPECT_EQ(api.at("openapi").as_string(), "3.1.0");
}

TEST(OpenApi, an_operation_tells_action_body_headers_and_refusals) {
    const auto api = boost::json::parse(document());
    const auto& post = api.at("paths").at("/api/v1/essais").at("post").as_object();
    EXPECT_EQ(post.at("x-action").as_string(), "essais.creer");
    EXPECT_EQ(post.at("parameters").at(0).at("name").as_string(), "Idempotency-Key");
    EXPECT_EQ(post.at("requestBody")
                  .at("content")
                  .at("application/json")
                  .at("schema")
                  .at("$ref")
                  .as_string(),
              "#/components/schemas/DemandeEssai");
    EXPECT_EQ(post.at("responses")
                  .at("201")
                  .at("content")
                  .at("application/json")
                  .at("schema")
                  .at("$ref")
                  .as_string(),
              "#/components/schemas/Essai");
    EXPECT_EQ(post.at("responses")
                  .at("202")
                  .at("content")
                  .at("application/json")
                  .at("schema")
                  .at("$ref")
                  .as_string(),
              "#/components/schemas/DemandeEssai");
    const std::string conflict{post.at("responses").at("409").at("description").as_string()};
    EXPECT_THAT(conflict, testing::HasSubstr("NOM_DEJA_PRIS"));
    const auto& patch = api.at("paths").at("/api/v1/essais/{id}").at("patch").as_object();
    EXPECT_EQ(patch.at("parameters").at(1).at("name").as_string(), "If-Match");
    const auto& del = api.at("paths").at("/api/v1/essais/{id}").at("delete").as_object();
    EXPECT_TRUE(del.at("responses").as_object().contains("204"));
}

TEST(OpenApi, query_parameters_show_their_limits) {
    const auto api = boost::json::parse(document());
    const auto& limite =
        api.at("paths").at("/api/v1/essais").at("get").at("parameters").at(1).as_object();
    EXPECT_EQ(limite.at("name").as_string(), "limite");
    EXPECT_EQ(limite.at("schema").at("maximum").as_int64(), 500);
    EXPECT_FALSE(limite.at("required").as_bool());
}

TEST(OpenApi, every_reference_leads_to_a_component) {
    const auto text = document();
    const auto api = boost::json::parse(text);
    const auto& components = api.at("components").at("schemas").as_object();
    constexpr std::string_view lead = "#/components/schemas/";
    for (auto at = text.find(lead); at != std::string::npos; at = text.find(lead, at + 1)) {
        const auto begin = at + lead.size();
        const auto name = text.substr(begin, text.find('"', begin) - begin);
        EXPECT_TRUE(components.contains(name)) << name;
    }
}

TEST(OpenApi, is_deterministic) {
    EXPECT_EQ(document(), document());
}

TEST(OpenApi, lists_every_error_code) {
    const auto text = document();
    for (const auto code : all_codes())
        EXPECT_THAT(text, testing::HasSubstr('"' + std::string{mlpp::name_of(code)} + '"'));
}

} // namespace

} // namespace mlpp::http
