-- A partner from its request as JSON; what the request leaves out takes the usual value.
INSERT INTO partenaires (id, nom, contact, email, telephone, actif)
SELECT $1::uuid, d.nom, d.contact, d.email, d.telephone, coalesce(d.actif, true)
FROM jsonb_populate_record(NULL::partenaires, $2::jsonb) d
