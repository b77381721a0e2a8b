"""Canaries for the shell side of ./dev: what fails must be seen to fail. Each test runs functions of tools/dev in a
folder of its own."""

import subprocess
import tempfile
import unittest
from pathlib import Path

from tree import ROOT

PREAMBLE = f"""
set -euo pipefail
ROOT=$PWD
for part in steps machine build lint suites; do source {ROOT}/tools/dev/$part.sh; done
"""


class DevScripts(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name)

    def bash(self, script: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["bash", "-c", PREAMBLE + script], cwd=self.path, capture_output=True, text=True,
                              timeout=60, check=False)

    def make_tree(self, **files: str) -> None:
        subprocess.run(["git", "init", "--quiet"], cwd=self.path, check=True)
        (self.path / ".clang-format").write_text((ROOT / ".clang-format").read_text())
        for name, text in files.items():
            (self.path / f"{name}.cpp").write_text(text)

    def test_a_step_has_the_status_of_its_command(self) -> None:
        self.assertEqual(self.bash("step good true").returncode, 0)
        self.assertEqual(self.bash("step bad bash -c 'exit 7'").returncode, 7)

    def test_a_failed_step_shows_the_end_of_its_log(self) -> None:
        run = self.bash("step 'it breaks' bash -c 'echo reason; exit 1'")
        self.assertIn("reason", run.stdout)
        self.assertIn("build/logs/it-breaks.log", run.stdout)

    def test_format_finds_a_badly_formatted_file_and_names_the_line(self) -> None:
        self.make_tree(a="int x;\n", b="int x;\nint   y;\n")
        run = self.bash("check_format")
        self.assertNotEqual(run.returncode, 0)
        self.assertIn("b.cpp:2", run.stdout)

    def test_format_passes_a_clean_tree(self) -> None:
        self.make_tree(a="int x;\n")
        run = self.bash("check_format")
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)

    def test_lint_fails_with_one_check_and_still_runs_the_others(self) -> None:
        run = self.bash("LINT_CHECKS=('one:false' 'two:true'); run_lint lint.tap")
        self.assertNotEqual(run.returncode, 0)
        self.assertEqual((self.path / "lint.tap").read_text(), "1..2\nnot ok 1 - one\nok 2 - two\n")

    def test_a_suite_that_fails_leaves_its_status_and_lets_the_run_go_on(self) -> None:
        run = self.bash('mkdir -p "$RESULTS"; suite unit tap bash -c "exit 5"; echo went on')
        self.assertIn("went on", run.stdout)
        self.assertEqual((self.path / "build/results/unit.exit").read_text(), "5\n")

    def test_a_server_that_ends_early_fails_its_suite(self) -> None:
        run = self.bash("BIN=$PWD; SCRATCH=$PWD; printf '#!/bin/sh\\necho no; exit 3\\n' >mlpp; chmod +x mlpp\n"
                        "make_data_dir() { mkdir -p $1; }; with_test_cluster true")
        self.assertEqual(run.returncode, 3, run.stdout + run.stderr)

    def test_packages_are_read_with_their_alternatives(self) -> None:
        run = self.bash(f"mkdir tools; cp {ROOT}/tools/packages.txt tools/; dpkg-query() {{ :; }}; missing_packages")
        self.assertEqual(run.returncode, 0, run.stderr)
        missing = run.stdout.splitlines()
        self.assertIn("clang-19", missing)
        self.assertIn("postgresql-15|postgresql-17", missing)
        self.assertNotIn("#", run.stdout)


if __name__ == "__main__":
    unittest.main()
