"""The sum counts what failed, and what is missing, as failed."""

import json
import tempfile
import unittest
from pathlib import Path

import sum_results


def gtest(*tests: tuple[str, str, bool]) -> str:
    """One suite of (name, result, failed)."""
    cases = [
        {"name": name, "result": result, **({"failures": [{"failure": "x"}]} if failed else {})}
        for name, result, failed in tests
    ]
    return json.dumps({"testsuites": [{"name": "Suite", "testsuite": cases}]})


def vitest(status: str, *tests: tuple[str, str]) -> str:
    cases = [{"fullName": name, "status": result} for name, result in tests]
    return json.dumps({"testResults": [{"name": "a.spec.ts", "status": status, "assertionResults": cases}]})


class Readers(unittest.TestCase):
    def assert_tally(self, tally: sum_results.Tally, passed: int, failed: int) -> None:
        self.assertEqual((tally.passed, len(tally.failures)), (passed, failed), tally.failures)

    def test_gtest_counts_passed_and_failed(self) -> None:
        tally = sum_results.read_gtest(gtest(("a", "COMPLETED", False), ("b", "COMPLETED", True)))
        self.assert_tally(tally, 1, 1)

    def test_gtest_adds_the_parts_of_a_program_up(self) -> None:
        tally = sum_results.read_gtest(gtest(("a", "COMPLETED", False)) + "\n" + gtest(("b", "COMPLETED", True)))
        self.assert_tally(tally, 1, 1)

    def test_gtest_counts_skipped_and_disabled_as_failed(self) -> None:
        tally = sum_results.read_gtest(gtest(("a", "SKIPPED", False), ("b", "SUPPRESSED", False)))
        self.assert_tally(tally, 0, 2)

    def test_vitest_counts_passed_failed_and_skipped(self) -> None:
        tally = sum_results.read_vitest(vitest("failed", ("a", "passed"), ("b", "failed"), ("c", "pending")))
        self.assert_tally(tally, 1, 2)

    def test_vitest_file_that_does_not_load_has_failed(self) -> None:
        self.assert_tally(sum_results.read_vitest(vitest("failed")), 0, 1)

    def test_vitest_file_that_fails_in_a_hook_has_failed(self) -> None:
        self.assert_tally(sum_results.read_vitest(vitest("failed", ("a", "passed"))), 1, 1)

    def test_tap_counts_each_line(self) -> None:
        self.assert_tally(sum_results.read_tap("1..2\nok 1 - a\nnot ok 2 - b\n# diagnosis\n"), 1, 1)

    def test_tap_that_stops_short_of_its_plan_has_failed(self) -> None:
        self.assert_tally(sum_results.read_tap("1..3\nok 1\nok 2\n"), 2, 1)

    def test_tap_without_plan_has_failed(self) -> None:
        self.assert_tally(sum_results.read_tap("ok 1\n"), 1, 1)

    def test_tap_skip_and_todo_count_as_failed(self) -> None:
        self.assert_tally(sum_results.read_tap("1..2\nok 1 # SKIP why\nnot ok 2 # todo later\n"), 0, 2)

    def test_tap_files_have_a_plan_each(self) -> None:
        text = "# file: a.sql\n1..1\nok 1\n# file: b.sql\n1..2\nok 1\nBail out! b.sql\n"
        self.assert_tally(sum_results.read_tap(text), 2, 2)


class Folder(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name)

    def write(self, name: str, kind: str, text: str | None, status: int) -> None:
        if text is not None:
            (self.path / f"{name}.{kind}").write_text(text)
        (self.path / f"{name}.exit").write_text(f"{status}\n")

    def failures(self, kind: str) -> list[str]:
        return sum_results.read_suite(self.path, "unit", kind).failures

    def test_all_good(self) -> None:
        self.write("unit", "tap", "1..1\nok 1\n", 0)
        self.assertEqual(sum_results.main([str(self.path), "unit:tap"]), 0)

    def test_suite_that_did_not_run_fails(self) -> None:
        self.assertEqual(self.failures("tap"), ["did not run"])
        self.assertEqual(sum_results.main([str(self.path), "unit:tap"]), 1)

    def test_suite_that_crashed_without_report_fails(self) -> None:
        self.write("unit", "gtest", None, 139)
        self.assertEqual(len(self.failures("gtest")), 1)

    def test_cut_report_fails(self) -> None:
        self.write("unit", "gtest", '{"testsuites": [', 134)
        self.assertEqual(len(self.failures("gtest")), 1)

    def test_report_of_another_shape_fails(self) -> None:
        self.write("unit", "gtest", "[]", 0)
        self.assertEqual(len(self.failures("gtest")), 1)

    def test_suite_without_tests_fails(self) -> None:
        self.write("unit", "gtest", '{"testsuites": []}', 0)
        self.assertEqual(self.failures("gtest"), ["ran no test"])

    def test_bad_exit_after_good_tests_fails(self) -> None:
        self.write("unit", "tap", "1..1\nok 1\n", 66)
        self.assertEqual(len(self.failures("tap")), 1)


if __name__ == "__main__":
    unittest.main()
