-- Partners, with everything the lists and forms show.
SELECT id, nom, contact, email, telephone, actif, version, created_at, updated_at
FROM partenaires
