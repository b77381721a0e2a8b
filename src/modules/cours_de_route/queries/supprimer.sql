-- Deletes a cours de route; the policy keeps those that were discharged.
DELETE FROM cours_de_route WHERE id = $1::uuid
