// DepotLife: a depot's activity made up for the demo: trucks under way, receptions, sorties, stock
// that stays within the tanks. Pure and repeatable: the same seed gives the same days. One thread.
#pragma once

#include "platform/base/date.h"
#include "platform/base/decimal.h"

#include <cstdint>
#include <deque>
#include <random>
#include <string>
#include <vector>

namespace mlpp::app {

struct Reading {
    std::size_t tank = 0; // index into the tanks
    Litres index_avant;
    Litres index_apres;
    Celsius temperature_c;
    DensiteKgm3 densite_kgm3;
};

struct TruckLoading {
    std::size_t supplier = 0;
    std::size_t carrier = 0;
    std::string plate;
    std::string trailer;
    std::string driver;
    Litres volume;
};

struct TruckArrival {
    std::size_t loading = 0; // number of the loading, in the order of next_day()
    std::vector<Reading> readings;
};

struct Delivery {
    std::size_t beneficiary = 0;
    bool partner = false;
    std::string driver;
    std::string plate;
    Reading reading;
};

struct PartnerReception {
    std::size_t partner = 0;
    Reading reading;
};

struct Day {
    std::vector<TruckLoading> loadings;
    std::vector<TruckArrival> arrivals;
    std::vector<PartnerReception> partner_receptions;
    std::vector<Delivery> deliveries;
};

class DepotLife {
public:
    // Capacities in litres, one a tank; each tank starts half full for MONALUXE.
    DepotLife(std::uint64_t seed, const std::vector<double>& capacities_l);

    double opening_volume_l(std::size_t tank) const { return tanks_[tank].capacity_l / 2; }

    // What happens on the next day; trucks that have not arrived stay on the road.
    Day next_day();

    // The last delivery was entered twice: its litres are in the tank after all. The depot knows on
    // its own day only: they take room, and no delivery of the days before has them.
    void take_back_last();

private:
    struct Taken {
        std::size_t tank = 0;
        bool partner = false;
        std::size_t who = 0;
        double volume_l = 0;
    };

    struct Tank {
        double capacity_l = 0;
        double monaluxe_l = 0;
        std::vector<double> partners_l;
        double taken_back_l = 0;
        double meter_l = 0;

        double total_l() const;
    };

    struct OnTheRoad {
        std::size_t number = 0;
        int days = 0;
        double volume_l = 0;
    };

    double& stock_of(const Taken& taken);

    std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

    double between(double low, double high);
    Reading read_meter(std::size_t tank, double volume_l);
    std::vector<Reading> discharge(double volume_l);
    void load_trucks(Day& day);
    void receive_trucks(Day& day);
    void receive_from_partner(Day& day);
    void deliver(Day& day);

    std::mt19937_64 random_;
    std::vector<Tank> tanks_;
    std::deque<OnTheRoad> road_;
    std::size_t loadings_ = 0;
    Taken last_{};
};

} // namespace mlpp::app
