-- Changes the given fields; none when the version is no longer $2.
UPDATE clients c
SET (nom, contact_personne, email, telephone, adresse, pays, note_supplementaire, actif) =
  (SELECT p.nom, p.contact_personne, p.email, p.telephone, p.adresse, p.pays, p.note_supplementaire, p.actif
  FROM jsonb_populate_record(c, $3::jsonb) p)
WHERE c.id = $1::uuid AND c.version = $2::bigint
RETURNING c.id, c.nom, c.contact_personne, c.email, c.telephone, c.adresse, c.pays, c.note_supplementaire, c.actif,
  c.version, c.created_at, c.updated_at
