-- Salt to make the key of a sign-in with; the same shape of answer for an unknown e-mail. Raises while the account or
-- the address has to wait.
SELECT app.connexion_sel($1::text, $2::text)
