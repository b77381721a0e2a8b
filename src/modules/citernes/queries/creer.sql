-- A tank from its request as JSON; what the request leaves out takes the usual value. The names of depot and product
-- come with the row.
WITH c AS (
  INSERT INTO citernes (depot_id, nom, produit_id, capacite_totale, creux_securite, stock_minimum, localisation, statut,
    logique)
  SELECT n.depot_id, n.nom, n.produit_id, n.capacite_totale, coalesce(n.creux_securite, 0), coalesce(n.stock_minimum, 0),
    n.localisation, coalesce(n.statut, 'active'), coalesce(n.logique, false)
  FROM jsonb_populate_record(NULL::citernes, $1::jsonb) n
  RETURNING id, depot_id, nom, produit_id, capacite_totale, creux_securite, stock_minimum, localisation, statut, logique,
    version, created_at, updated_at
)
SELECT c.id, c.depot_id, d.nom AS depot_nom, c.nom, c.produit_id, p.nom AS produit_nom, c.capacite_totale, c.creux_securite,
  c.stock_minimum, c.localisation, c.statut, c.logique, c.version, c.created_at, c.updated_at
FROM c
JOIN depots d ON d.id = c.depot_id
JOIN produits p ON p.id = c.produit_id
