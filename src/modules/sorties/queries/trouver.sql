-- Which sorties hold a text, by its index; see app.trouver_sorties.
SELECT ids, tiers FROM app.trouver_sorties(app.plier($1::text))
