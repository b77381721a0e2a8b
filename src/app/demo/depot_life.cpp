#include "app/demo/depot_life.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace mlpp::app {

namespace {

constexpr std::size_t suppliers = 2;
constexpr std::size_t carriers = 2;
constexpr std::size_t clients = 4;
constexpr std::size_t partners = 2;
constexpr int trip_days = 6;

constexpr std::array<const char*, 8> drivers = {"Jean Mukendi",  "Paul Banda", "Peter Phiri",
                                                "Moïse Kasongo", "John Mwale", "Eric Lumumba",
                                                "Samuel Zulu",   "Didier Ngoy"};

Litres litres(double value) {
    return Litres::from_units(std::llround(value) * Litres::units_per_one);
}

} // namespace

double DepotLife::Tank::total_l() const {
    return std::accumulate(partners_l.begin(), partners_l.end(), monaluxe_l + taken_back_l);
}

DepotLife::DepotLife(std::uint64_t seed, const std::vector<double>& capacities_l) : random_(seed) {
    for (const double capacity : capacities_l)
        tanks_.push_back({capacity, capacity / 2, std::vector<double>(partners, 0.0), 0, 0});
}

double DepotLife::between(double low, double high) {
    return low + (high - low) * static_cast<double>(below(10'001)) / 10'000;
}

Reading DepotLife::read_meter(std::size_t tank, double volume_l) {
    Reading reading;
    reading.tank = tank;
    reading.index_avant = litres(tanks_[tank].meter_l);
    tanks_[tank].meter_l += volume_l;
    reading.index_apres = litres(tanks_[tank].meter_l);
    reading.temperature_c = Celsius::from_units(std::llround(between(18, 31) * 10) * 10);
    reading.densite_kgm3 = DensiteKgm3::from_units(std::llround(between(826, 842) * 2) * 5'000);
    return reading;
}

// Into the emptiest tank; what does not fit goes into the next one.
std::vector<Reading> DepotLife::discharge(double volume_l) {
    std::vector<std::size_t> order;
    for (std::size_t tank = 0; tank < tanks_.size(); ++tank)
        order.push_back(tank);
    std::ranges::sort(order, {}, [&](std::size_t tank) {
        return tanks_[tank].total_l() / tanks_[tank].capacity_l;
    });
    std::vector<Reading> readings;
    for (const auto tank : order) {
        const double room = std::floor(tanks_[tank].capacity_l * 0.95 - tanks_[tank].total_l());
        const double part = std::min(volume_l, room);
        if (part < 500) continue;
        readings.push_back(read_meter(tank, part));
        tanks_[tank].monaluxe_l += part;
        volume_l -= part;
        if (volume_l < 1) break;
    }
    return readings;
}

void DepotLife::load_trucks(Day& day) {
    const double stock =
        std::accumulate(tanks_.begin(), tanks_.end(), 0.0,
                        [](double sum, const Tank& tank) { return sum + tank.monaluxe_l; });
    const double capacity =
        std::accumulate(tanks_.begin(), tanks_.end(), 0.0,
                        [](double sum, const Tank& tank) { return sum + tank.capacity_l; });
    const auto trucks =
        stock + static_cast<double>(road_.size()) * 38'000 > 0.75 * capacity ? 0 : 2 + below(3);
    for (std::uint64_t i = 0; i < trucks; ++i) {
        const double volume = std::floor(between(34'000, 40'000));
        day.loadings.push_back({below(suppliers), below(carriers),
                                fmt::format("DM {:04}-{:02}", loadings_ % 10'000, 10 + below(80)),
                                fmt::format("RM {:04}", below(10'000)),
                                drivers[below(drivers.size())], litres(volume)});
        road_.push_back({loadings_++, trip_days - static_cast<int>(below(2)), volume});
    }
}

void DepotLife::receive_trucks(Day& day) {
    for (auto& truck : road_)
        --truck.days;
    while (!road_.empty() && road_.front().days <= 0) {
        // Some 0.2 % are lost on the road.
        auto readings = discharge(std::floor(road_.front().volume_l * between(0.997, 1.0)));
        if (readings.empty()) break; // no room today: it waits in the yard
        day.arrivals.push_back({road_.front().number, std::move(readings)});
        road_.pop_front();
    }
}

void DepotLife::receive_from_partner(Day& day) {
    if (below(4) != 0) return;
    const auto tank = below(tanks_.size());
    const double volume = std::floor(between(15'000, 35'000));
    if (tanks_[tank].total_l() + volume > tanks_[tank].capacity_l * 0.95) return;
    const auto partner = below(partners);
    day.partner_receptions.push_back({partner, read_meter(tank, volume)});
    tanks_[tank].partners_l[partner] += volume;
}

void DepotLife::deliver(Day& day) {
    const auto deliveries = 3 + below(4);
    for (std::uint64_t i = 0; i < deliveries; ++i) {
        const auto tank = below(tanks_.size());
        const bool partner = below(6) == 0;
        const auto who = below(partner ? partners : clients);
        const Taken taken{tank, partner, who, std::floor(between(8'000, 32'000))};
        if (stock_of(taken) < taken.volume_l) continue;
        stock_of(taken) -= taken.volume_l;
        last_ = taken;
        day.deliveries.push_back({who, partner, drivers[below(drivers.size())],
                                  fmt::format("LB {:04}", below(10'000)),
                                  read_meter(tank, taken.volume_l)});
    }
}

double& DepotLife::stock_of(const Taken& taken) {
    auto& tank = tanks_[taken.tank];
    return taken.partner ? tank.partners_l[taken.who] : tank.monaluxe_l;
}

void DepotLife::take_back_last() {
    tanks_[last_.tank].taken_back_l += std::exchange(last_.volume_l, 0);
}

Day DepotLife::next_day() {
    Day day;
    load_trucks(day);
    receive_trucks(day);
    receive_from_partner(day);
    deliver(day);
    return day;
}

} // namespace mlpp::app
