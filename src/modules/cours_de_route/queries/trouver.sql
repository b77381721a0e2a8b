-- Which cours de route hold a text, by its index; see app.trouver_cours.
SELECT app.trouver_cours(app.plier($1::text)) AS ids
