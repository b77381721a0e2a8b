-- An account made on the command line, as the owner; the system account signs the log row.
SELECT app.inserer_utilisateur($1::text, $2::text, $3::text,
  CASE WHEN $4::text IS NULL THEN NULL ELSE (SELECT id FROM depots WHERE id::text = $4 OR code = $4 OR nom = $4) END,
  $5::bytea, $6::bytea)
