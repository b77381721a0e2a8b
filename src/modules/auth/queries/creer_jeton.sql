-- A token of the caller; only the hash of its secret is kept.
SELECT app.creer_jeton($1::text, $2::bytea, $3::timestamptz)
