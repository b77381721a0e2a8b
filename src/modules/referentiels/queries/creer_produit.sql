-- A product from its request as JSON; what the request leaves out takes the usual value.
INSERT INTO produits (id, nom, code, description, groupe, alpha_15c, densite_min_kgm3, densite_max_kgm3,
  temperature_min_c, temperature_max_c, actif)
SELECT $1::uuid, d.nom, d.code, d.description, coalesce(d.groupe, 'B'), d.alpha_15c, d.densite_min_kgm3, d.densite_max_kgm3,
  coalesce(d.temperature_min_c, 0), coalesce(d.temperature_max_c, 60), coalesce(d.actif, true)
FROM jsonb_populate_record(NULL::produits, $2::jsonb) d
