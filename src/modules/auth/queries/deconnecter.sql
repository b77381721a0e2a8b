-- Ends the session of that hash, if there is one.
SELECT app.deconnecter($1::bytea)
