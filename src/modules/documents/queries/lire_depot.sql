-- The head of a document: whose it is, by which clock, and whether it is a real one.
SELECT nom, adresse, fuseau, app.environnement() AS environnement FROM depots WHERE id = $1::uuid
