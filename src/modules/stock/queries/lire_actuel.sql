-- Current stock of the tanks and owners asked for; bounded by tanks times owners, whatever the ledger holds.
SELECT depot_id, depot_nom, citerne_id, citerne_nom, citerne_statut, logique, capacite_totale, creux_securite,
  stock_minimum, produit_id, produit_nom, proprietaire_type, partenaire_id, partenaire_nom, stock_ambiant, stock_15c,
  stock_ambiant_affiche, is_negative, stock_ambiant_base, stock_15c_base, delta_ambiant_total, delta_15c_total,
  last_movement_at, updated_at
FROM v_stock_actuel
WHERE ($1::uuid IS NULL OR depot_id = $1)
  AND ($2::uuid IS NULL OR citerne_id = $2)
  AND ($3::uuid IS NULL OR produit_id = $3)
  AND ($4::text IS NULL OR proprietaire_type = $4)
  AND ($5::uuid IS NULL OR partenaire_id = $5)
ORDER BY depot_nom COLLATE app.naturel, depot_id, citerne_nom COLLATE app.naturel, citerne_id, proprietaire_type, partenaire_nom
