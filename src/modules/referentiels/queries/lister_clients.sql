-- Clients, with everything the lists and forms show.
SELECT id, nom, contact_personne, email, telephone, adresse, pays, note_supplementaire, actif, version, created_at,
  updated_at
FROM clients
