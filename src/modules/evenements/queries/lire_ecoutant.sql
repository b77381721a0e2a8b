-- Who opens a stream, and the depots whose events that person may hear.
SELECT app.utilisateur() AS utilisateur, app.depots('evenements.lire') AS depots
