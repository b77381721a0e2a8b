// Corrections per second on one core, beside loops that do nothing but the same number of exp
// calls.
//
// A correction from an observed density (edition 2004, no pressure) calls exp once per pass, once
// for the base temperature and once for Fp: the count comes from Correction::iterations over the
// same readings. Two exp loops bracket it: independent calls, which the processor overlaps, and a
// chain in which each call waits for the one before, as the passes of one correction do.
#include "volumetrie/correction.h"

#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace {

using namespace mlpp::volumetrie;

struct Releve {
    double densite_observee_kgm3;
    double temperature_c;
};

constexpr std::size_t nombre_releves = 1024;

// Petrol, jet and gas oil between 5 and 45 °C, as a depot reads them.
std::array<Releve, nombre_releves> make_readings() {
    std::array<Releve, nombre_releves> releves{};
    std::uint64_t state = 0x9E3779B97F4A7C15ULL;
    const auto draw = [&state] {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<double>(state >> 33U) / 2147483648.0;
    };
    for (Releve& releve : releves) {
        releve = {std::round((700.0 + 160.0 * draw()) * 10.0) / 10.0,
                  std::round((5.0 + 40.0 * draw()) * 10.0) / 10.0};
    }
    return releves;
}

const std::array<Releve, nombre_releves> releves = make_readings();

// exp calls of all readings together.
std::int64_t count_exp_calls() {
    std::int64_t calls = 0;
    for (const Releve& releve : releves) {
        const auto c = correct_densite_observee(Groupe::B, releve.densite_observee_kgm3,
                                                releve.temperature_c, Options{});
        calls += c->iterations + 2;
    }
    return calls;
}

void report(benchmark::State& state) {
    const auto corrections = state.iterations() * static_cast<std::int64_t>(nombre_releves);
    state.SetItemsProcessed(corrections);
    state.counters["exp_par_correction"] =
        static_cast<double>(count_exp_calls()) / static_cast<double>(nombre_releves);
}

void run_corrections(benchmark::State& state, const Options& options) {
    for ([[maybe_unused]] auto iteration : state) {
        for (const Releve& releve : releves) {
            auto c = correct_densite_observee(Groupe::B, releve.densite_observee_kgm3,
                                              releve.temperature_c, options);
            benchmark::DoNotOptimize(c);
        }
    }
    report(state);
}

void correction_2004(benchmark::State& state) {
    run_corrections(state, Options{});
}

void correction_1980(benchmark::State& state) {
    run_corrections(state, options_table_imprimee());
}

void exp_independent(benchmark::State& state) {
    const std::int64_t calls = count_exp_calls();
    for ([[maybe_unused]] auto iteration : state) {
        double argument = -0.1;
        for (std::int64_t i = 0; i < calls; ++i) {
            benchmark::DoNotOptimize(argument);
            double value = std::exp(argument);
            benchmark::DoNotOptimize(value);
        }
    }
    report(state);
}

void exp_chained(benchmark::State& state) {
    const std::int64_t calls = count_exp_calls();
    for ([[maybe_unused]] auto iteration : state) {
        double value = -0.1;
        for (std::int64_t i = 0; i < calls; ++i)
            value = std::exp(-0.1 * value);
        benchmark::DoNotOptimize(value);
    }
    report(state);
}

BENCHMARK(correction_2004);
BENCHMARK(exp_independent);
BENCHMARK(exp_chained);
BENCHMARK(correction_1980);

} // namespace
