#!/usr/bin/env python3
"""Rules of the tree that no compiler checks. One table, each rule with its reason; tools/tests/ tests the rules.

A rule is a pattern searched line by line in the files it names. Rules about whole files are functions below.
Patterns are written so that they do not match themselves.
"""

import ast
import re
import sys
from dataclasses import dataclass
from pathlib import PurePosixPath

from tree import ROOT, Finding, list_files, report

FUNCTION_LINES_MAX = 60
FILE_BYTES_MAX = 2_000_000

CODE = r"\.(cpp|h|def|sql|py|sh|ts|mjs|cmake)$|^(dev|\.ci/run|CMakeLists\.txt)$"
TESTS = r"_(pg)?test\.cpp$|\.spec\.ts$|^tests/pg/"
PRODUCT_SQL = r"^schema/migrations/.*\.sql$|/queries/.*\.sql$"
EVERYTHING = r"."


@dataclass(frozen=True)
class Rule:
    pattern: str
    files: str
    reason: str
    # Comments are cut off before the search where a rule is about code only.
    code_only: bool = False
    flags: re.RegexFlag = re.NOFLAG


RULES = (
    Rule(r"\bTO[D]O\b|\bFIX[M]E\b|\bXX[X]\b|\bHA[C]K\b", EVERYTHING, "finish it or open an issue"),
    Rule(r"\bDISABLE[D]_\w", CODE, "a disabled test proves nothing"),
    Rule(r"\bGTEST_SKI[P]\b", CODE, "a skipped test proves nothing"),
    Rule(r"\b(describe|it|test|suite)\.(onl[y]|ski[p]|tod[o]|skipI[f]|runI[f])\b", r"\.ts$",
         "every test runs, every time"),
    Rule(r"\b(xi[t]|xdescrib[e]|xtes[t])\(", r"\.ts$", "every test runs, every time"),
    Rule(r"\b(sleep_for|sleep_until|usleep|nanosleep|sleep)\s*\(|\bsetTimeout\s*\(", TESTS,
         "a test waits for what it needs, with a limit, never for time to pass"),
    Rule(r"\b(double\s+precision|float[48]?|real)\b", PRODUCT_SQL, "no floating point in the database: numeric",
         code_only=True, flags=re.IGNORECASE),
    Rule(r"\bmoney\b", r"^schema/migrations/", "numeric(18,2) with an ISO currency", code_only=True,
         flags=re.IGNORECASE),
    Rule(r"\bto\s+public\b", PRODUCT_SQL, "no grant and no policy for everybody", code_only=True,
         flags=re.IGNORECASE),
    Rule(r"\bselect\s+\*", r"/queries/.*\.sql$", "name the columns", code_only=True, flags=re.IGNORECASE),
    Rule(r"(?<![\w.~$}/])/(work|home|Users)/\w|(?<![\w.~$}/])/roo[t]\b|/tmp/buil[d]-", EVERYTHING,
         "a path of one machine"),
    Rule(r'"resolved":', r"package-lock\.json$", "the lock file names no package host"),
    Rule(r"\bregistry\s*=", r"\.npmrc$", "the tree names no package host"),
    Rule(r"[ \t]+$", CODE, "space at the end of the line"),
    Rule(r"\t", r"\.(cpp|h|def|sql|py|ts|mjs)$", "tab"),
    Rule(r"^(<{7}|>{7}) ", EVERYTHING, "leftover of a merge"),
    Rule(r"\busing namespace std\s*;", r"\.(h|cpp)$", "name what you use"),
    Rule(r"\bstd::(cout|cerr)\b|\bprintf\s*\(", r"^src/(platform|modules|volumetrie)/", "logs go through the log",
         code_only=True),
    Rule(r"\bRC_[A-Z_]+\(.*(\|\||&&)", r"_(pg)?test\.cpp$",
         "rapidcheck takes the condition apart: both sides are evaluated, whatever the first one says"),
)

# Words that say nothing in a name (architecture, Habits).
EMPTY_WORDS = {"manager", "helper", "helpers", "util", "utils", "common", "misc"}

