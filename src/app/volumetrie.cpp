// `mlpp volumetrie`: one correction with every intermediate, or a CSV file of them.
#include "app/commands.h"
#include "app/exit_code.h"
#include "platform/base/decimal.h"
#include "volumetrie/correction.h"
#include "volumetrie/csv.h"
#include "volumetrie/intermediaires.h"
#include "volumetrie/volume.h"

#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <iostream>
#include <stdexcept>

namespace mlpp::app {

namespace {

namespace engine = mlpp::volumetrie;

[[noreturn]] void refuse_table(const std::filesystem::path& path, const engine::RefusCsv& refus) {
    switch (refus.defaut) {
    case engine::DefautCsv::VIDE:
        throw Refused(path.string() + " is empty");
    case engine::DefautCsv::ENTETE_ILLISIBLE:
        throw Refused(path.string() + " has a first line that cannot be read: too long, or quotes "
                                      "that do not close");
    case engine::DefautCsv::COLONNE_MANQUANTE:
        throw Refused(fmt::format("{} is no table of cases: column {} is missing (columns are "
                                  "separated by commas)",
                                  path.string(), refus.colonne));
    case engine::DefautCsv::ECRITURE:
        break;
    }
    throw std::runtime_error("the results could not be written");
}

int correct_file(const std::filesystem::path& path) {
    std::ifstream input(path, std::ios::binary);
    if (!input) throw Refused("cannot read " + path.string());
    const auto summary = engine::correct_csv(input, std::cout);
    if (!summary) refuse_table(path, summary.error());
    fmt::print(stderr, "{} rows, {} refused\n", summary->lignes, summary->erreurs);
    return ExitCode::done;
}

engine::Options options_of(const VolumetrieConfig& config) {
    const auto edition = *engine::edition_named(config.edition);
    auto options = edition == engine::Edition::D1250_1980 ? engine::options_table_imprimee()
                                                          : engine::Options{};
    options.areometre = !config.sans_areometre;
    options.coefficient_c = config.alpha_15c.value_or(0);
    options.unite_coefficient = engine::UniteCoefficient::PAR_C;
    return options;
}

[[noreturn]] void refuse_limit(const engine::Refus& refus) {
    throw Refused(fmt::format("{}: {} {} is outside {} to {}", engine::name_of(refus.limite),
                              refus.valeur, engine::unit_of(refus.limite), refus.borne_inf,
                              refus.borne_sup));
}

std::string json_of(const engine::Intermediaire& item) {
    return std::visit(
        []<class T>(const T& value) -> std::string {
            if constexpr (std::is_same_v<T, std::string_view>)
                return fmt::format("\"{}\"", value);
            else if constexpr (std::is_same_v<T, engine::FacteurDecimal>)
                return fmt::format("{}", engine::to_double(value));
            else
                return fmt::format("{}", value);
        },
        item.valeur);
}

std::string volume_json(double volume_l, const engine::Correction& correction) {
    if (!std::isfinite(volume_l)) throw Refused("a volume is a number of litres");
    const auto volume = Litres::parse(fmt::format("{}", volume_l));
    if (!volume) throw Refused("a volume has at most three decimals");
    const auto corrected =
        engine::correct_volume(volume->units(), correction.vcf, engine::ArrondiVolume::MILLILITRE);
    if (!corrected) refuse_limit(corrected.error());
    return fmt::format(R"(,"volume_ambiant":{},"volume_15c":{})", volume->text(),
                       Litres::from_units(corrected->volume_ml).text());
}

} // namespace

int volumetrie(const Config& config) {
    const auto& wanted = config.volumetrie;
    if (!wanted.csv.empty()) return correct_file(wanted.csv);
    if (!wanted.temperature_c || !wanted.densite_kgm3)
        throw WrongUsage("give --temperature and --densite, or --csv FILE");
    if (!std::isfinite(*wanted.temperature_c) || !std::isfinite(*wanted.densite_kgm3))
        throw Refused("temperature and density are numbers");
    const auto groupe = *engine::groupe_named(wanted.groupe.front());
    const auto options = options_of(wanted);
    const auto correction = wanted.densite_15
                                ? engine::correct_densite_base(groupe, *wanted.densite_kgm3,
                                                               *wanted.temperature_c, options)
                                : engine::correct_densite_observee(groupe, *wanted.densite_kgm3,
                                                                   *wanted.temperature_c, options);
    if (!correction) refuse_limit(correction.error());
    std::string text;
    for (const auto& item : engine::list_intermediates(*correction))
        text += fmt::format("{}\"{}\":{}", text.empty() ? "" : ",", item.nom, json_of(item));
    if (wanted.volume_l) text += volume_json(*wanted.volume_l, *correction);
    fmt::print("{{{}}}\n", text);
    return ExitCode::done;
}

} // namespace mlpp::app
