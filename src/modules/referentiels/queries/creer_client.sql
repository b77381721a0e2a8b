-- A client from its request as JSON; what the request leaves out takes the usual value.
INSERT INTO clients (nom, contact_personne, email, telephone, adresse, pays, note_supplementaire, actif)
SELECT d.nom, d.contact_personne, d.email, d.telephone, d.adresse, d.pays, d.note_supplementaire,
  coalesce(d.actif, true)
FROM jsonb_populate_record(NULL::clients, $1::jsonb) d
RETURNING id, nom, contact_personne, email, telephone, adresse, pays, note_supplementaire, actif, version, created_at,
  updated_at
