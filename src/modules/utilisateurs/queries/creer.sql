-- An account with its profile; checks the caller's right and writes the log row.
SELECT app.creer_utilisateur($1::text, $2::text, $3::text, $4::uuid, $5::bytea, $6::bytea)
