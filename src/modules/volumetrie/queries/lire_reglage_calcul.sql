-- A product ($1) and a depot ($2, else the caller's own) for a preview: one row, empty where the caller sees none.
SELECT p.id AS produit_id, p.groupe, p.alpha_15c, p.densite_min_kgm3, p.densite_max_kgm3, p.temperature_min_c, p.temperature_max_c,
  d.id AS depot_id, d.edition, d.areometre, d.arrondi_reception_l, d.arrondi_sortie_l
FROM (SELECT $1::uuid AS produit_id,
        coalesce($2::uuid, (SELECT m.depot_id FROM profils m WHERE m.user_id = (SELECT app.utilisateur()))) AS depot_id) q
LEFT JOIN produits p ON p.id = q.produit_id
LEFT JOIN depots d ON d.id = q.depot_id
