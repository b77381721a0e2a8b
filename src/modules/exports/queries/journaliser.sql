-- The trace of a file that leaves.
SELECT app.journaliser_export($1::text, $2::text, $3::jsonb, $4::integer)
