"""Where an id counts as carried by a test, and what the check refuses."""

import unittest

import register_map
from register_map import Rule, Test


class Names(unittest.TestCase):
    def ids(self, path: str, text: str) -> list[str]:
        return [rule_id for name, _ in register_map.names_in(path, text) for rule_id in register_map.ids_in(name)]

    def test_cpp_macros(self) -> None:
        text = """
TEST(Receptions, T_REC_02_refuses_a_cdr_that_has_not_arrived) {}
TEST_F(Cycle, T_E2E_01_and_T_INV_01) {}
RC_GTEST_PROP(Stock, T_STK_05_all_figures_agree, (int x)) {}
// T_REC_03 in a comment proves nothing
"""
        self.assertEqual(self.ids("src/a_pgtest.cpp", text), ["T-REC-02", "T-E2E-01", "T-INV-01", "T-STK-05"])
        self.assertEqual(self.ids("src/a.cpp", text), [])

    def test_typescript_strings(self) -> None:
        text = "it('T-REC-02 refuses', f)\nit.each(x)(`T-REC-03 %s`, f)\n// 'T-REC-04' no\n"
        self.assertEqual(self.ids("tests/functional/a.spec.ts", text), ["T-REC-02", "T-REC-03"])

    def test_sql_strings(self) -> None:
        text = "select throws_ok('x', '42501', null, 'T-SEC-04 l''appel direct est refusé');\n-- 'T-SEC-05'\n"
        self.assertEqual(self.ids("schema/tests/a.sql", text), ["T-SEC-04"])
        self.assertEqual(self.ids("schema/migrations/a.sql", text), [])

    def test_lines_are_right(self) -> None:
        self.assertEqual(register_map.names_in("schema/tests/a.sql", "--\n\nselect 'T-SEC-04';\n"), [("T-SEC-04", 3)])


class Check(unittest.TestCase):
    RULES = [Rule("T-REC-01", "now", "a", 1), Rule("T-LOT-01", "lots", "b", 2)]
    TEST = Test("src/a_test.cpp", "A.T_REC_01_x", 7)

    def test_covered_rules_are_fine(self) -> None:
        self.assertEqual(register_map.check(self.RULES, {"T-REC-01": [self.TEST]}), [])

    def test_a_rule_of_this_stage_without_test_is_found(self) -> None:
        self.assertEqual([f.line for f in register_map.check(self.RULES, {})], [1])

    def test_an_unknown_id_is_found_where_it_stands(self) -> None:
        tests = {"T-REC-01": [self.TEST], "T-REC-99": [self.TEST]}
        self.assertEqual([(f.path, f.line) for f in register_map.check(self.RULES, tests)], [("src/a_test.cpp", 7)])

    def test_an_id_given_twice_is_found(self) -> None:
        tests = {"T-REC-01": [self.TEST]}
        self.assertEqual(len(register_map.check([*self.RULES, self.RULES[0]], tests)), 1)

    def test_a_line_that_is_no_rule_is_refused(self) -> None:
        with self.assertRaises(ValueError):
            register_map.read_rules("T-REC-01 someday a\n")

    def test_the_document_lists_tests_and_later_rules(self) -> None:
        text = register_map.to_markdown(self.RULES, {"T-REC-01": [self.TEST]})
        self.assertIn("| T-REC-01 | a | `src/a_test.cpp` A.T_REC_01_x |", text)
        self.assertIn("| T-LOT-01 | b |", text)


if __name__ == "__main__":
    unittest.main()
