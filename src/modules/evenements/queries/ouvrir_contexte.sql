-- Proves the session of an open stream again.
SELECT app.ouvrir_contexte($1::bytea, 'evenements.lire', NULL, NULL)
