-- A refused request goes to the journal, at most once a minute for a person and an action.
SELECT app.journaliser_refus($1::bytea, $2::text, false)
