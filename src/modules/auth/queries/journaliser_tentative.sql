-- Keeps for the auditors that somebody tried to change the own rights.
SELECT app.journaliser_refus($1::bytea, 'profil.role', true)
