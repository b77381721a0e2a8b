-- The caller's view under that name.
SELECT app.enregistrer_vue($1::text, $2::text, $3::text)
