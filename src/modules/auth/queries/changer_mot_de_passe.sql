-- Answers OK, or IDENTIFIANTS_INVALIDES when the old key is wrong, which is kept as a failed try: it must be committed.
SELECT app.changer_mot_de_passe($1::bytea, $2::bytea, $3::bytea, $4::bytea)
