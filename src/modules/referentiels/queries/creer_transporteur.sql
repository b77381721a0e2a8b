-- A carrier from its request as JSON; what the request leaves out takes the usual value.
INSERT INTO transporteurs (id, nom, contact_personne, email, telephone, note, actif)
SELECT $1::uuid, d.nom, d.contact_personne, d.email, d.telephone, d.note, coalesce(d.actif, true)
FROM jsonb_populate_record(NULL::transporteurs, $2::jsonb) d
