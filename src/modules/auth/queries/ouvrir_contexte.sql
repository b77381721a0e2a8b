-- The context of a session that was opened in this transaction.
SELECT app.ouvrir_contexte($1::bytea, 'session', NULL, NULL)
