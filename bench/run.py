#!/usr/bin/env python3
"""`./dev bench`: one table from one run on one machine, and what it proves.

usage: run.py --bin DIR --scratch DIR [--quick | --lists] [--json FILE]

Starts a server of its own on a fresh private cluster in the scratch directory and ends both, whatever happens. Server and
database take turns, round by round, so that both see the same machine. Exit 1 when a figure misses its limit.
"""

import argparse
import json
import os
import signal
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from depot import BenchFailed, Depot
from lists import ListFigures, measure_lists, print_lists, verdict_of
from measure import (Sample, describe_machine, load_database, load_server, measure_correction, measure_starts, middle)

CONNECTIONS = (1, 8, 32)
HISTORY_CONNECTIONS = 8
KINDS = {"sortie_key": "POST /sorties, with a key", "sortie": "POST /sorties, without", "stock": "GET /stock/actuel"}


@dataclass(frozen=True)
class Plan:
    seconds: int
    rounds: int
    histories: tuple[int, ...]
    correction_seconds: float
    warm_seconds: int
    starts: int = 5


FULL = Plan(seconds=4, rounds=3, histories=(10_000, 100_000, 1_000_000), correction_seconds=1.0, warm_seconds=2)
QUICK = Plan(seconds=2, rounds=1, histories=(10_000, 100_000), correction_seconds=0.2, warm_seconds=1)


@dataclass
class Figures:
    machine: dict[str, str]
    correction: dict[str, float] = field(default_factory=dict)
    # (kind, connections, movements posted before) → server and database
    loads: list[dict] = field(default_factory=list)
    fills: list[dict] = field(default_factory=list)
    memory_mib: float = 0
    memory_peak_mib: float = 0
    ready_s: float = 0
    lists: ListFigures | None = None
    verdicts: list[dict] = field(default_factory=list)

    def of(self, kind: str, connections: int, movements: int) -> dict:
        return next(load for load in self.loads
                    if (load["kind"], load["connections"], load["movements"]) == (kind, connections, movements))


def say(text: str) -> None:
    print(f"· {text}", file=sys.stderr, flush=True)


def compare(depot: Depot, plan: Plan, kind: str, connections: int, movements: int) -> dict:
    say(f"{KINDS[kind]}: {connections} connections, {movements} movements before")
    server: list[Sample] = []
    database: list[Sample] = []
    for _ in range(plan.rounds):
        load_server(depot, kind, connections, plan.warm_seconds)  # opens its connections, prepares its statements
        server.append(load_server(depot, kind, connections, plan.seconds))
        database.append(load_database(depot, kind, connections, plan.seconds, plan.warm_seconds))
    return {"kind": kind, "connections": connections, "movements": movements,
            "server": asdict(middle(server)), "database": asdict(middle(database))}


def measure_lists_alone(depot: Depot, plan: Plan, figures: Figures) -> None:
    """A long past, and every question that the lists answer."""
    depot.make_data_directory()
    depot.start()
    depot.seed()
    depot.fill_tanks()
    total = plan.histories[-1]
    say(f"a history of {total} movements")
    fill_s = depot.grow_history(0, total)
    figures.fills.append({"movements": total, "fill_s": fill_s, "verify_s": depot.verify()})
    say("every list and card")
    figures.lists = measure_lists(depot)


def measure_all(depot: Depot, plan: Plan, programs: Path, figures: Figures) -> None:
    bench = programs / "volumetrie_bench"
    if bench.exists():
        say("volume correction beside exp")
        figures.correction = measure_correction(bench, plan.correction_seconds)
    say("a fresh database")
    depot.make_data_directory()
    depot.start()
    depot.seed()
    depot.fill_tanks()
    for connections in CONNECTIONS:
        for kind in KINDS:
            figures.loads.append(compare(depot, plan, kind, connections, 0))
    made = 0
    for total in plan.histories:
        say(f"a history of {total} movements")
        fill_s = depot.grow_history(made, total)
        figures.fills.append({"movements": total, "fill_s": fill_s, "verify_s": depot.verify()})
        made = total
        for kind in KINDS:
            figures.loads.append(compare(depot, plan, kind, HISTORY_CONNECTIONS, total))
    figures.memory_mib, figures.memory_peak_mib = depot.memory_mib()
    say("the ledger after all that: mlpp verify")
    depot.verify()
    say("starts")
    figures.ready_s = measure_starts(depot, plan.starts)


# ---------------------------------------------------------------------------------------------- what it proves

def growth(figures: Figures, kind: str, plan: Plan) -> float:
    """How many times longer one request takes with the longest history than with the shortest."""
    short, long = (figures.of(kind, HISTORY_CONNECTIONS, total)["server"]["per_second"]
                   for total in (plan.histories[0], plan.histories[-1]))
    return short / long


