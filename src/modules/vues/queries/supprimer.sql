-- False when the caller has no such view.
SELECT app.supprimer_vue($1::uuid)
