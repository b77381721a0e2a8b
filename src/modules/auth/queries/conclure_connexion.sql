-- Compares the key and opens the session of hash $5. Answers OK or why not, and keeps a failure: it must be committed.
SELECT app.connexion_conclure($1::text, $2::bytea, $3::text, $4::text, $5::bytea)
