-- Which receptions hold a text, by its index; see app.trouver_receptions.
SELECT app.trouver_receptions(app.plier($1::text)) AS ids
