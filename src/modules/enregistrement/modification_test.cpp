#include "modules/enregistrement/modification.h"

#include <gtest/gtest.h>

namespace mlpp::enregistrement {

namespace {

TEST(Modification, reads_one_record_through_the_list_and_never_writes_the_id_into_the_text) {
    constexpr db::Statement list{"essai.lister", "SELECT id, nom FROM essais"};
    const auto id = *Uuid::parse("11111111-1111-1111-1111-111111111111");
    const auto query = by_id(list, id);
    EXPECT_EQ(query.text(), "SELECT l.* FROM (SELECT id, nom FROM essais) l WHERE l.id = $1::uuid");
    ASSERT_EQ(query.params.size(), 1U);
    EXPECT_STREQ(query.params.value(0), id.text().c_str());
    EXPECT_EQ(query.name, "essai.lister");
}

TEST(Modification, shows_the_present_record_to_whoever_read_an_older_one) {
    const auto problem = stale(7, R"({"nom":"X","version":7})");
    EXPECT_EQ(problem.code, Code::VERSION_PERIMEE);
    EXPECT_EQ(problem.parametres, (Parameters{{"version", "7"}}));
    EXPECT_EQ(problem.actuel, R"({"nom":"X","version":7})");
}

} // namespace

} // namespace mlpp::enregistrement
