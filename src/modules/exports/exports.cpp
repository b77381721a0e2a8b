#include "modules/exports/exports.h"

#include "modules/exports/store.h"
#include "platform/base/clock.h"

#include <algorithm>
#include <atomic>

namespace mlpp::exports {

namespace {

using http::Context;
using http::Response;

constexpr int attente_s = 5;

// One of the few files that may be made at a time, in the whole program.
class Place {
public:
    Place() : before_(en_cours.fetch_add(1)) {}

    ~Place() { en_cours.fetch_sub(1); }

    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    bool free() const { return before_ < en_cours_max; }

private:
    inline static std::atomic<int> en_cours = 0;
    int before_;
};

struct Etiquette {
    std::string_view champ;
    Texte texte;
};

constexpr Etiquette etiquettes[] = {
    {"actif", {"Actif", "Active"}},
    {"actifs", {"En route", "On the road"}},
    {"action", {"Action", "Action"}},
    {"au", {"Jusqu'au", "Until"}},
    {"cible_id", {"Objet", "Object"}},
    {"check_code", {"Contrôle", "Check"}},
    {"citerne_id", {"Citerne", "Tank"}},
    {"client_id", {"Client", "Client"}},
    {"connu_le", {"Connu le", "As known at"}},
    {"cours_de_route_id", {"Cours de route", "Cours de route"}},
    {"date", {"Jour", "Day"}},
    {"depot_id", {"Dépôt", "Depot"}},
    {"du", {"Du", "From"}},
    {"entity_type", {"Type d'objet", "Kind of object"}},
    {"fournisseur_id", {"Fournisseur", "Supplier"}},
    {"logique", {"Citerne logique", "Logical tank"}},
    {"module", {"Module", "Module"}},
    {"mouvement_id", {"Mouvement", "Movement"}},
    {"mouvement_type", {"Type de mouvement", "Kind of movement"}},
    {"niveau", {"Niveau", "Level"}},
    {"operation_id", {"Opération", "Operation"}},
    {"partenaire_id", {"Partenaire", "Partner"}},
    {"produit_id", {"Produit", "Product"}},
    {"proprietaire_type", {"Propriétaire", "Owner"}},
    {"q", {"Recherche", "Search"}},
    {"role", {"Rôle", "Role"}},
    {"severity", {"Gravité", "Severity"}},
    {"statut", {"Statut", "Status"}},
    {"transporteur_id", {"Transporteur", "Carrier"}},
    {"tri", {"Tri", "Order"}},
    {"type", {"Type", "Kind"}},
    {"type_correction", {"Type de correction", "Kind of correction"}},
    {"utilisateur_id", {"Utilisateur", "User"}},
    {"volume_max", {"Volume au plus (L)", "Volume at most (L)"}},
    {"volume_min", {"Volume au moins (L)", "Volume at least (L)"}},
};

std::string_view in(Language language, const Texte& texte) {
    return language == Language::fr ? texte.fr : texte.en;
}

std::string label_of(std::string_view champ, Language language) {
    const auto found = std::ranges::find(etiquettes, champ, &Etiquette::champ);
    return std::string{found == std::end(etiquettes) ? champ : in(language, found->texte)};
}

// The parameters as they came, by name; they were read without a fault before.
Result<Filtres> filters_of(const Context& ctx) {
    MLPP_TRY_PLAIN(auto filtres, http::parse_query_string(ctx.request().query()));
    std::erase_if(filtres, [](const auto& filtre) { return filtre.first == "format"; });
    std::ranges::sort(filtres);
    return filtres;
}

std::optional<Uuid> depot_of(const Filtres& filtres) {
    const auto found = std::ranges::find(filtres, "depot_id", &Filtres::value_type::first);
    return found == filtres.end() ? std::nullopt : Uuid::parse(found->second);
}

std::vector<Uuid> ids_of(const Filtres& filtres) {
    std::vector<Uuid> ids;
    for (const auto& [name, value] : filtres)
        if (const auto id = Uuid::parse(value)) ids.push_back(*id);
    return ids;
}

// Who asked, by which clock, what the ids are called.
struct Contexte {
    Auteur auteur;
    sheet::Clock horloge;
    std::vector<Nom> noms;
};

awaitable<Result<Contexte>> read_context(db::Transaction& tx, const Filtres& filtres) {
    Contexte contexte;
    MLPP_TRY(contexte.auteur, co_await lire_auteur(tx, depot_of(filtres)));
    MLPP_TRY(contexte.horloge, co_await lire_horloge(tx, contexte.auteur.fuseau));
    MLPP_TRY(contexte.noms, co_await nommer(tx, ids_of(filtres)));
    co_return contexte;
}

std::string shown_value(const std::string& name, const std::string& value, const Liste& liste,
                        const Contexte& contexte, Language language) {
    if (name == "tri") {
        const bool descending = value.starts_with('-');
        const auto field = std::string_view(value).substr(descending ? 1 : 0);
        const auto column = std::ranges::find(liste.colonnes, field, &sheet::Column::field);
        if (column == liste.colonnes.end()) return value;
        return std::string{in(language, {column->fr, column->en})} + (descending ? " ↓" : " ↑");
    }
    const auto id = Uuid::parse(value);
    if (!id) return value;
    const auto nom = std::ranges::find(contexte.noms, *id, &Nom::id);
    return nom == contexte.noms.end() ? value : nom->nom;
}

std::string clock_text(const sheet::Clock& horloge) {
    auto text = horloge.shown(now()).text().substr(0, 19);
    text[10] = ' ';
    return text + " (" + horloge.fuseau + ')';
}

sheet::About about_of(const Liste& liste, const Contexte& contexte, const Filtres& filtres,
                      std::int64_t lignes, Language language) {
    const auto say = [language](std::string_view fr, std::string_view en) {
        return std::string{language == Language::fr ? fr : en};
    };
    sheet::About about;
    for (const auto& [name, value] : filtres)
        about.emplace_back(label_of(name, language),
                           shown_value(name, value, liste, contexte, language));
    const bool dated = std::ranges::any_of(filtres, [](const auto& filtre) {
        return filtre.first == "du" || filtre.first == "au" || filtre.first == "date";
    });
    if (!dated) about.insert(about.begin(), {say("Période", "Period"), say("toute", "all")});
    about.emplace_back(say("Lignes", "Rows"), std::to_string(lignes));
    about.emplace_back(say("Généré le", "Generated"), clock_text(contexte.horloge));
    about.emplace_back(say("Par", "By"),
                       contexte.auteur.nom_complet + " (" + contexte.auteur.role + ')');
    return about;
}

// receptions_2026-11-22.csv
std::string file_name(const Liste& liste, const sheet::Clock& horloge, sheet::Format format) {
    std::string name{liste.chemin.substr(1)};
    std::ranges::replace(name, '/', '-');
    return name + '_' + horloge.shown(now()).text().substr(0, 10) +
           (format == sheet::Format::csv ? ".csv" : ".xlsx");
}

} // namespace

awaitable<Result<Response>> exporter(Context& ctx, const Liste& liste, const json::Type& ligne,
                                     sheet::Format format, const Remplir& remplir) {
    const Place place;
    if (!place.free()) {
        Problem busy{Code::TROP_DE_REQUETES};
        busy.retry_after_s = attente_s;
        co_return refuse(std::move(busy));
    }
    MLPP_TRY(const auto filtres, filters_of(ctx));
    auto tx = ctx.begin_reading();
    MLPP_TRY(const auto contexte, co_await read_context(tx, filtres));
    const auto language = ctx.language();
    const auto sheet = sheet::make(format, {.row = ligne,
                                            .columns = liste.colonnes,
                                            .language = language,
                                            .clock = contexte.horloge,
                                            .title = std::string{in(language, liste.titre)}});
    Remplissage remplissage(ctx.workers(), *sheet);
    MLPP_CHECK(co_await remplir(tx, remplissage));
    const auto about = about_of(liste, contexte, filtres, remplissage.lignes(), language);
    std::string file;
    MLPP_CHECK(co_await ctx.workers().run([&] { file = sheet->finish(about); }));
    auto trace = ctx.begin();
    MLPP_CHECK(co_await journaliser(trace, liste.chemin.substr(1),
                                    format == sheet::Format::csv ? "csv" : "xlsx", filtres,
                                    remplissage.lignes()));
    co_return ctx.document(sheet::media_type(format), file_name(liste, contexte.horloge, format),
                           std::move(file));
}

http::RouteDeclaration declare_route(http::RouteTable& table, const Liste& liste,
                                     http::Handler handler) {
    auto declaration =
        table.get<void>(std::string{liste.chemin} + "/export", liste.lecture, std::move(handler),
                        "The list as a file: all rows of the filter, in its order.");
    declaration.also_needs("exports.generer")
        .answers_types(
            {sheet::media_type(sheet::Format::csv), sheet::media_type(sheet::Format::xlsx)})
        .refuses({Code::EXPORT_TROP_GRAND, Code::TROP_DE_REQUETES, Code::VALEUR_INCONNUE});
    return declaration;
}

} // namespace mlpp::exports
