// A depot with tanks, owners and stock for the tests that read it: every movement goes through the
// posting functions, as the application and as an administrator. One thread.
#pragma once

#include "pg/api.h"
#include "platform/json/json.h"

#include <fmt/format.h>

#include <initializer_list>
#include <string>
#include <string_view>

namespace mlpp::pgtest {

inline constexpr std::string_view partner_a = "66666666-6666-6666-6666-666666666661";
inline constexpr std::string_view partner_b = "66666666-6666-6666-6666-666666666662";
inline constexpr std::string_view monaluxe; // as an owner: no partner

class StockedDepot {
public:
    explicit StockedDepot(std::initializer_list<Api::Declare> modules)
        : api(modules), poster_(api.database().as_application()) {
        api.run(fmt::format(
            "insert into produits (id, nom, code, densite_min_kgm3, densite_max_kgm3) values "
            "('{}', 'Gasoil', 'G.O', 780, 900);"
            "insert into partenaires (id, nom) values ('{}', 'Partenaire A'), ('{}', 'Partenaire "
            "B');"
            "insert into clients (id, nom) values ('44444444-4444-4444-4444-444444444441', 'Client "
            "A');",
            gasoil, partner_a, partner_b));
        api.add_account("saisie@essai.test", "admin", "", "un mot de passe d'essai");
        api.run(
            "insert into sessions (hash, utilisateur_id, expire_le) select sha256('saisie'), id, "
            "now() + interval '1 day' from utilisateurs where email = 'saisie@essai.test'");
    }

    // Returns the id of the new tank.
    std::string tank(std::string_view name, std::string_view depot = depot_a,
                     std::string_view columns = "", std::string_view values = "") {
        return api.value(
            fmt::format("insert into citernes (depot_id, nom, produit_id, capacite_totale, "
                        "localisation{}) values ('{}', '{}', '{}', 500000, 'Parc'{}) "
                        "returning id::text",
                        columns, depot, name, gasoil, values));
    }

    // The document's id, or the code of the refusal.
    std::string reception(std::string_view tank_id, std::string_view partner, int litres,
                          int days_back = 0) {
        return post(
            "receptions.creer",
            fmt::format("(app.enregistrer_reception(jsonb_build_object('proprietaire_type', '{}', "
                        "'partenaire_id', {}, 'note', 'essai', 'date_reception', {}, 'lignes', "
                        "{}))::jsonb #>> '{{receptions,0,id}}')",
                        type_of_owner(partner), quoted(partner), day(tank_id, days_back),
                        line(tank_id, litres, "0.1", "1")));
    }

    std::string sortie(std::string_view tank_id, std::string_view partner, int litres,
                       int days_back = 0) {
        return post(
            "sorties.creer",
            fmt::format("(app.enregistrer_sortie(jsonb_build_object('proprietaire_type', '{}', "
                        "'partenaire_id', {}, 'client_id', {}, 'date_sortie', {}, 'lignes', "
                        "{}))::jsonb #>> '{{sorties,0,id}}')",
                        type_of_owner(partner), quoted(partner),
                        partner.empty() ? "'44444444-4444-4444-4444-444444444441'" : "null",
                        day(tank_id, days_back), line(tank_id, litres, "1", "0")));
    }

    std::string initial(std::string_view tank_id, std::string_view partner, int litres,
                        int days_back) {
        return post(
            "stock.initialiser",
            fmt::format("(app.declarer_stock_initial(jsonb_build_object('citerne_id', '{}', "
                        "'proprietaire_type', '{}', 'partenaire_id', {}, 'date', {}, "
                        "'volume_ambiant', {}, 'volume_15c', {}))::jsonb ->> 'id')",
                        tank_id, type_of_owner(partner), quoted(partner), day(tank_id, days_back),
                        litres, litres));
    }

    std::string adjust(std::string_view tank_id, std::string_view partner, int litres) {
        return post("ajustements.creer",
                    fmt::format("((app.admin_adjust_stock('{}', '{}', {}, {}, {}, 'jauge du matin "
                                "relue')).corps::jsonb ->> 'id')",
                                tank_id, type_of_owner(partner), quoted(partner), litres, litres));
    }

    std::string compensate(std::string_view type, std::string_view document) {
        return post("ajustements.creer", fmt::format("((app.compenser('{}', '{}', 'erreur de "
                                                     "saisie')).corps::jsonb ->> 'id')",
                                                     type, document));
    }

    // Any value computed as the administrator, or the code of the refusal.
    std::string post(std::string_view action, std::string_view expression) {
        constexpr db::Statement open{
            "essai.contexte", "select app.ouvrir_contexte(sha256('saisie'), $1, null, null)"};
        const auto done = poster_.in_transaction([&]() -> Result<std::string> {
            MLPP_CHECK_PLAIN(poster_.execute(open, action));
            MLPP_TRY_PLAIN(auto rows,
                           poster_.rows<std::string>(db::Query::compose(
                               "essai.poster", fmt::format("select {}", expression), {})));
            return rows.at(0);
        });
        return done ? *done : std::string(name_of(done.error().code));
    }

    template <class T>
    T read(std::string_view target, std::string_view role = "admin") {
        const auto answer = api.as(role).get(target);
        auto value = json::parse<T>(answer.body, {.values = 1'000'000});
        if (answer.status != 200 || !value) throw std::runtime_error(answer.body);
        return std::move(*value);
    }

    // The business day of a depot, `days_back` days ago.
    std::string day_of(std::string_view depot, int days_back = 0) {
        return api.value(
            fmt::format("select (app.jour_du_depot(fuseau) - {})::text from depots where "
                        "id = '{}'",
                        days_back, depot));
    }

    Api api;

private:
    static std::string_view type_of_owner(std::string_view partner) {
        return partner.empty() ? "MONALUXE" : "PARTENAIRE";
    }

    static std::string quoted(std::string_view id) {
        return id.empty() ? "null" : fmt::format("'{}'", id);
    }

    static std::string day(std::string_view tank_id, int days_back) {
        return fmt::format(
            "(select app.jour_du_depot(d.fuseau) - {} from citernes c join depots d on d.id "
            "= c.depot_id where c.id = '{}')",
            days_back, tank_id);
    }

    // A measure with factor 0.99; volumes are rounded as the depot's settings say.
    static std::string line(std::string_view tank_id, int litres, std::string_view rounding,
                            std::string_view decimals) {
        return fmt::format(
            "jsonb_build_array(jsonb_build_object('citerne_id', '{0}', 'produit_id', '{1}', "
            "'index_avant', 0, 'index_apres', {2}, 'temperature_ambiante_c', 27, "
            "'densite_observee_kgm3', 830, 'edition', 'MPMS_11_1_2004', 'areometre', true, "
            "'groupe', "
            "'B', 'arrondi_l', {3}, 'mode_vcf', 'm', 'moteur_version', '1', 'densite_a_15_kgm3', "
            "838, "
            "'vcf', 0.99, 'volume_15c_exact', round({2} * 0.99, 3), 'volume_15c', round({2} * "
            "0.99, "
            "{4})))",
            tank_id, gasoil, litres, rounding, decimals);
    }

    db::SyncConnection poster_;
};

} // namespace mlpp::pgtest
