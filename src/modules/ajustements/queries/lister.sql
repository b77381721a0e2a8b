-- Adjustments with the names they are read by; those of people are grouped so that the planner may leave the join out.
SELECT a.id, a.numero, a.mouvement_type, a.mouvement_id, CASE a.mouvement_type
    WHEN 'RECEPTION' THEN (SELECT r.numero FROM receptions r WHERE r.id = a.mouvement_id)
    WHEN 'SORTIE' THEN (SELECT s.numero FROM sorties_produit s WHERE s.id = a.mouvement_id) END AS mouvement_numero,
  a.type_correction, a.depot_id, d.nom AS depot_nom, a.citerne_id, c.nom AS citerne_nom, a.produit_id, p.nom AS produit_nom, a.proprietaire_type,
  a.partenaire_id, a.delta_ambiant, a.delta_15c, a.date_effet, a.reason, a.created_by, u.nom AS auteur_nom, a.validated_by,
  v.nom AS valideur_nom, a.created_at
FROM stocks_adjustments a
LEFT JOIN depots d ON d.id = a.depot_id
LEFT JOIN citernes c ON c.id = a.citerne_id
LEFT JOIN produits p ON p.id = a.produit_id
LEFT JOIN (SELECT id, max(nom) AS nom FROM noms_utilisateurs GROUP BY id) u ON u.id = a.created_by
LEFT JOIN (SELECT id, max(nom) AS nom FROM noms_utilisateurs GROUP BY id) v ON v.id = a.validated_by
