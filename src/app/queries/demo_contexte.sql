-- Opens the context of a demo account for one action.
SELECT app.ouvrir_contexte($1::bytea, $2::text, NULL, NULL)::text
