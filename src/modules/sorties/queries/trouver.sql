-- Which sorties hold a text, by its index; see app.trouver_sorties.
SELECT ids, tiers FROM app.trouver_sorties(lower($1::text))
