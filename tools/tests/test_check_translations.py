"""Entries of the catalogue that lack something in one language, and texts of the interface that nothing shows."""

import unittest

from check_translations import check_catalogue, check_uses, keys_of


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


FRENCH = """// French texts of essai.
export const essai = {
  titre: 'Titre : « {{nom}} »',
  total_one: '{{nombre}} ligne',
  total_other: '{{nombre}} lignes',
  actions: { ouvrir: 'Ouvrir', fermer: 'L\\'essai' },
  statuts: {
    A: 'a', // the first
    B: 'b',
  },
} as const
"""


def unused(*sources: str) -> list[str]:
    return sorted(finding.reason.split()[0].removeprefix("essai:") for finding in check_uses({"essai": FRENCH}, list(sources)))


class Uses(unittest.TestCase):
    def test_keys_are_read_with_their_lines(self) -> None:
        keys = {"titre": 3, "total": 4, "actions.ouvrir": 6, "actions.fermer": 6, "statuts.A": 8, "statuts.B": 9}
        self.assertEqual(keys_of(FRENCH), keys)

    def test_what_nobody_says_is_found(self) -> None:
        self.assertEqual(unused("const x = 1"), ["actions.fermer", "actions.ouvrir", "statuts.A", "statuts.B", "titre", "total"])

    def test_a_whole_key_and_one_that_is_put_together_are_uses(self) -> None:
        self.assertEqual(
            unused("useTranslation('essai'); t('titre'); t('total', { count }); t('essai:actions.ouvrir'); t(`statuts.${row.statut}`)"),
            ["actions.fermer"],
        )
        self.assertEqual(unused("useTranslation('essai'); `${t(`statuts.${x}`)} · ${y}`").count("statuts.A"), 0)

    def test_a_key_of_another_namespace_is_no_use(self) -> None:
        self.assertIn("titre", unused("useTranslation('autre'); t('titre')"))
        self.assertIn("statuts.A", unused("useTranslation('autre'); t(`statuts.${x}`)"))

    def test_a_part_is_one_segment(self) -> None:
        self.assertIn("actions.ouvrir", unused("useTranslation('essai'); t(`essai:${x}`)"))


if __name__ == "__main__":
    unittest.main()
