// `mlpp verify`: proves the figures. The database recomputes balances, documents, adjustments, what
// two people decided, numbers and logs from the ledger; the engine recomputes every stored measure,
// also those that adjustments corrected.
#include "app/commands.h"
#include "app/database.h"
#include "app/exit_code.h"
#include "modules/app/queries.h"
#include "modules/volumetrie/rules.h"
#include "platform/json/json.h"

#include <fmt/format.h>

namespace mlpp::app {

namespace {

struct Difference {
    std::string controle;
    std::optional<Uuid> entite_id;
    std::string attendu;
    std::string trouve;
};
BOOST_DESCRIBE_STRUCT(Difference, (), (controle, entite_id, attendu, trouve))

struct StoredMeasure {
    Uuid id;
    Litres volume_ambiant;
    Celsius temperature_ambiante_c;
    DensiteKgm3 densite_observee_kgm3;
    correction::Edition edition{};
    correction::Groupe groupe{};
    std::optional<correction::Coefficient> alpha_15c;
    bool areometre = true;
    correction::ArrondiFacteur mode_vcf{};
    Litres arrondi_l;
    DensiteKgm3 densite_a_15_kgm3;
    Vcf vcf;
    std::optional<Litres> volume_15c_exact; // adjustments keep the rounded one only
    Litres volume_15c;
};
BOOST_DESCRIBE_STRUCT(StoredMeasure, (),
                      (id, volume_ambiant, temperature_ambiante_c, densite_observee_kgm3, edition,
                       groupe, alpha_15c, areometre, mode_vcf, arrondi_l, densite_a_15_kgm3, vcf,
                       volume_15c_exact, volume_15c))

constexpr int page_rows = 10'000;

std::string figures(DensiteKgm3 density, Vcf vcf, std::optional<Litres> exact, Litres rounded) {
    return fmt::format("{} {}{}{} {}", density.text(), vcf.text(), exact ? " " : "",
                       exact ? exact->text() : "", rounded.text());
}

// What the engine says of a stored measure now, or why it refuses it.
std::string recompute(const StoredMeasure& measure) {
    const correction::Methode method{measure.edition, measure.groupe, measure.alpha_15c,
                                     measure.areometre, measure.mode_vcf};
    const auto corrected =
        correction::corriger(method, measure.temperature_ambiante_c, measure.densite_observee_kgm3);
    if (!corrected) return "refused by the engine";
    // The database's own checks of a volume do without it.
    if (!correction::admet_arrondi(measure.arrondi_l))
        return fmt::format("a rounding to 0.001, 0.1 or 1 L, not to {} L",
                           measure.arrondi_l.text());
    const auto official =
        correction::appliquer(*corrected, measure.volume_ambiant, measure.arrondi_l);
    const auto exact =
        measure.volume_15c_exact ? std::optional(official.volume_15c_exact) : std::nullopt;
    return figures(official.densite_a_15_kgm3, official.vcf, exact, official.volume_15c);
}

template <class T>
T required(const db::SyncConnection& connection, Result<T> result) {
    if (!result) throw Refused("the check could not run: " + connection.last_error());
    return std::move(*result);
}

// Every measure that `pages` gives, page after page by id; how many there were.
std::int64_t check_measures(db::SyncConnection& owner, const db::Statement& pages,
                            std::vector<Difference>& differences) {
    std::int64_t checked = 0;
    Uuid last{};
    while (true) {
        const auto page = required(owner, owner.rows<StoredMeasure>(pages, last, page_rows));
        for (const auto& measure : page) {
            const auto stored = figures(measure.densite_a_15_kgm3, measure.vcf,
                                        measure.volume_15c_exact, measure.volume_15c);
            if (auto now = recompute(measure); now != stored)
                differences.push_back({"VOLUME_DIVERGENCE", measure.id, std::move(now), stored});
        }
        checked += static_cast<std::int64_t>(page.size());
        if (page.size() < page_rows) return checked;
        last = page.back().id;
    }
}

} // namespace

int verify(const Config& config) {
    const auto database = Database::open(config.database, Database::Use::look);
    auto owner = database.as_owner();
    // One instant for all checks, also while the server posts.
    if (!owner.run("begin isolation level repeatable read, read only"))
        throw Refused(owner.last_error());
    auto differences = required(owner, owner.rows<Difference>(sql::app::verifier_stock));
    auto checked = check_measures(owner, sql::app::mesures_a_verifier, differences);
    checked += check_measures(owner, sql::app::ajustements_a_verifier, differences);
    if (config.json) {
        fmt::print("{{\"measures\":{},\"differences\":{}}}\n", checked, json::write(differences));
    } else {
        for (const auto& difference : differences)
            fmt::print("{} {}: expected {}, found {}\n", difference.controle,
                       difference.entite_id ? difference.entite_id->text() : "-",
                       difference.attendu, difference.trouve);
        fmt::print("{} measures recomputed, {} differences\n", checked, differences.size());
    }
    return differences.empty() ? ExitCode::done : ExitCode::refused;
}

} // namespace mlpp::app