# The first line says what the file is for. A .cpp is described by its header.
OPENS_WITH = {
    ".h": ("//",),
    ".def": ("//",),
    ".sql": ("--",),
    ".py": ('"""', "#!"),
    ".sh": ("#",),
    ".ts": ("//", "/*"),
    ".cmake": ("#",),
}
# A generated file says so itself; its generator decides how it opens.
FUZZ_INPUTS = "fuzz/corpus/"  # any bytes, on purpose
GENERATED = r"^tests/functional/generated/|package-lock\.json$|^data/|^tests/.*\.csv$|^LICENSE$"

COMMENT_START = {".sql": "--", ".h": "//", ".cpp": "//", ".ts": "//", ".py": "#", ".sh": "#"}


def without_comment(line: str, suffix: str) -> str:
    """Cuts a line comment. Good enough for rules that look for words of code."""
    start = COMMENT_START.get(suffix)
    return line.split(start, 1)[0] if start else line


def check_lines(path: str, text: str) -> list[Finding]:
    rules = [rule for rule in RULES if re.search(rule.files, path)]
    suffix = PurePosixPath(path).suffix
    findings = []
    for number, line in enumerate(text.splitlines(), start=1):
        for rule in rules:
            searched = without_comment(line, suffix) if rule.code_only else line
            if re.search(rule.pattern, searched, rule.flags):
                findings.append(Finding(path, number, rule.reason))
    return findings


def check_opening(path: str, text: str) -> list[Finding]:
    opens_with = OPENS_WITH.get(PurePosixPath(path).suffix)
    if opens_with and not text.lstrip("\ufeff").startswith(opens_with):
        return [Finding(path, 1, "the first line says what this file is for")]
    if path.endswith(".h") and "#pragma once" not in text:
        return [Finding(path, 1, "no #pragma once")]
    return []


def check_name(path: str) -> list[Finding]:
    words = set(re.split(r"[/._-]", path.lower()))
    return [Finding(path, 1, f"'{word}' says nothing: name what it does") for word in sorted(words & EMPTY_WORDS)]


def python_functions(text: str) -> list[tuple[str, int, int]]:
    """Name, first line, count of lines."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, kinds)]
    return [(node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1) for node in nodes]


def shell_functions(text: str) -> list[tuple[str, int, int]]:
    functions = []
    opened: tuple[str, int] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if start := re.match(r"(\w+)\(\) \{$", line):
            opened = (start[1], number)
        elif line == "}" and opened:
            functions.append((*opened, number - opened[1] + 1))
            opened = None
    return functions


def check_functions(path: str, text: str) -> list[Finding]:
    """C++ functions are measured by clang-tidy, TypeScript by eslint."""
    if path.endswith(".py"):
        functions = python_functions(text)
    elif path.endswith(".sh") or text.startswith("#!/usr/bin/env bash"):
        functions = shell_functions(text)
    else:
        return []
    return [
        Finding(path, line, f"{name} has {count} lines, a function has at most {FUNCTION_LINES_MAX}")
        for name, line, count in functions
        if count > FUNCTION_LINES_MAX
    ]


def check_file(path: str, content: bytes) -> list[Finding]:
    if b"\0" in content[:4096] or path.startswith(FUZZ_INPUTS):
        return []
    if len(content) > FILE_BYTES_MAX:
        return [Finding(path, 1, f"more than {FILE_BYTES_MAX} bytes")]
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return [Finding(path, 1, "not UTF-8")]
    if re.search(GENERATED, path):
        return [finding for finding in check_lines(path, text) if "package host" in finding.reason]
    if not text:
        return [Finding(path, 1, "empty file")]
    findings = check_lines(path, text) + check_opening(path, text) + check_name(path) + check_functions(path, text)
    if not text.endswith("\n"):
        findings.append(Finding(path, text.count("\n") + 1, "no newline at the end"))
    return findings


def main() -> int:
    paths = list_files()
    findings = [finding for path in paths for finding in check_file(path, (ROOT / path).read_bytes())]
    return report(findings, f"tree rules ({len(paths)} files)")


if __name__ == "__main__":
    sys.exit(main())
