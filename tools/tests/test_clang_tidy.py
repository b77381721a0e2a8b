"""clang-tidy over sources that are compiled together finds what it finds in each alone."""

import json
import tempfile
import unittest
from pathlib import Path

from clang_tidy import CAPTURING_COROUTINES, check, checks_off, sources
from tree import ROOT

CLEAN = "int twice(int value) {\n    return value + value;\n}\n"
# An empty body after the condition: bugprone-suspicious-semicolon.
FAULTY = "int half(int value) {\n    if (value > 0);\n    return value / 2;\n}\n"


class Batches(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()
        (self.root / ".clang-tidy").write_text((ROOT / ".clang-tidy").read_text())

    def batch(self, **files: str) -> Path:
        for name, text in files.items():
            path = self.root / "src" / f"{name}.cpp"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        unity = self.root / "Unity" / "unity_0_cxx.cxx"
        unity.parent.mkdir(exist_ok=True)
        unity.write_text("".join(f'#include "{self.root}/src/{name}.cpp"\n' for name in files))
        command = f"clang++-19 -std=c++23 -c {unity}"
        entry = {"directory": str(self.root), "command": command, "file": str(unity)}
        (self.root / "compile_commands.json").write_text(json.dumps([entry]))
        return unity

    def test_a_batch_stands_for_its_sources(self) -> None:
        unity = self.batch(one=CLEAN, two=CLEAN)
        self.assertEqual([path.name for path in sources(unity)], ["one.cpp", "two.cpp"])
        alone = self.root / "src" / "one.cpp"
        self.assertEqual(sources(alone), [alone])

    def test_a_fault_in_any_source_of_a_batch_is_found(self) -> None:
        self.assertEqual(check(self.root, self.batch(one=CLEAN)), (True, ""))
        clean, output = check(self.root, self.batch(one=CLEAN, two=FAULTY))
        self.assertFalse(clean)
        self.assertIn("two.cpp:2", output)
        self.assertIn("bugprone-suspicious-semicolon", output)

    def test_only_tests_may_keep_what_their_coroutines_capture(self) -> None:
        self.assertIn(CAPTURING_COROUTINES, checks_off(self.batch(one_test=CLEAN, two_pgtest=CLEAN)))
        self.assertNotIn(CAPTURING_COROUTINES, checks_off(self.batch(one_test=CLEAN, two=CLEAN)))


if __name__ == "__main__":
    unittest.main()
