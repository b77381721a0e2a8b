// Goal: readings become official figures by one path, and every wrong reading is named with its
// place.
#include "modules/volumetrie/rules.h"
#include "modules/volumetrie/store.h"
#include "platform/base/messages.h"
#include "platform/json/json.h"
#include "volumetrie/intermediaires.h"
#include "volumetrie/test_data_dir.h"

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>

#include <fstream>
#include <set>
#include <sstream>

namespace mlpp::correction {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto decilitre = Litres::from_units(100);
constexpr auto litre = Litres::from_units(1000);

Uuid id(std::uint8_t n) {
    Uuid made;
    made.bytes.back() = n;
    return made;
}

ReglageCiterne reglage(std::uint8_t citerne, Edition edition) {
    return {.citerne_id = id(citerne),
            .depot_id = id(100),
            .produit_id = id(50),
            .statut = "active",
            .edition = edition,
            .areometre = true,
            .arrondi_reception_l = decilitre,
            .arrondi_sortie_l = litre,
            .groupe = Groupe::B,
            .alpha_15c = std::nullopt,
            .densite_min_kgm3 = *DensiteKgm3::parse("820"),
            .densite_max_kgm3 = *DensiteKgm3::parse("860"),
            .temperature_min_c = *Celsius::parse("10"),
            .temperature_max_c = *Celsius::parse("40")};
}

TableReglages table(Edition edition = Edition::D1250_1980) {
    return TableReglages({reglage(2, edition), reglage(1, edition)});
}

LigneDemandee ligne(std::uint8_t citerne, std::string_view volume, std::string_view temperature,
                    std::string_view densite) {
    return {.citerne_id = id(citerne),
            .produit_id = std::nullopt,
            .index_avant = Litres::parse("1000"),
            .index_apres = *Litres::parse("1000") + *Litres::parse(volume),
            .temperature_ambiante_c = Celsius::parse(temperature),
            .densite_observee_kgm3 = DensiteKgm3::parse(densite)};
}

std::vector<std::string> texts(const Erreurs& erreurs) {
    std::vector<std::string> all;
    for (const auto& erreur : erreurs)
        all.push_back(erreur.champ + ' ' + std::string(name_of(erreur.code)));
    return all;
}

std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, ',');)
        cells.push_back(cell);
    return cells;
}

// Rows of the field: what the printed table gives for gasoil, hydrometer in glass.
TEST(Lignes, T_REG_09_give_the_figures_that_were_read_at_the_depot) {
    std::ifstream file(std::string(data_dir) + "/releves_terrain.csv");
    std::string row;
    ASSERT_TRUE(std::getline(file, row));
    int rows = 0;
    while (std::getline(file, row)) {
        const auto cells = split(row);
        Erreurs erreurs;
        const std::vector lignes{ligne(1, cells[2], cells[3], cells[4])};
        const bool tenths = cells[8].contains('.');
        const auto made = calculer_lignes(lignes, table(), tenths ? entree : sortie, erreurs);
        ASSERT_EQ(made.size(), 1U) << row;
        EXPECT_EQ(made[0].densite_a_15_kgm3, *DensiteKgm3::parse(cells[6])) << row;
        EXPECT_EQ(made[0].vcf, *Vcf::parse(cells[7])) << row;
        EXPECT_EQ(made[0].volume_15c, *Litres::parse(cells[8])) << row;
        ++rows;
    }
    EXPECT_EQ(rows, 6);
}

TEST(Lignes, T_VOL_02_round_a_reception_to_the_decilitre_and_a_sortie_to_the_litre) {
    const std::vector lignes{ligne(1, "1000", "19", "837")};
    Erreurs erreurs;
    EXPECT_EQ(calculer_lignes(lignes, table(), entree, erreurs)[0].volume_15c.text(), "996.600");
    EXPECT_EQ(calculer_lignes(lignes, table(), sortie, erreurs)[0].volume_15c.text(), "997.000");
    EXPECT_THAT(erreurs, IsEmpty());
}

TEST(Lignes, round_each_volume_once_from_the_exact_product) {
    // 999.4999725: rounded to 999.500 first, it would go up to 1000.
    volumetrie::Correction correction;
    correction.vcf = {99945, 5};
    const auto figures = appliquer(correction, *Litres::parse("1000.050"), litre);
    EXPECT_EQ(figures.volume_15c_exact.text(), "999.500");
    EXPECT_EQ(figures.volume_15c.text(), "999.000");
    EXPECT_EQ(figures.vcf.text(), "0.9994500000");
}

