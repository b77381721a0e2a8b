"""Each rule of the tree catches its case and lets the neighbour pass. Bad words are put together here, so that
this file keeps the rules itself."""

import unittest

from check_tree import check_file

HEADER = "// What it is for.\n#pragma once\n"


def reasons(path: str, text: str) -> list[str]:
    return [finding.reason for finding in check_file(path, text.encode())]


class TreeRules(unittest.TestCase):
    def assert_refused(self, path: str, text: str) -> None:
        self.assertNotEqual(reasons(path, text), [], f"{path}: {text!r} passed")

    def assert_passes(self, path: str, text: str) -> None:
        self.assertEqual(reasons(path, text), [], f"{path}: {text!r}")

    def test_unfinished_work(self) -> None:
        for word in ("TO" + "DO", "FIX" + "ME", "XX" + "X"):
            self.assert_refused("src/a.cpp", f"int x; // {word} later\n")
        self.assert_passes("docs/a.md", "mktemp /tmp/a-XX" + "XXXX\n")

    def test_tests_that_do_not_run(self) -> None:
        self.assert_refused("src/a_test.cpp", "TEST(A, DISABLE" + "D_b) {}\n")
        self.assert_refused("src/a_test.cpp", "GTEST_SKI" + "P();\n")
        for call in ("it.onl" + "y(", "describe.ski" + "p(", "test.tod" + "o("):
            self.assert_refused("tests/functional/a.spec.ts", f"// a\n{call}'x')\n")
        self.assert_passes("tests/functional/a.spec.ts", "// a\nit('x', f)\n")

    def test_sleep_in_tests(self) -> None:
        sleeping = "std::this_thread::sleep" + "_for(1s);\n"
        self.assert_refused("src/a_test.cpp", sleeping)
        self.assert_passes("src/a.cpp", sleeping)
        self.assert_refused("tests/functional/a.spec.ts", "// a\nsetTime" + "out(f, 100)\n")

    def test_conditions_that_rapidcheck_takes_apart(self) -> None:
        self.assert_refused("src/a_test.cpp", "RC_ASSERT(!a |" + "| *a == b);\n")
        self.assert_passes("src/a_test.cpp", "if (a) RC_ASSERT(*a == b);\n")

    def test_floating_point_in_the_database(self) -> None:
        for kind in ("double" + " precision", "flo" + "at8", "REA" + "L"):
            self.assert_refused("schema/migrations/0002_x.sql", f"-- x\ncreate table t (v {kind});\n")
        self.assert_passes("schema/migrations/0002_x.sql", "-- never double" + " precision\ncreate table t (v numeric);\n")
        self.assert_passes("schema/tests/x.sql", "-- x\nselect 'double" + " precision';\n")

    def test_rights_for_everybody(self) -> None:
        self.assert_refused("schema/migrations/0002_x.sql", "-- x\ngrant select on t to" + " public;\n")
        self.assert_passes("schema/migrations/0002_x.sql", "-- x\nrevoke all on t from public;\n")

    def test_every_column(self) -> None:
        self.assert_refused("src/modules/a/queries/lire.sql", "-- x\nselect" + " * from t;\n")

    def test_paths_of_one_machine(self) -> None:
        self.assert_refused("docs/a.md", "see /wo" + "rk/main\n")
        self.assert_refused("docs/a.md", "see /ho" + "me/anna/x\n")
        self.assert_passes("docs/a.md", "see docs/wo" + "rk/flow and https://a.org/ho" + "me/x\n")

    def test_package_hosts(self) -> None:
        self.assert_refused("tests/functional/package-lock.json", '{"resol' + 'ved": "https://a.org/x.tgz"}\n')

    def test_openings(self) -> None:
        self.assert_passes("src/a.h", HEADER)
        self.assert_refused("src/a.h", "#pragma once\n")
        self.assert_refused("src/a.h", "// What it is for.\n")
        self.assert_refused("src/modules/a/queries/x.sql", "select 1;\n")

    def test_names_that_say_nothing(self) -> None:
        self.assert_refused("src/platform/base/string_ut" + "ils.h", HEADER)
        self.assert_refused("src/modules/stock_mana" + "ger.h", HEADER)
        self.assert_passes("src/platform/base/community.h", HEADER)

    def test_function_length(self) -> None:
        body = "    x = 1\n"
        self.assert_passes("tools/a.py", '"""A."""\ndef f():\n' + body * 59)
        self.assert_refused("tools/a.py", '"""A."""\ndef f():\n' + body * 60)
        self.assert_refused("tools/dev/a.sh", "# a\nf() {\n" + "  x\n" * 60 + "}\n")

    def test_encoding_and_ends(self) -> None:
        self.assertNotEqual(check_file("docs/a.md", b"caf\xe9\n"), [])
        self.assert_refused("src/a.cpp", "int x;")
        self.assert_refused("src/a.cpp", "int x; \n")
        self.assert_refused("src/a.cpp", "\tint x;\n")
        self.assert_refused("src/a.cpp", "")


if __name__ == "__main__":
    unittest.main()
