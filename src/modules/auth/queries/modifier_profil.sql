-- Own name and language; NULL leaves them.
SELECT app.modifier_profil($1::text, $2::text)
