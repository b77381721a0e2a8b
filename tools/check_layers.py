#!/usr/bin/env python3
"""Reads every #include and refuses what goes against the layers.

    base <- json <- db <- http, list <- modules <- app
                 <- sheet <- modules
    base <- pdf <- modules

volumetrie knows the standard library only; cluster and asio know base and nothing else; a module sees another
one through types.h and store.h, never its routes or SQL; modules have no cycles. Tests (_test.cpp, _pgtest.cpp)
keep to the layer of their folder and may add the test libraries and tests/pg.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import PurePosixPath

from tree import ROOT, Finding, list_files, report

MAY_USE = {
    "volumetrie": set(),
    "base": set(),
    "asio": set(),
    "json": {"base"},
    "sheet": {"base", "json"},
    "pdf": {"base"},
    "cluster": {"base"},
    "db": {"base", "json", "asio"},
    "list": {"base", "json", "asio", "db"},
    "http": {"base", "json", "asio", "db"},
    "modules": {"base", "json", "asio", "db", "list", "http", "sheet", "pdf", "volumetrie"},
    "app": {"base", "json", "asio", "db", "list", "http", "volumetrie", "cluster", "modules", "schema"},
}

# Folders outside src/ drive the whole program and may include any of it.
FREE_FOLDERS = ("tests/", "bench/", "fuzz/")

# Libraries with one door: prefix of the include, layers that may open it, why.
LIBRARIES = (
    ("boost/asio", {"asio", "db", "list", "http", "modules", "app"}, "base, json and cluster stay free of Asio"),
    ("boost/beast", {"asio", "http", "app"}, "HTTP stays in http"),
    ("boost/", {"asio", "json", "db", "list", "http", "modules", "app"}, "base and cluster stay free of Boost"),
    ("cairo", {"pdf"}, "drawing stays in pdf"),
    ("pango/", {"pdf"}, "drawing stays in pdf"),
    ("qrencode", {"pdf"}, "drawing stays in pdf"),
    ("xlsxwriter", {"sheet"}, "workbooks stay in sheet"),
    ("libpq", {"db"}, "libpq stays in db"),
    ("prometheus/", {"http", "app"}, "metrics stay in http and app"),
    ("CLI/", {"app"}, "the command line stays in app"),
    ("toml++/", {"app"}, "the configuration file stays in app"),
    ("sodium", {"base", "list", "modules", "app"}, "cryptography stays where it is needed"),
)
TEST_LIBRARIES = ("gtest/", "gmock/", "rapidcheck", "benchmark/")

INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]')


@dataclass(frozen=True)
class Include:
    path: str
    line: int
    target: str
    system: bool


def read_includes(path: str, text: str) -> list[Include]:
    includes = []
    for number, line in enumerate(text.splitlines(), start=1):
        if found := INCLUDE.match(line):
            includes.append(Include(path, number, found[2], found[1] == "<"))
    return includes


def layer_of(path: str) -> str | None:
    """The layer of a path below src/: the folder below platform/, or the first folder."""
    parts = PurePosixPath(path).parts
    if not parts:
        return None
    name = parts[1] if parts[0] == "platform" and len(parts) > 1 else parts[0]
    return name if name in MAY_USE or name == "schema" else None


def module_of(path: str) -> str | None:
    """modules/receptions/store.h gives receptions; a file right in modules/ belongs to none."""
    parts = PurePosixPath(path).parts
    return parts[1] if len(parts) > 2 and parts[0] == "modules" else None


def is_test(path: str) -> bool:
    return path.endswith(("_test.cpp", "_pgtest.cpp"))


def check_system(include: Include, layer: str) -> str | None:
    if include.target.startswith(TEST_LIBRARIES):
        return None if is_test(include.path) else "test libraries belong in *_test.cpp and *_pgtest.cpp"
    if is_test(include.path) and layer != "volumetrie":
        return None
    if layer == "volumetrie" and re.search(r"[/.]", include.target):
        return "volumetrie uses the standard library only"
    for prefix, layers, reason in LIBRARIES:
        if include.target.startswith(prefix):
            return None if layer in layers else reason
    return None


# Pieces that several modules are made of; they belong to no domain.
SHARED_PIECES = frozenset(
    {
        "modules/enregistrement/modification.h",
        "modules/documents/bon.h",
        "modules/documents/impression.h",
        "modules/exports/exports.h",
        "modules/mot_de_passe/mot_de_passe.h",
        "modules/mouvements/document.h",
        "modules/mouvements/recherche.h",
        "modules/volumetrie/rules.h",
    }
)


def check_module(include: Include, own: str | None, other: str) -> str | None:
    name = PurePosixPath(include.target).name
    if name == "queries.h" and include.path != f"src/modules/{other}/store.cpp":
        return "only the module's own store.cpp names its SQL"
    if own is None or own == other or name in ("types.h", "store.h") or include.target in SHARED_PIECES:
        return None
    return f"module {own} may see only types.h and store.h of {other}"


def check_own(include: Include, layer: str) -> str | None:
    """An include in quotes, written from src/ (or from tests/ for tests/pg)."""
    source = include.path.removeprefix("src/")
    target_layer = layer_of(include.target)
    if target_layer is None:
        if is_test(include.path) and include.target.startswith("pg/"):
            return None
        return "include from src/ with the whole path"
    if is_test(include.path) and target_layer == "schema":
        return None
    if target_layer != layer and target_layer not in MAY_USE[layer]:
        return f"{layer} may not use {target_layer}"
    if include.target == "modules/all_queries.h":
        return None if include.path.endswith("_pgtest.cpp") else "the list of all statements is for tests"
    other = module_of(include.target)
    if other is not None and layer == "modules" and not is_test(include.path):
        return check_module(include, module_of(source), other)
    return None


def check_include(include: Include) -> Finding | None:
    if include.path.startswith(FREE_FOLDERS):
        return None
    layer = layer_of(include.path.removeprefix("src/"))
    if layer is None:
        reason = "this folder has no place in the layers"
    elif include.system:
        reason = check_system(include, layer)
    else:
        reason = check_own(include, layer)
    return Finding(include.path, include.line, reason) if reason else None


def find_cycles(includes: list[Include]) -> list[Finding]:
    """Every include between modules that lies on a cycle."""
    edges: dict[str, set[str]] = {}
    between = []
    for include in includes:
        own = module_of(include.path.removeprefix("src/"))
        other = module_of(include.target)
        if own and other and own != other and not is_test(include.path):
            edges.setdefault(own, set()).add(other)
            between.append((include, own, other))
    findings = []
    for include, own, other in between:
        if reaches(edges, other, own):
            findings.append(Finding(include.path, include.line, f"cycle between modules {own} and {other}"))
    return findings


def reaches(edges: dict[str, set[str]], start: str, goal: str) -> bool:
    waiting, seen = [start], set()
    while waiting:
        module = waiting.pop()
        if module == goal:
            return True
        if module not in seen:
            seen.add(module)
            waiting.extend(edges.get(module, ()))
    return False


def main() -> int:
    includes: list[Include] = []
    for path in list_files(".h", ".cpp"):
        includes += read_includes(path, (ROOT / path).read_text())
    findings = [finding for include in includes if (finding := check_include(include))]
    return report(findings + find_cycles(includes), f"layers ({len(includes)} includes)")


if __name__ == "__main__":
    sys.exit(main())
