#!/usr/bin/env python3
"""What has no test fails the build: each code of the error catalogue stands in an expectation of a test, and each
statement of a queries/ folder is used by the program.

A code counts where it is written, outside comments, in a piece of a test file that expects something: a block at the
left margin of a C++ or TypeScript file, a statement of a pgTAP file. That the statements are valid SQL with the right
types is proven by tests/pg/statements_pgtest.cpp, which has PostgreSQL prepare every one of them as the application; to
prepare is not to run: what they answer is the business of their module's tests.
"""

import re
import sys
from pathlib import PurePosixPath

from check_translations import CATALOGUE
from tree import ROOT, Finding, list_files, report

CODE = re.compile(r"^MLPP_CODE\((\w+)", flags=re.MULTILINE)
CPP_TEST = re.compile(r"_(pg)?test\.cpp$")
TS_TEST = re.compile(r"^tests/(functional|browser)/[^/]+\.spec\.ts$|^tests/faults/[^/]+\.ts$")
SQL_TEST = re.compile(r"^schema/tests/[^/]+\.sql$")
QUERY = re.compile(r"/(\w+)/queries/(\w+)\.sql$")
CONSTANT = re.compile(r"\bsql::(\w+)::(\w+)")
ALIAS = re.compile(r"\bnamespace (\w+) = (?:mlpp::)?sql::(\w+);")

EXPECTS_CPP = re.compile(r"\b(EXPECT|ASSERT)_\w+\(|\bRC_ASSERT\(")
EXPECTS_TS = re.compile(r"\b(expect|expects|refused)\(")
EXPECTS_SQL = re.compile(r"\b(is|isnt|ok|matches|is_empty|results_eq|throws_ok)\(")


def without_comments(text: str, start: str) -> str:
    # The // of an address is no comment.
    return re.sub(rf"(?<!:){start}.*", "", text)


def blocks(text: str) -> list[str]:
    """Pieces that begin at the left margin; a closing bracket there ends one."""
    return re.split(r"^(?=[^\s})\]])", text, flags=re.MULTILINE)


def expecting_pieces(path: str, text: str) -> list[str]:
    if CPP_TEST.search(path):
        return [piece for piece in blocks(without_comments(text, "//")) if EXPECTS_CPP.search(piece)]
    if TS_TEST.search(path):
        return [piece for piece in blocks(without_comments(text, "//")) if EXPECTS_TS.search(piece)]
    if SQL_TEST.search(path):
        return [piece for piece in without_comments(text, "--").split(";\n") if EXPECTS_SQL.search(piece)]
    return []


def check_codes(catalogue: str, tests: dict[str, str]) -> list[Finding]:
    expected: set[str] = set()
    for path, text in tests.items():
        for piece in expecting_pieces(path, text):
            expected.update(re.findall(r"\w+", piece))
    return [
        Finding(CATALOGUE, catalogue.count("\n", 0, entry.start()) + 1, f"no test expects {entry[1]}")
        for entry in CODE.finditer(catalogue)
        if entry[1] not in expected
    ]


def with_full_names(text: str) -> str:
    """The text of a source with its short names for sql::MODULE written out."""
    for short, module in ALIAS.findall(text):
        text = re.sub(rf"\b{short}::", f"sql::{module}::", text)
    return text


def check_queries(queries: list[str], program: list[str]) -> list[Finding]:
    used = {found for text in program for found in CONSTANT.findall(with_full_names(text))}
    constants = {path: QUERY.search(path).groups() for path in queries}
    return [
        Finding(path, 1, f"the program does not use sql::{module}::{name}")
        for path, (module, name) in constants.items()
        if (module, name) not in used
    ]


def main() -> int:
    sources = list_files(".cpp", ".h", ".ts", ".sql")
    kinds = (CPP_TEST, TS_TEST, SQL_TEST)
    tests = {path: (ROOT / path).read_text() for path in sources if any(kind.search(path) for kind in kinds)}
    queries = [path for path in sources if QUERY.search(path)]
    program = [
        (ROOT / path).read_text()
        for path in sources
        if path.startswith("src/") and PurePosixPath(path).suffix in {".cpp", ".h"} and path not in tests
    ]
    catalogue = (ROOT / CATALOGUE).read_text()
    findings = check_codes(catalogue, tests) + check_queries(queries, program)
    return report(findings, f"tests ({len(CODE.findall(catalogue))} codes, {len(queries)} queries)")


if __name__ == "__main__":
    sys.exit(main())