TEST(Lignes, T_VOL_03_carry_the_method_that_made_them) {
    const std::vector lignes{ligne(2, "1000", "19", "837")};
    Erreurs erreurs;
    const auto made = calculer_lignes(lignes, table(Edition::MPMS_11_1_2004), entree, erreurs);
    ASSERT_EQ(made.size(), 1U);
    EXPECT_EQ(made[0].citerne_id, id(2));
    EXPECT_EQ(made[0].produit_id, id(50));
    EXPECT_EQ(made[0].edition, Edition::MPMS_11_1_2004);
    EXPECT_EQ(made[0].mode_vcf, ArrondiFacteur::CALCULE_5);
    EXPECT_EQ(made[0].moteur_version, volumetrie::moteur_version);
    EXPECT_EQ(made[0].vcf.units() % 100000, 0); // 5 decimals of 10
}

TEST(Lignes, T_VOL_04_accept_both_ends_of_the_domain_and_nothing_beyond) {
    const auto codes = [](std::string_view temperature, std::string_view densite) {
        Erreurs erreurs;
        const std::vector lignes{ligne(1, "1000", temperature, densite)};
        calculer_lignes(lignes, table(), entree, erreurs);
        return texts(erreurs);
    };
    for (const auto* t : {"10", "40"})
        for (const auto* d : {"820", "860"})
            EXPECT_THAT(codes(t, d), IsEmpty());
    EXPECT_THAT(codes("9.99", "819.99"),
                ElementsAre("lignes[0].densite_observee_kgm3 ASTM_LOOKUP_OUT_OF_DOMAIN_DENS",
                            "lignes[0].temperature_ambiante_c ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP"));
    EXPECT_THAT(codes("40.01", "860.01"),
                ElementsAre("lignes[0].densite_observee_kgm3 ASTM_LOOKUP_OUT_OF_DOMAIN_DENS",
                            "lignes[0].temperature_ambiante_c ASTM_LOOKUP_OUT_OF_DOMAIN_TEMP"));
}

TEST(Lignes, name_the_limit_when_the_engine_refuses) {
    auto open = reglage(1, Edition::MPMS_11_1_2004);
    open.densite_max_kgm3 = *DensiteKgm3::parse("1300");
    const std::vector lignes{ligne(1, "1000", "20", "1290")};
    for (const auto& [sens, code] : {std::pair{entree, Code::RECEPTION_VOLUMETRICS_FAILED},
                                     std::pair{sortie, Code::SORTIE_VOLUMETRICS_FAILED}}) {
        Erreurs erreurs;
        calculer_lignes(lignes, TableReglages({open}), sens, erreurs);
        ASSERT_EQ(erreurs.size(), 1U);
        EXPECT_EQ(erreurs[0].code, code);
        EXPECT_EQ(erreurs[0].parametres[0].second, "DENSITE_OBSERVEE");
        EXPECT_EQ(erreurs[0].parametres[1].second.substr(0, 4),
                  "1289"); // after the hydrometer correction
    }
}

TEST(Lignes, name_a_tank_that_is_missing_unknown_repeated_or_of_another_product) {
    auto missing = ligne(1, "1", "20", "840");
    missing.citerne_id.reset();
    auto other = ligne(1, "1", "20", "840");
    other.produit_id = id(51);
    const std::vector lignes{missing, ligne(9, "1", "20", "840"), other,
                             ligne(1, "1", "20", "840")};
    Erreurs erreurs;
    calculer_lignes(lignes, table(), entree, erreurs);
    EXPECT_THAT(texts(erreurs), ElementsAre("lignes[0].citerne_id CHAMP_REQUIS",
                                            "lignes[1].citerne_id RECEPTION_CITERNE_INTROUVABLE",
                                            "lignes[2].produit_id RECEPTION_PRODUIT_INCOMPATIBLE",
                                            "lignes[3].citerne_id RECEPTION_CITERNE_REPETEE"));
}

TEST(Refus, carries_the_code_that_all_fields_share_and_else_the_general_one) {
    EXPECT_EQ(refus({{"a", Code::INDEX_INCOHERENTS, {}}, {"b", Code::INDEX_INCOHERENTS, {}}}).code,
              Code::INDEX_INCOHERENTS);
    EXPECT_EQ(
        refus({{"a", Code::INDEX_INCOHERENTS, {}}, {"b", Code::TEMPERATURE_REQUIRED, {}}}).code,
        Code::DONNEES_INVALIDES);
    EXPECT_EQ(refus({{"a", Code::CHAMP_REQUIS, {}}}).code, Code::DONNEES_INVALIDES);
    EXPECT_TRUE(sans({}));
}

