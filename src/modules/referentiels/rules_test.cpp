#include "modules/referentiels/rules.h"
#include "platform/json/json.h"

#include <gtest/gtest.h>

namespace mlpp::referentiels {

namespace {

std::vector<std::string> fields_of(const Problem& problem) {
    std::vector<std::string> fields;
    fields.reserve(problem.erreurs.size());
    for (const auto& error : problem.erreurs)
        fields.push_back(error.champ + ' ' + std::string(name_of(error.code)));
    return fields;
}

using Fields = std::vector<std::string>;

TEST(Referentiels, admit_the_three_roundings_of_a_depot_only) {
    for (const auto* const rounding : {"0.001", "0.1", "1", "1.000"}) {
        ModificationDepot modification;
        modification.arrondi_reception_l = {true, Litres::parse(rounding)};
        EXPECT_TRUE(verifier(modification)) << rounding;
    }
    DemandeDepot demande;
    demande.nom = "Dépôt";
    demande.code = "da1";
    demande.arrondi_reception_l = Litres::parse("0.01");
    demande.arrondi_sortie_l = Litres::parse("10");
    const auto refused = verifier(demande);
    ASSERT_FALSE(refused);
    EXPECT_EQ(fields_of(refused.error()),
              (Fields{"code FORMAT_INVALIDE", "arrondi_reception_l VALEUR_INCONNUE",
                      "arrondi_sortie_l VALEUR_INCONNUE"}));
}

TEST(Referentiels, write_codes_in_capitals_and_digits) {
    ModificationProduit produit;
    for (const auto* const good : {"G.O", "ESS", "B5"}) {
        produit.code = {true, good};
        EXPECT_TRUE(verifier(produit)) << good;
    }
    produit.code = {true, std::nullopt};
    EXPECT_TRUE(verifier(produit)) << "a product may lose its code";
    for (const auto* const bad : {"go", "G O", "ÉSS"}) {
        produit.code = {true, bad};
        EXPECT_FALSE(verifier(produit)) << bad;
    }
    ModificationDepot depot;
    depot.code = {true, "D.A"};
    EXPECT_FALSE(verifier(depot)) << "a depot's code stands in document numbers: no dot";
}

TEST(Referentiels, show_every_field_over_its_limits_at_once) {
    const auto parsed =
        json::parse<ModificationTiers>(R"({"nom":null,"email":")" + std::string(255, 'e') +
                                       R"(","telephone":"+243 1","actif":1})");
    ASSERT_FALSE(parsed);
    EXPECT_EQ(fields_of(parsed.error()),
              (Fields{"nom TYPE_INVALIDE", "email TEXTE_TROP_LONG", "actif TYPE_INVALIDE"}));
}

TEST(Referentiels, clear_an_optional_field_with_null_and_keep_what_is_not_given) {
    const auto parsed = json::parse<ModificationTiers>(R"({"email":null,"pays":" RDC "})");
    ASSERT_TRUE(parsed);
    EXPECT_TRUE(parsed->email.is_null());
    EXPECT_EQ(parsed->pays.value, "RDC");
    EXPECT_EQ(json::write(*parsed), R"({"email":null,"pays":"RDC"})");
}

} // namespace

} // namespace mlpp::referentiels
