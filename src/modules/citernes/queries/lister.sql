-- Tanks of the depots that the caller may see, empty and inactive ones too (T-TNK-01).
SELECT c.id, c.depot_id, d.nom AS depot_nom, c.nom, c.produit_id, p.nom AS produit_nom, c.capacite_totale, c.creux_securite,
  c.stock_minimum, c.localisation, c.statut, c.logique, c.version, c.created_at, c.updated_at
FROM citernes c
JOIN depots d ON d.id = c.depot_id
JOIN produits p ON p.id = c.produit_id
