-- A partner from its request as JSON; what the request leaves out takes the usual value.
INSERT INTO partenaires (nom, contact, email, telephone, actif)
SELECT d.nom, d.contact, d.email, d.telephone, coalesce(d.actif, true)
FROM jsonb_populate_record(NULL::partenaires, $1::jsonb) d
RETURNING id, nom, contact, email, telephone, actif, version, created_at, updated_at
