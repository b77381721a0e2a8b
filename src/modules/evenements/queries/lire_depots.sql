-- The depots whose events the caller may hear.
SELECT app.depots('evenements.lire')
