"""Entries of the catalogue that lack something in one language."""

import unittest

from check_translations import check_catalogue


def refused(entry: str) -> bool:
    return bool(check_catalogue(entry + "\n"))


class Catalogue(unittest.TestCase):
    def test_complete_entries_pass(self) -> None:
        self.assertFalse(refused('MLPP_CODE(A, 422, "Refusé", "Refused", "", "")'))
        self.assertFalse(refused('MLPP_CODE(A, 409, "Non", "No", "Dit \\"{x}\\".", "Says {x}.")'))

    def test_a_missing_language_is_found(self) -> None:
        self.assertTrue(refused('MLPP_CODE(A, 422, "Refusé", "", "", "")'))
        self.assertTrue(refused('MLPP_CODE(A, 422, "Refusé", "Refused", "Détail", "")'))

    def test_other_parameters_are_found(self) -> None:
        self.assertTrue(refused('MLPP_CODE(A, 422, "Non", "No", "{a} et {b}", "{a} and {c}")'))

    def test_a_double_name_and_a_wrong_status_are_found(self) -> None:
        good = 'MLPP_CODE(A, 422, "Non", "No", "", "")'
        self.assertTrue(refused(f"{good}\n{good}"))
        self.assertTrue(refused('MLPP_CODE(A, 200, "Non", "No", "", "")'))

    def test_an_entry_that_cannot_be_read_is_found(self) -> None:
        self.assertTrue(refused('MLPP_CODE(A, 422, "Non" "No")'))
        self.assertTrue(refused(""))


if __name__ == "__main__":
    unittest.main()
