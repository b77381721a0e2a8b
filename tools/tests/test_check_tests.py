"""Where a code counts as expected, and which statements count as used."""

import unittest

from check_tests import check_codes, check_queries


class Codes(unittest.TestCase):
    def missing(self, path: str, text: str) -> bool:
        return bool(check_codes('MLPP_CODE(TROP_TARD, 409, "a", "b", "", "")\n', {path: text}))

    def test_an_expectation_of_cpp_counts(self) -> None:
        body = "TEST(A, b) {\n    for (auto code : {Code::TROP_TARD})\n        EXPECT_EQ(of(1), code);\n}\n"
        self.assertFalse(self.missing("src/a_test.cpp", body))
        self.assertFalse(self.missing("src/a_pgtest.cpp", body))
        self.assertTrue(self.missing("src/a.cpp", body))

    def test_a_mention_without_an_expectation_does_not(self) -> None:
        self.assertTrue(self.missing("src/a_test.cpp", "constexpr auto code = Code::TROP_TARD;\nTEST(A, b) {\n    EXPECT_TRUE(c);\n}\n"))
        self.assertTrue(self.missing("src/a_test.cpp", "TEST(A, b) {\n    EXPECT_TRUE(c); // TROP_TARD\n}\n"))

    def test_a_part_of_another_name_does_not(self) -> None:
        self.assertTrue(self.missing("src/a_test.cpp", "TEST(A, b) {\n    EXPECT_EQ(x, Code::TROP_TARD_AUSSI);\n}\n"))

    def test_an_expectation_of_typescript_counts(self) -> None:
        body = "it('refuses', async () => {\n  expect(await code('http://a')).toBe('TROP_TARD')\n})\n"
        self.assertFalse(self.missing("tests/functional/a.spec.ts", body))
        self.assertFalse(self.missing("tests/browser/a.spec.ts", body))
        self.assertTrue(self.missing("tests/functional/generated/api.d.ts", body))
        self.assertTrue(self.missing("tests/functional/a.spec.ts", "const code = 'TROP_TARD'\nit('a', () => {\n  expect(1).toBe(1)\n})\n"))

    def test_a_statement_of_pgtap_counts(self) -> None:
        self.assertFalse(self.missing("schema/tests/a.sql", "SELECT is(x, v.a, 'y') FROM (VALUES\n  ('TROP_TARD')) AS v (a);\n"))
        self.assertTrue(self.missing("schema/tests/a.sql", "SELECT app.refuser('TROP_TARD');\nSELECT ok(true);\n"))


class Queries(unittest.TestCase):
    def unused(self, text: str) -> bool:
        return bool(check_queries(["src/modules/clients/queries/lister.sql"], [text]))

    def test_a_statement_is_used_by_its_name_or_a_short_one(self) -> None:
        self.assertFalse(self.unused("tx.rows<Row>(sql::clients::lister)"))
        self.assertFalse(self.unused("namespace requetes = sql::clients;\nreturn {requetes::lister};"))

    def test_another_name_is_not_its_use(self) -> None:
        self.assertTrue(self.unused("tx.rows<Row>(sql::clients::lister_noms)"))
        self.assertTrue(self.unused("tx.rows<Row>(sql::partenaires::lister)"))


if __name__ == "__main__":
    unittest.main()
