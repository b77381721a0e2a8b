-- Own name, language and e-mail; NULL leaves them.
SELECT app.modifier_profil($1::text, $2::text, $3::text)