TEST(Reglages, forget_what_was_loaded_before_an_invalidation) {
    Reglages reglages;
    EXPECT_FALSE(reglages.current());
    const auto generation = reglages.generation();
    const auto loaded = std::make_shared<const TableReglages>(table());
    reglages.keep(loaded, generation);
    EXPECT_EQ(reglages.current(), loaded);
    reglages.invalidate();
    EXPECT_FALSE(reglages.current());
    reglages.keep(loaded, generation); // was loading while the settings changed
    EXPECT_FALSE(reglages.current());
}

TEST(Reglages, T_SEC_02_add_up_what_people_of_different_depots_loaded) {
    const auto of = [](std::uint8_t name, std::string statut) {
        ReglageCiterne reglage;
        reglage.citerne_id.bytes[0] = name;
        reglage.statut = std::move(statut);
        return reglage;
    };
    const auto loaded = [](std::vector<ReglageCiterne> rows) {
        return std::make_shared<const TableReglages>(std::move(rows));
    };
    Reglages reglages;
    const auto generation = reglages.generation();
    reglages.keep(loaded({of(2, "active"), of(3, "active")}), generation);
    reglages.keep(loaded({of(1, "active"), of(3, "inactive")}), generation);
    for (std::uint8_t name = 1; name <= 3; ++name)
        EXPECT_NE(reglages.current()->find(of(name, "").citerne_id), nullptr);
    EXPECT_EQ(reglages.current()->find(of(3, "").citerne_id)->statut, "inactive");
    reglages.invalidate();
    reglages.keep(loaded({of(1, "active")}), reglages.generation());
    EXPECT_EQ(reglages.current()->find(of(2, "").citerne_id), nullptr);
}

// The preview shows each intermediate of the engine under the engine's own name and value.
TEST(Calcul, shows_every_intermediate_of_the_engine) {
    for (const auto edition : {Edition::MPMS_11_1_2004, Edition::D1250_1980}) {
        DemandeCalcul demande;
        demande.groupe = Groupe::B;
        demande.edition = edition;
        demande.volume_ambiant = *Litres::parse("1000");
        demande.temperature_c = *Celsius::parse("29.7");
        demande.densite_observee_kgm3 = *DensiteKgm3::parse("837.3");
        const auto calcul = calculer(demande, {});
        ASSERT_TRUE(calcul);
        const auto shown = boost::json::parse(json::write(*calcul)).as_object();
        const auto correction = corriger({.edition = edition,
                                          .groupe = Groupe::B,
                                          .alpha_15c = std::nullopt,
                                          .areometre = true,
                                          .mode_vcf = mode_of(edition)},
                                         demande.temperature_c, demande.densite_observee_kgm3);
        ASSERT_TRUE(correction);
        // The rounding has its database name, the base is always 15 °C, and these two are shown as
        // stored.
        const std::set<std::string_view> otherwise{"arrondi", "temperature_base_c",
                                                   "densite_a_15_kgm3", "vcf"};
        for (const auto& [nom, valeur] : volumetrie::list_intermediates(*correction)) {
            if (otherwise.contains(nom)) continue;
            ASSERT_TRUE(shown.contains(nom)) << nom;
            if (const auto* number = std::get_if<double>(&valeur))
                EXPECT_DOUBLE_EQ(shown.at(nom).to_number<double>(), *number)
                    << nom; // Boost.JSON reads to the last place but one
        }
    }
}

// Refusals of the engine reach people in their words.
TEST(Lignes, name_every_limit_of_the_engine_in_both_languages) {
    int limits = 0;
    for (;; ++limits) {
        const volumetrie::Refus refus{.limite = static_cast<volumetrie::Limite>(limits)};
        const std::string name(volumetrie::name_of(refus.limite));
        if (name.empty()) break;
        const auto problem = refus_moteur(Code::ASTM_INVALID_INPUT, refus, "lignes[0]");
        for (const auto language : {Language::fr, Language::en}) {
            const auto text = message_text(problem, language);
            EXPECT_EQ(text.find(name), std::string::npos) << text;
            EXPECT_NE(text.find(fill("{raison}", problem.parametres, language)), std::string::npos)
                << text;
        }
        EXPECT_NE(fill("{raison}", problem.parametres, Language::fr), name);
    }
    EXPECT_EQ(limits, 12);
}

} // namespace

} // namespace mlpp::correction
