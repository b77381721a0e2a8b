-- Changes the given fields; none when the version is no longer $2.
UPDATE produits c
SET (nom, code, description, groupe, alpha_15c, densite_min_kgm3, densite_max_kgm3, temperature_min_c,
  temperature_max_c, actif) =
  (SELECT p.nom, p.code, p.description, p.groupe, p.alpha_15c, p.densite_min_kgm3, p.densite_max_kgm3,
    p.temperature_min_c, p.temperature_max_c, p.actif
  FROM jsonb_populate_record(c, $3::jsonb) p)
WHERE c.id = $1::uuid AND c.version = $2::bigint
RETURNING c.id, c.nom, c.code, c.description, c.groupe, c.alpha_15c, c.densite_min_kgm3, c.densite_max_kgm3,
  c.temperature_min_c, c.temperature_max_c, c.actif, c.version, c.created_at, c.updated_at
