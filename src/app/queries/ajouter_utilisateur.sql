-- An account made on the command line, as the owner; the system account signs the log row.
SELECT app.inserer_utilisateur($1::text, $2::text, $3::text, $4::uuid, $5::bytea, $6::bytea)
