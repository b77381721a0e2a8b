-- Which log rows of a period hold a text, by its index; see app.trouver_journal.
SELECT ids, sorties FROM app.trouver_journal(app.plier($1::text), $2::timestamptz, $3::timestamptz)
