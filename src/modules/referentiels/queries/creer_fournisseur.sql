-- A supplier from its request as JSON; what the request leaves out takes the usual value.
INSERT INTO fournisseurs (id, nom, contact_personne, email, telephone, adresse, pays, note_supplementaire, actif)
SELECT $1::uuid, d.nom, d.contact_personne, d.email, d.telephone, d.adresse, d.pays, d.note_supplementaire,
  coalesce(d.actif, true)
FROM jsonb_populate_record(NULL::fournisseurs, $2::jsonb) d
