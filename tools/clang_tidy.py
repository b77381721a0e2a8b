#!/usr/bin/env python3
"""Runs clang-tidy over our own files of a compilation database, two at a time, and remembers clean results.

usage: clang_tidy.py BUILD_FOLDER [PART_OF_A_PATH...]

Files that the build compiles together (CMake's unity sources) are checked together: most of the time goes into
the headers that they share. A batch is checked again when anything that decides the result changed: a file of it,
a header of ours that it reaches, its compile command, .clang-tidy, or clang-tidy itself. Results lie in
BUILD_FOLDER/tidy, named by the hash of all that.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import cache
from pathlib import Path

from tree import ROOT

CLANG_TIDY = "clang-tidy-19"
FOLDERS = ("src/", "tests/", "fuzz/", "bench/")
WORKERS = min(os.cpu_count() or 1, 8)
FILE_SECONDS_MAX = 600
CAPTURING_COROUTINES = "cppcoreguidelines-avoid-capturing-lambda-coroutines"
INCLUDED_SOURCE = "bugprone-suspicious-include"
INCLUDE = re.compile(rb'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)


@cache
def own_headers(path: Path, search: tuple[Path, ...]) -> frozenset[Path]:
    """Every file of ours that `path` includes, directly or not, itself too."""
    found: set[Path] = set()
    waiting = [path]
    while waiting:
        file = waiting.pop()
        if file in found:
            continue
        found.add(file)
        for name in INCLUDE.findall(file.read_bytes()):
            for folder in (file.parent, *search):
                candidate = folder / name.decode()
                if candidate.is_file():
                    waiting.append(candidate)
                    break
    return frozenset(found)


def fingerprint(entry: dict, path: Path, search: tuple[Path, ...], tool: str) -> str:
    digest = hashlib.sha256()
    for text in (tool, entry.get("command", " ".join(entry.get("arguments", ())))):
        digest.update(text.encode() + b"\0")
    for file in sorted(own_headers(path, search) | {ROOT / ".clang-tidy"}):
        digest.update(str(file).encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:32]


def sources(path: Path) -> list[Path]:
    """Our own files that a compiled file stands for: itself, or the batch that CMake wrote it for."""
    if "Unity" not in path.parts:
        return [path]
    return [Path(name.decode()).resolve() for name in INCLUDE.findall(path.read_bytes())]


def checks_off(path: Path) -> str:
    """A batch includes sources; a test keeps its handlers, lambdas that capture what it looks at, until they ran."""
    off = [INCLUDED_SOURCE]
    if all(file.stem.endswith(("_test", "_pgtest")) or "tests" in file.parts for file in sources(path)):
        off.append(CAPTURING_COROUTINES)
    return "--checks=" + ",".join(f"-{name}" for name in off)


def check(build: Path, path: Path) -> tuple[bool, str]:
    command = [CLANG_TIDY, "-p", str(build), "--quiet", "--warnings-as-errors=*", checks_off(path), str(path)]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=FILE_SECONDS_MAX)
    except subprocess.TimeoutExpired:
        return False, f"{path}:1: clang-tidy took more than {FILE_SECONDS_MAX} s"
    if run.returncode == 0:
        return True, ""
    return False, run.stdout or run.stderr


def own_entries(build: Path, parts: list[str]) -> list[tuple[dict, Path]]:
    entries = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        path = Path(entry["directory"], entry["file"]).resolve()
        names = [str(file.relative_to(ROOT)) for file in sources(path) if file.is_relative_to(ROOT)]
        if any(name.startswith(FOLDERS) and (not parts or any(part in name for part in parts)) for name in names):
            entries[path] = entry
    return [(entry, path) for path, entry in sorted(entries.items())]


def select_unknown(build: Path, entries: list[tuple[dict, Path]]) -> list[tuple[Path, Path]]:
    """Files without a remembered clean result, with the file that will remember it."""
    memory = build / "tidy"
    memory.mkdir(exist_ok=True)
    tool = subprocess.run([CLANG_TIDY, "--version"], check=True, capture_output=True, text=True).stdout
    search = (ROOT / "src", ROOT / "tests", build / "generated")
    marks = {memory / fingerprint(entry, path, search, tool): path for entry, path in entries}
    return [(path, mark) for mark, path in marks.items() if not mark.exists()]


def name_of(path: Path) -> str:
    files = sources(path)
    more = f" and {len(files) - 1} more" if len(files) > 1 else ""
    return f"{files[0].relative_to(ROOT)}{more}"


def print_findings(output: str, shown: set[str]) -> int:
    """Prints each finding once, however many files include the header it is in. Returns how many were new."""
    new = 0
    visible = False
    for line in output.splitlines():
        if re.match(r".*:\d+:\d+: (warning|error): ", line):
            visible = line not in shown
            shown.add(line)
            new += visible
        if visible or not shown:
            print(line.replace(f"{ROOT}/", ""))
    return new


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    build = Path(arguments[0]).resolve()
    entries = own_entries(build, arguments[1:])
    unknown = select_unknown(build, entries)
    failed = 0
    shown: set[str] = set()
    with ThreadPoolExecutor(WORKERS) as pool:
        jobs = {pool.submit(check, build, path): (path, mark) for path, mark in unknown}
        for number, job in enumerate(as_completed(jobs), start=1):
            path, mark = jobs[job]
            clean, output = job.result()
            print(f"[{number}/{len(unknown)}] {name_of(path)}", flush=True)
            if clean:
                mark.touch()
            else:
                failed += 1
                print_findings(output, shown)
    files = sum(len(sources(path)) for _, path in entries)
    print(f"clang-tidy: {files} files in {len(entries)} batches, {len(unknown)} checked now, {failed} with findings")
    return 1 if failed or not entries else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
