-- False when the caller has no such token.
SELECT app.revoquer_jeton($1::uuid)
