-- Takes the newest sortie back, as an administrator who found a double entry would.
SELECT corps FROM app.compenser('SORTIE', (SELECT id FROM sorties_produit ORDER BY date_sortie DESC, id DESC LIMIT 1), $1::text)
