-- One step of a cours de route of the demo.
UPDATE cours_de_route SET statut = $2::text WHERE id = $1::uuid
