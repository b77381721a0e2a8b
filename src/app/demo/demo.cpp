// `mlpp demo`: accounts, counterparts and days of activity, posted through the same functions as
// the API.
#include "app/commands.h"
#include "app/database.h"
#include "app/demo/depot_life.h"
#include "app/exit_code.h"
#include "modules/app/queries.h"
#include "modules/receptions/types.h"
#include "modules/sorties/types.h"
#include "modules/volumetrie/rules.h"
#include "platform/base/random.h"
#include "platform/json/json.h"

#include <fmt/format.h>

#include <array>
#include <cstdio>

namespace mlpp::app {

namespace {

constexpr std::string_view demo_password = "demo-mlpp";
constexpr std::array roles = {"admin", "directeur", "gerant", "operateur",
                              "pca",   "lecture",   "finance"};
constexpr std::array names = {"Alice Kabila",    "Bernard Tshala", "Claire Mbuyi", "David Kasongo",
                              "Emmanuel Ilunga", "Fatou Lukusa",   "Gisèle Mwamba"};
constexpr std::array countries = {"Zambie", "Tanzanie"};

struct Ids {
    std::vector<Uuid> fournisseurs;
    std::vector<Uuid> clients;
    std::vector<Uuid> partenaires;
    std::vector<Uuid> transporteurs;
    std::vector<Uuid> citernes;
    Date aujourdhui;
};
BOOST_DESCRIBE_STRUCT(Ids, (),
                      (fournisseurs, clients, partenaires, transporteurs, citernes, aujourdhui))

// A truck under way: its record and where it stands.
struct Truck {
    Uuid id;
    int age_days = 0;
    bool discharged = false;
};

struct InitialStock {
    Uuid citerne_id;
    mouvements::Proprietaire proprietaire_type = mouvements::Proprietaire::MONALUXE;
    Date date;
    Litres volume_ambiant;
    Litres volume_15c;
};
BOOST_DESCRIBE_STRUCT(InitialStock, (),
                      (citerne_id, proprietaire_type, date, volume_ambiant, volume_15c))

template <class T>
T required(const db::SyncConnection& connection, Result<T> result) {
    if (!result)
        throw Refused(fmt::format("the demo stopped: {} {}", name_of(result.error().code),
                                  connection.last_error()));
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

Date plus_days(Date day, int days) {
    return Date{day.day + std::chrono::days{days}};
}

class Demo {
public:
    Demo(db::SyncConnection& owner, db::SyncConnection application, const DemoConfig& config)
        : owner_(owner), application_(std::move(application)), config_(config) {}

    void run() {
        const auto daipn =
            required(owner_, owner_.one<Uuid>(sql::app::depot_nomme, std::string_view("DAIPN")));
        admin_key_ = add_account(0, daipn);
        required(owner_, owner_.execute(sql::app::demo_referentiels));
        ids_ = required(owner_, owner_.one<Ids>(sql::app::demo_ids));
        const auto allowed = set_days_back(config_.jours + 1);
        sign_in();
        live();
        set_days_back(allowed);
        for (std::size_t i = 1; i < roles.size(); ++i)
            add_account(i, daipn);
    }

    std::int64_t movements() const { return movements_; }

private:
    Hash256 add_account(std::size_t i, const Uuid& daipn) {
        std::array<std::uint8_t, 16> salt{};
        fill_random(salt);
        const auto key = password_key(demo_password, salt);
        const std::string_view role = roles[i];
        required(owner_,
                 owner_.one<Uuid>(sql::app::demo_utilisateur, fmt::format("{}@demo.local", role),
                                  std::string_view(names[i]), role, daipn,
                                  db::Bytes(salt.begin(), salt.end()), key));
        return key;
    }

    // How far back a movement may be dated; returns what it was.
    int set_days_back(int days) {
        return static_cast<int>(
            required(owner_, owner_.one<std::int64_t>(sql::app::demo_retro, days)));
    }

    void sign_in() {
        session_ = hash256(new_secret());
        const auto state =
            required(application_, application_.one<std::string>(
                                       sql::app::demo_session, std::string_view("admin@demo.local"),
                                       admin_key_, session_));
        if (state != "OK") throw Refused("the demo could not sign in: " + state);
        begin("session");
        table_.emplace(required(
            application_, application_.rows<correction::ReglageCiterne>(sql::app::demo_reglages)));
        commit();
    }

    void begin(std::string_view action) {
        required(application_, application_.run("begin"));
        required(application_, application_.one<std::optional<std::string>>(sql::app::demo_contexte,
                                                                            session_, action));
    }

    void commit() { required(application_, application_.run("commit")); }

    template <class T>
    void post(const db::Statement& statement, const T& demande) {
        required(application_,
                 application_.one<std::string>(statement, json::Json{json::write(demande)}));
        ++movements_;
    }

    void live() {
        const auto first = plus_days(ids_.aujourdhui, -config_.jours);
        std::vector<double> capacities;
        for (std::size_t i = 0; i < ids_.citernes.size(); ++i)
            capacities.push_back(i < 4 ? 500'000 : 300'000);
        DepotLife life(config_.graine, capacities);
        begin("stock.initialiser");
        for (std::size_t i = 0; i < ids_.citernes.size(); ++i) {
            const auto volume =
                Litres::from_units(static_cast<std::int64_t>(life.opening_volume_l(i)) * 1000);
            post(sql::app::demo_initial,
                 InitialStock{.citerne_id = ids_.citernes[i],
                              .date = first,
                              .volume_ambiant = volume,
                              .volume_15c = Litres::from_units(volume.units() / 1000 * 993)});
        }
        commit();
        for (int day = 1; day <= config_.jours; ++day) {
            enter(life.next_day(), plus_days(first, day));
            if (day % 60 == 0) {
                compensate();
                life.take_back_last();
            }
            if (day % 30 == 0) fmt::print(stderr, "demo: day {} of {}\n", day, config_.jours);
        }
    }

    void enter(const Day& day, Date date) {
        begin("session");
        for (const auto& loading : day.loadings)
            load(loading, date);
        for (const auto& arrival : day.arrivals)
            receive(arrival, date);
        for (const auto& reception : day.partner_receptions)
            receive_from_partner(reception, date);
        for (const auto& delivery : day.deliveries)
            deliver(delivery, date);
        drive();
        commit();
    }

    void load(const TruckLoading& loading, Date date) {
        static constexpr std::array carrier_names = {"Reliance Haulage", "Trans Lualaba"};
        const auto id =
            required(application_,
                     application_.one<Uuid>(sql::app::demo_cdr, ids_.fournisseurs[loading.supplier],
                                            loading.plate, loading.trailer, loading.driver,
                                            std::string_view(carrier_names[loading.carrier]),
                                            std::string_view(countries[loading.supplier]), date,
                                            loading.volume));
        trucks_.push_back({id});
    }

    // A truck moves one status on its first, third and fourth day.
    void drive() {
        for (auto& truck : trucks_) {
            if (truck.discharged) continue;
            ++truck.age_days;
            if (truck.age_days == 1) set_status(truck, "TRANSIT");
            if (truck.age_days == 3) set_status(truck, "FRONTIERE");
            if (truck.age_days == 4) set_status(truck, "ARRIVE");
        }
    }

    void set_status(const Truck& truck, std::string_view statut) {
        required(application_, application_.execute(sql::app::demo_cdr_statut, truck.id, statut));
    }

    void receive(const TruckArrival& arrival, Date date) {
        auto& truck = trucks_[arrival.loading];
        receptions::ReceptionCalculee reception;
        reception.cours_de_route_id = truck.id;
        reception.date_reception = date;
        reception.lignes = lines(arrival.readings, correction::entree);
        post(sql::app::demo_reception, reception);
        truck.discharged = true;
    }

    void receive_from_partner(const PartnerReception& from, Date date) {
        receptions::ReceptionCalculee reception;
        reception.proprietaire_type = mouvements::Proprietaire::PARTENAIRE;
        reception.partenaire_id = ids_.partenaires[from.partner];
        reception.date_reception = date;
        reception.lignes = lines(std::span(&from.reading, 1), correction::entree);
        post(sql::app::demo_reception, reception);
    }

    std::vector<correction::LignePostee> lines(std::span<const Reading> readings,
                                               const correction::Sens& direction) {
        std::vector<correction::LigneDemandee> wanted;
        for (const auto& reading : readings)
            wanted.push_back({ids_.citernes[reading.tank], std::nullopt, reading.index_avant,
                              reading.index_apres, reading.temperature_c, reading.densite_kgm3});
        correction::Erreurs errors;
        auto computed = correction::calculer_lignes(wanted, *table_, direction, errors);
        if (!errors.empty())
            throw Refused(
                fmt::format("the demo made a wrong line: {}", name_of(errors.front().code)));
        return computed;
    }

    void deliver(const Delivery& delivery, Date date) {
        sorties::SortieCalculee sortie;
        sortie.proprietaire_type = delivery.partner ? mouvements::Proprietaire::PARTENAIRE
                                                    : mouvements::Proprietaire::MONALUXE;
        sortie.date_sortie = date;
        sortie.chauffeur_nom = delivery.driver;
        sortie.plaque_camion = delivery.plate;
        (delivery.partner ? sortie.partenaire_id : sortie.client_id) =
            (delivery.partner ? ids_.partenaires : ids_.clients)[delivery.beneficiary];
        sortie.lignes = lines(std::span(&delivery.reading, 1), correction::sortie);
        post(sql::app::demo_sortie, sortie);
    }

    void compensate() {
        begin("ajustements.creer");
        required(application_,
                 application_.one<std::string>(sql::app::demo_compenser,
                                               std::string_view("Bon saisi deux fois au portail")));
        ++movements_;
        commit();
    }

    db::SyncConnection& owner_;
    db::SyncConnection application_;
    DemoConfig config_;
    Ids ids_;
    Hash256 admin_key_{};
    Hash256 session_{};
    std::optional<correction::TableReglages> table_;
    std::vector<Truck> trucks_;
    std::int64_t movements_ = 0;
};

void print_accounts() {
    fmt::print("accounts (password {}):\n", demo_password);
    for (const auto* role : roles)
        fmt::print("  {}@demo.local\n", role);
}

} // namespace

int demo(const Config& config) {
    const auto database = Database::open(config.database, Database::Use::verb);
    if (database.environnement() != "dev")
        throw Refused("demo data belong in a dev environment only");
    auto owner = database.as_owner();
    const auto earlier = required(owner, owner.one<std::string>(sql::app::demo_existe));
    if (earlier == "partial")
        throw Refused("an earlier demo was interrupted half-way: begin again with a new data "
                      "directory (./dev run --reset)");
    if (earlier == "complete") {
        fmt::print("demo data are there already\n");
        print_accounts();
        return ExitCode::done;
    }
    required(owner, owner.one<std::int64_t>(sql::app::ensemencer));
    db::SyncConnection application(database.application_url());
    if (!config.database.is_private() && !application.run("set role mlpp_application"))
        throw Refused(application.last_error());
    Demo run(owner, std::move(application), config.demo);
    run.run();
    fmt::print("demo: {} days, {} movements\n", config.demo.jours, run.movements());
    print_accounts();
    return ExitCode::done;
}

} // namespace mlpp::app
