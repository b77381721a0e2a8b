-- Products, with everything the lists and forms show.
SELECT id, nom, code, description, groupe, alpha_15c, densite_min_kgm3, densite_max_kgm3, temperature_min_c,
  temperature_max_c, actif, version, created_at, updated_at
FROM produits
