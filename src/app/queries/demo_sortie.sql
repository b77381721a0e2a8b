-- The same function as POST /sorties.
SELECT app.enregistrer_sortie($1::jsonb)
