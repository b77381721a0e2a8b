-- Proposals with the names they are read by.
SELECT a.id, a.numero, a.statut, a.mouvement_type, a.mouvement_id, coalesce(r.numero, s.numero) AS mouvement_numero, a.type_correction,
  a.depot_id, d.nom AS depot_nom, a.citerne_id, c.nom AS citerne_nom, a.produit_id, p.nom AS produit_nom, a.proprietaire_type,
  a.partenaire_id, a.delta_ambiant, a.delta_15c, a.reason, a.created_by, u.nom AS auteur_nom, a.created_at, a.decide_par,
  v.nom AS decideur_nom, a.decide_le, a.motif, a.ajustement_id
FROM propositions_ajustement a
LEFT JOIN receptions r ON a.mouvement_type = 'RECEPTION' AND r.id = a.mouvement_id
LEFT JOIN sorties_produit s ON a.mouvement_type = 'SORTIE' AND s.id = a.mouvement_id
LEFT JOIN depots d ON d.id = a.depot_id
LEFT JOIN citernes c ON c.id = a.citerne_id
LEFT JOIN produits p ON p.id = a.produit_id
LEFT JOIN noms_utilisateurs u ON u.id = a.created_by
LEFT JOIN noms_utilisateurs v ON v.id = a.decide_par
