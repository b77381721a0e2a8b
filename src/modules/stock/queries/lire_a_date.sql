-- Stock of each line at the end of one day, as known now or at an instant; bounded by tanks times owners.
SELECT a.ligne_id, $6::date AS date_jour, a.depot_id, d.nom AS depot_nom, a.citerne_id, c.nom AS citerne_nom, a.produit_id,
  p.nom AS produit_nom, a.proprietaire_type, a.partenaire_id, t.nom AS partenaire_nom, a.stock_ambiant, a.stock_15c
FROM app.stock_a_date($6::date, $7::timestamptz) a
JOIN depots d ON d.id = a.depot_id
JOIN citernes c ON c.id = a.citerne_id
JOIN produits p ON p.id = a.produit_id
LEFT JOIN partenaires t ON t.id = a.partenaire_id
WHERE ($1::uuid IS NULL OR a.depot_id = $1)
  AND ($2::uuid IS NULL OR a.citerne_id = $2)
  AND ($3::uuid IS NULL OR a.produit_id = $3)
  AND ($4::text IS NULL OR a.proprietaire_type = $4)
  AND ($5::uuid IS NULL OR a.partenaire_id = $5)
ORDER BY d.nom COLLATE app.naturel, d.id, c.nom COLLATE app.naturel, c.id, a.proprietaire_type, t.nom
