#!/usr/bin/env python3
"""Adds up the results of all suites of `./dev test` and prints `N passed, N failed` as its last line.

usage: sum_results.py RESULTS_FOLDER NAME:KIND...     KIND: gtest, vitest or tap

The folder holds NAME.KIND (what the suite reported) and NAME.exit (its exit status). Nothing is
taken on trust: a suite that did not run, crashed, ran no test, skipped one or ran fewer than it planned
counts as failed, so that silence can never look like success.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Tally:
    passed: int = 0
    failures: list[str] = field(default_factory=list)

    def count(self, good: bool, name: str) -> None:
        if good:
            self.passed += 1
        else:
            self.failures.append(name)


def documents(text: str) -> Iterator[dict]:
    """One or several JSON documents, one after the other."""
    decoder = json.JSONDecoder()
    while text := text.lstrip():
        document, end = decoder.raw_decode(text)
        yield document
        text = text[end:]


def read_gtest(text: str) -> Tally:
    """The reports of a program, one per part of it that ran."""
    tally = Tally()
    for suite in (suite for report in documents(text) for suite in report["testsuites"]):
        for test in suite["testsuite"]:
            good = test["result"] == "COMPLETED" and not test.get("failures")
            note = "" if test["result"] == "COMPLETED" else f" ({test['result'].lower()})"
            tally.count(good, f"{suite['name']}.{test['name']}{note}")
    return tally


def read_vitest(text: str) -> Tally:
    tally = Tally()
    for file in json.loads(text)["testResults"]:
        for test in file["assertionResults"]:
            note = "" if test["status"] in ("passed", "failed") else f" ({test['status']})"
            tally.count(test["status"] == "passed", f"{test['fullName']}{note}")
        if not file["assertionResults"]:
            tally.count(False, f"{file['name']} holds no test or did not load")
        elif file["status"] != "passed" and all(t["status"] == "passed" for t in file["assertionResults"]):
            tally.count(False, f"{file['name']} failed outside its tests")
    return tally


def read_tap(text: str) -> Tally:
    """One or several TAP streams; a line `# file: NAME` starts the next."""
    tally = Tally()
    for stream in re.split(r"^(?=# file: )", text, flags=re.MULTILINE):
        if stream.strip():
            read_tap_stream(stream, tally)
    return tally


def read_tap_stream(stream: str, tally: Tally) -> None:
    title = re.match(r"# file: (.+)", stream)
    where = f"{title[1]}: " if title else ""
    planned = None
    seen = 0
    for line in stream.splitlines():
        if plan := re.match(r"1\.\.(\d+)", line):
            planned = int(plan[1])
        elif test := re.match(r"(not )?ok\b(.*)", line):
            seen += 1
            excused = re.search(r"#\s*(skip|todo)", test[2], flags=re.IGNORECASE)
            tally.count(not test[1] and not excused, f"{where}{line}")
        elif line.startswith("Bail out!"):
            tally.count(False, f"{where}{line}")
    if planned is None:
        tally.count(False, f"{where}no plan")
    elif planned != seen:
        tally.count(False, f"{where}planned {planned}, ran {seen}")


READERS = {"gtest": read_gtest, "vitest": read_vitest, "tap": read_tap}


def read_suite(folder: Path, name: str, kind: str) -> Tally:
    exit_file = folder / f"{name}.exit"
    report = folder / f"{name}.{kind}"
    if not exit_file.exists():
        return Tally(failures=["did not run"])
    status = exit_file.read_text().strip()
    try:
        tally = READERS[kind](report.read_text(errors="replace"))
    except FileNotFoundError:
        return Tally(failures=[f"left no report (exit status {status})"])
    except (ValueError, KeyError, TypeError) as error:
        return Tally(failures=[f"report is not readable: {error!r} (exit status {status})"])
    if tally.passed == 0 and not tally.failures:
        tally.failures.append("ran no test")
    if status != "0" and not tally.failures:
        tally.failures.append(f"every test passed but the exit status is {status}")
    return tally


def main(arguments: list[str]) -> int:
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    passed = failed = 0
    print()
    for suite in arguments[1:]:
        name, kind = suite.split(":")
        tally = read_suite(folder, name, kind)
        passed += tally.passed
        failed += len(tally.failures)
        print(f"{name:<16} {tally.passed:>6} passed {len(tally.failures):>5} failed")
        for failure in tally.failures:
            print(f"    ✗ {failure}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
