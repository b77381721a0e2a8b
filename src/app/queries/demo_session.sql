-- Signs a demo account in, as the API does.
SELECT app.connexion_conclure($1::text, $2::bytea, 'local', 'mlpp demo', $3::bytea)
