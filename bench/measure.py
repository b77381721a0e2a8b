"""One measurement each: the server under wrk, the database alone under pgbench, the volume correction, the start."""

import json
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from depot import HERE, BenchFailed, Depot, run_command

SORTIE_ACTION = "sorties.creer"
STOCK_ACTION = "stock.lire"
LIRE_ACTUEL = HERE.parent / "src/modules/stock/queries/lire_actuel.sql"
FINGERPRINT = "\\x" + "5a" * 32


@dataclass(frozen=True)
class Sample:
    per_second: float
    p50_ms: float
    p99_ms: float


def middle(samples: list[Sample]) -> Sample:
    """The median of each figure over several rounds."""
    return Sample(*(median(getattr(sample, name) for sample in samples) for name in ("per_second", "p50_ms", "p99_ms")))


def threads_for(connections: int) -> int:
    return min(connections, os.cpu_count() or 1)


# ---------------------------------------------------------------------------------------------- server

def load_server(depot: Depot, kind: str, connections: int, seconds: int) -> Sample:
    """wrk against the server. `kind`: sortie, sortie_key or stock. Every answer must be a good one, and every posted
    sortie must be in the database; requests that wrk cut at its end may be there too."""
    bodies = depot.scratch / "bench-bodies.jsonl"
    if not bodies.exists():
        bodies.write_text("".join(json.dumps(body) + "\n" for body in depot.bodies))
    before = depot.count_sorties()
    output = run_command(["wrk", f"-t{threads_for(connections)}", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s",
                          "-s", str(HERE / "load.lua"), depot.url],
                         env={"LOAD_REQUEST": kind, "LOAD_TOKEN": depot.token, "LOAD_BODIES": str(bodies)})
    found = json.loads(output.strip().splitlines()[-1])
    if found["refused"] or found["broken"] or not found["requests"]:
        raise BenchFailed(f"{kind} at {connections} connections: {found['requests']} answers, {found['refused']} of them "
                          f"refusals, {found['broken']} broken connections or time-outs")
    posted = depot.count_sorties() - before
    wanted = found["requests"] if kind != "stock" else 0
    if not wanted <= posted <= wanted + (connections if wanted else 0):
        raise BenchFailed(f"{kind} at {connections} connections: {wanted} answers 201, {posted} sorties in the database")
    return Sample(found["requests"] / found["microseconds"] * 1e6, found["p50_us"] / 1000, found["p99_us"] / 1000)


# ---------------------------------------------------------------------------------------------- database alone

def script_of(kind: str) -> str:
    if kind == "stock":
        query = "\n".join(line for line in LIRE_ACTUEL.read_text().splitlines() if not line.startswith("--"))
        # pgbench cannot bind NULL: the filters that the server leaves NULL are made so from a dash.
        query = re.sub(r"\$4(::text)?", "nullif(:vide::text, '-')", query)
        query = re.sub(r"\$[1235](::uuid)?", "nullif(:vide::text, '-')::uuid", query)
        return (HERE / "stock_actuel.pgbench").read_text().replace("@lire_actuel@", query)
    script = (HERE / "sortie.pgbench").read_text()
    return script if kind == "sortie_key" else script.replace(":cle::text, :empreinte::bytea", "NULL, NULL")


def load_database(depot: Depot, kind: str, connections: int, seconds: int, warm_seconds: int) -> Sample:
    """pgbench with the server's own statements and rights, prepared and pipelined. A new session compiles the posting
    functions first, which the server's have behind them: what ends in the first `warm_seconds` does not count."""
    depot.free_connections()
    variables = {"jeton": depot.token_hash(), "action": STOCK_ACTION if kind == "stock" else SORTIE_ACTION, "vide": "-",
                 "empreinte": FINGERPRINT, **{f"demande_{number}": text for number, text in enumerate(depot.computed, 1)}}
    with tempfile.TemporaryDirectory(dir=depot.scratch) as folder:
        script = Path(folder) / f"{kind}.pgbench"
        script.write_text(script_of(kind))
        output = run_command(
            ["pgbench", "--no-vacuum", "--protocol=prepared", f"--client={connections}", f"--jobs={threads_for(connections)}",
             f"--time={warm_seconds + seconds}", f"--file={script}", "--log", f"--log-prefix={folder}/log",
             *(f"--define={name}={value}" for name, value in variables.items())],
            env=depot.connection("mlpp_application"))
        if not re.search(r"^number of failed transactions: 0 ", output, re.MULTILINE):
            raise BenchFailed(f"pgbench did not do its work:\n{output}")
        return read_transactions(Path(folder), seconds)


def read_transactions(folder: Path, seconds: int) -> Sample:
    """Of pgbench's log: client, number, duration in µs, script, end in s and µs."""
    lines = [line.split() for log in folder.glob("log.*") for line in log.read_text().splitlines()]
    ended = [(int(line[4]) * 1_000_000 + int(line[5]), int(line[2])) for line in lines]
    from_us = max(end for end, _ in ended) - seconds * 1_000_000
    took = sorted(micros for end, micros in ended if end > from_us)
    return Sample(len(took) / seconds, took[len(took) // 2] / 1000, took[int(len(took) * 0.99)] / 1000)


# ---------------------------------------------------------------------------------------------- the rest

def measure_correction(program: Path, seconds: float) -> dict[str, float]:
    """Items per second of each loop of volumetrie_bench, by name."""
    output = run_command([str(program), "--benchmark_format=json", f"--benchmark_min_time={seconds}",
                          "--benchmark_repetitions=3", "--benchmark_report_aggregates_only=true"])
    return {entry["run_name"]: entry["items_per_second"] for entry in json.loads(output)["benchmarks"]
            if entry.get("aggregate_name") == "median"}


def measure_starts(depot: Depot, rounds: int) -> float:
    """Seconds from start to `ready`, with the database stopped in between; the median."""
    took = []
    for _ in range(rounds):
        depot.stop()
        took.append(depot.start())
    return median(took)


def describe_machine() -> dict[str, str]:
    model = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    version = subprocess.run(["pgbench", "--version"], capture_output=True, text=True, check=True).stdout
    return {"processor": model[1] if model else os.uname().machine, "cores": str(os.cpu_count()),
            "kernel": os.uname().release, "postgresql": re.search(r"[\d.]+", version)[0],
            "load_at_start": f"{os.getloadavg()[0]:.1f}"}
