-- A depot by its id, code or name.
SELECT id FROM depots WHERE id::text = $1::text OR code = $1 OR nom = $1
