-- The ledger with names, for list.h.
SELECT id, type, document_id, numero, depot_id, citerne_id, citerne_nom, produit_id, produit_nom, proprietaire_type,
  partenaire_id, partenaire_nom, delta_ambiant, delta_15c, date_effet, tardif, enregistre_le, created_by, auteur_nom
FROM v_mouvements_stock