def judge(figures: Figures, plan: Plan) -> None:
    def verdict(what: str, value: float, limit: float, at_least: bool, unit: str = "") -> None:
        good = value >= limit if at_least else value < limit
        figures.verdicts.append({"what": what, "value": round(value, 3), "limit": limit, "unit": unit,
                                 "sign": "≥" if at_least else "<", "good": good})

    if figures.correction:
        # The passes of one correction wait for each other, so its limit is a chain of exp calls; the rate of calls
        # that do not wait stands in the table, for information.
        rate = figures.correction["correction_2004"]
        verdict("volume correction beside as many chained exp calls", rate / figures.correction["exp_chained"], 0.25, True, "×")
    for kind in ("sortie_key", "sortie"):
        load = figures.of(kind, 32, 0)
        ratio = load["server"]["per_second"] / load["database"]["per_second"]
        verdict(f"{KINDS[kind]}: beside pgbench at 32 connections", ratio, 0.80, True, "×")
    for kind in ("sortie_key", "sortie"):
        verdict(f"{KINDS[kind]}: p99 at 8 connections", figures.of(kind, 8, 0)["server"]["p99_ms"], 50, False, "ms")
    span = f"at {plan.histories[-1]} beside {plan.histories[0]} movements"
    for kind in KINDS:
        verdict(f"{KINDS[kind]}: time {span}", growth(figures, kind, plan), 1.2, False, "×")
    verdict("server memory, peak", figures.memory_peak_mib, 64, False, "MiB")
    verdict("ready on an existing cluster", figures.ready_s, 2, False, "s")


def judge_lists(figures: Figures) -> None:
    if figures.lists:
        figures.verdicts.append(verdict_of(figures.lists))


# ---------------------------------------------------------------------------------------------- the table

def print_table(figures: Figures) -> None:
    print("machine: " + ", ".join(f"{name} {value}" for name, value in figures.machine.items()))
    if figures.loads:
        print_loads(figures)
    for fill in figures.fills:
        print(f"history of {fill['movements']:>9}: filled in {fill['fill_s']:.1f} s, verified in {fill['verify_s']:.1f} s")
    if figures.lists:
        print_lists(figures.lists)
    print()
    for verdict in figures.verdicts:
        print(f"{'pass' if verdict['good'] else 'FAIL'}  {verdict['what']}: {verdict['value']:.3g} {verdict['unit']} "
              f"(wanted {verdict['sign']} {verdict['limit']:g})")


def print_loads(figures: Figures) -> None:
    print_correction(figures.correction)
    print(f"\n{'':26} {'movements':>9} {'conn':>4} │ {'server/s':>9} {'p50 ms':>7} {'p99 ms':>7} │"
          f" {'pgbench/s':>9} {'p50 ms':>7} {'p99 ms':>7} │ {'ratio':>5}")
    for load in figures.loads:
        server, database = load["server"], load["database"]
        print(f"{KINDS[load['kind']]:26} {load['movements']:>9} {load['connections']:>4} │ {server['per_second']:>9.0f} "
              f"{server['p50_ms']:>7.2f} {server['p99_ms']:>7.2f} │ {database['per_second']:>9.0f} {database['p50_ms']:>7.2f} "
              f"{database['p99_ms']:>7.2f} │ {server['per_second'] / database['per_second']:>5.2f}")
    print(f"\nserver memory after the load {figures.memory_mib:.1f} MiB, at its peak {figures.memory_peak_mib:.1f} MiB")
    print(f"start to ready {figures.ready_s:.2f} s (median)")


def print_correction(correction: dict[str, float]) -> None:
    if not correction:
        print("\nvolume correction: volumetrie_bench is not built, not measured")
        return
    print()
    for name, rate in correction.items():
        print(f"{name:26} {rate / 1e6:>9.3f} million corrections a second, {rate / correction['exp_chained']:.2f} × the chained exp loop, "
              f"{rate / correction['exp_independent']:.2f} × the independent one")


# ---------------------------------------------------------------------------------------------- the run

def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bin", type=Path, required=True, help="folder of mlpp and volumetrie_bench")
    parser.add_argument("--scratch", type=Path, required=True, help="folder for the database of the run")
    parts = parser.add_mutually_exclusive_group()
    parts.add_argument("--quick", action="store_true", help="short rounds, no history of a million")
    parts.add_argument("--lists", action="store_true", help="lists and cards alone, with a million movements")
    parser.add_argument("--json", type=Path, default=Path(__file__).resolve().parent.parent / "build/bench.json",
                        help="where the figures go (build/bench.json)")
    return parser.parse_args()


def write_json(path: Path, figures: Figures) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(figures), indent=2, ensure_ascii=False) + "\n")


def main() -> int:
    options = read_arguments()
    plan = QUICK if options.quick else FULL
    # A signal becomes an exception, so that the `finally` below ends the server.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda received, _: sys.exit(128 + received))
    figures = Figures(describe_machine())
    if os.getloadavg()[0] > (os.cpu_count() or 1) / 2:
        say(f"this machine is busy (load {os.getloadavg()[0]:.1f}): the figures will be noisy")
    began = time.monotonic()
    depot = Depot(options.bin.resolve() / "mlpp", options.scratch.resolve())
    try:
        if options.lists:
            measure_lists_alone(depot, plan, figures)
        else:
            measure_all(depot, plan, options.bin.resolve(), figures)
    except (BenchFailed, KeyboardInterrupt) as failure:
        print(f"bench: {str(failure) or 'interrupted'}", file=sys.stderr)
        return 3
    finally:
        depot.remove()
    if figures.loads:
        judge(figures, plan)
    judge_lists(figures)
    print_table(figures)
    write_json(options.json, figures)
    say(f"{time.monotonic() - began:.0f} s, figures in {options.json}")
    return 0 if all(verdict["good"] for verdict in figures.verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
