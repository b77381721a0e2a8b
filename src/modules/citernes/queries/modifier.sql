-- Changes the given fields; none when the version is no longer $2. The names of depot and product come with the row.
WITH c AS (
  UPDATE citernes t
  SET (nom, produit_id, capacite_totale, creux_securite, stock_minimum, localisation, statut, logique) =
    (SELECT n.nom, n.produit_id, n.capacite_totale, n.creux_securite, n.stock_minimum, n.localisation, n.statut, n.logique
    FROM jsonb_populate_record(t, $3::jsonb) n)
  WHERE t.id = $1::uuid AND t.version = $2::bigint
  RETURNING t.id, t.depot_id, t.nom, t.produit_id, t.capacite_totale, t.creux_securite, t.stock_minimum, t.localisation,
    t.statut, t.logique, t.version, t.created_at, t.updated_at
)
SELECT c.id, c.depot_id, d.nom AS depot_nom, c.nom, c.produit_id, p.nom AS produit_nom, c.capacite_totale, c.creux_securite,
  c.stock_minimum, c.localisation, c.statut, c.logique, c.version, c.created_at, c.updated_at
FROM c
JOIN depots d ON d.id = c.depot_id
JOIN produits p ON p.id = c.produit_id
