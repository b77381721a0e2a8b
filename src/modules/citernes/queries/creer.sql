-- A tank from its request as JSON; what the request leaves out takes the usual value.
INSERT INTO citernes (id, depot_id, nom, produit_id, capacite_totale, creux_securite, stock_minimum, localisation, statut,
  logique)
SELECT $1::uuid, n.depot_id, n.nom, n.produit_id, n.capacite_totale, coalesce(n.creux_securite, 0),
  coalesce(n.stock_minimum, 0), n.localisation, coalesce(n.statut, 'active'), coalesce(n.logique, false)
FROM jsonb_populate_record(NULL::citernes, $2::jsonb) n
