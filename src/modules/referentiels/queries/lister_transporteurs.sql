-- Carriers, with everything the lists and forms show.
SELECT id, nom, contact_personne, email, telephone, note, actif, version, created_at, updated_at
FROM transporteurs
