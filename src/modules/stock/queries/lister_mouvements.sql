-- The ledger with names, for list.h. Names of people are grouped so that the planner may leave the join out.
SELECT m.id, m.type, m.document_id, m.numero, m.depot_id, m.citerne_id, c.nom AS citerne_nom, m.produit_id, p.nom AS produit_nom,
  m.proprietaire_type, m.partenaire_id, t.nom AS partenaire_nom, m.delta_ambiant, m.delta_15c, m.date_effet, m.tardif,
  m.enregistre_le, m.created_by, u.nom AS auteur_nom
FROM mouvements_stock m
LEFT JOIN citernes c ON c.id = m.citerne_id
LEFT JOIN produits p ON p.id = m.produit_id
LEFT JOIN partenaires t ON t.id = m.partenaire_id
LEFT JOIN (SELECT id, max(nom) AS nom FROM noms_utilisateurs GROUP BY id) u ON u.id = m.created_by
