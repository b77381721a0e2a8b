// Goal: the schema says the same as the reader enforces, once per type, in a stable order.
#include "platform/json/json.h"
#include "platform/json/page.h"
#include "platform/json/schema.h"

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mlpp::json {

enum class Statut { OUVERT, CLOS };
BOOST_DESCRIBE_ENUM(Statut, OUVERT, CLOS)

struct Element {
    Uuid id;
    Statut statut{};
    Litres volume;
    std::optional<std::string> note;
    Champ<int> rang;
};
BOOST_DESCRIBE_STRUCT(Element, (), (id, statut, volume, note, rang))

constexpr auto rules(const Element*) {
    return std::array{rule("volume").between(0, 10), rule("note").length(1, 50)};
}

namespace autre {

struct Element {
    int n = 0;
};
BOOST_DESCRIBE_STRUCT(Element, (), (n))

} // namespace autre

namespace {

TEST(Schema, names_drop_namespaces_and_brackets) {
    EXPECT_EQ(component_name("mlpp::json::Page<mlpp::receptions::Reception>"), "PageReception");
    EXPECT_EQ(component_name("X"), "X");
}

TEST(Schema, shows_types_formats_limits_and_what_is_required) {
    Schemas schemas;
    EXPECT_EQ(schemas.of(type_of<Element>), R"({"$ref":"#/components/schemas/Element"})");
    EXPECT_EQ(
        schemas.components(),
        R"({"Element":{"type":"object","properties":{"id":{"type":"string","format":"uuid"},)"
        R"("statut":{"$ref":"#/components/schemas/Statut"},)"
        R"("volume":{"type":"number","minimum":0,"maximum":10,"multipleOf":0.001},)"
        R"("note":{"anyOf":[{"type":"string","minLength":1,"maxLength":50},{"type":"null"}]},)"
        R"("rang":{"anyOf":[{"type":"integer","minimum":-2147483648,"maximum":2147483647},{"type":"null"}]}},)"
        R"("required":["id","statut","volume"],"additionalProperties":false},)"
        R"("Statut":{"type":"string","enum":["OUVERT","CLOS"]}})");
}

TEST(Schema, a_page_is_one_component_of_its_own) {
    Schemas schemas;
    EXPECT_EQ(schemas.of(type_of<Page<Element>>), R"({"$ref":"#/components/schemas/PageElement"})");
    EXPECT_THAT(schemas.components(), testing::HasSubstr(R"("maxItems":1000)"));
}

TEST(Schema, a_standalone_schema_is_json) {
    boost::json::error_code ec;
    boost::json::parse(schema_of<Page<Element>>(), ec);
    EXPECT_FALSE(ec) << schema_of<Page<Element>>();
    boost::json::parse(schema_of<Json>(), ec);
    EXPECT_FALSE(ec) << schema_of<Json>();
}

TEST(Schema, two_types_cannot_share_a_name) {
    Schemas schemas;
    schemas.of(type_of<Element>);
    EXPECT_THROW(schemas.of(type_of<autre::Element>), std::logic_error);
}

} // namespace

} // namespace mlpp::json
