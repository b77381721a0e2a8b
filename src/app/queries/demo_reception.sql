-- The same function as POST /receptions.
SELECT app.enregistrer_reception($1::jsonb)
