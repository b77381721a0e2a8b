-- Changes the given fields; none when the version is no longer $2.
UPDATE partenaires c
SET (nom, contact, email, telephone, actif) =
  (SELECT p.nom, p.contact, p.email, p.telephone, p.actif
  FROM jsonb_populate_record(c, $3::jsonb) p)
WHERE c.id = $1::uuid AND c.version = $2::bigint
RETURNING c.id, c.nom, c.contact, c.email, c.telephone, c.actif, c.version, c.created_at, c.updated_at
