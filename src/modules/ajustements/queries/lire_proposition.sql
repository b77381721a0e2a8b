-- One proposal as the body of the response: the measure before and after, and names.
SELECT row_to_json(x)::text AS corps
FROM (
  SELECT a.id, a.numero, a.statut, a.mouvement_type, a.mouvement_id, a.type_correction, a.depot_id, a.citerne_id, a.produit_id,
    a.proprietaire_type, a.partenaire_id, a.delta_ambiant, a.delta_15c, a.demande, a.reason, a.created_by, a.created_at, a.decide_par,
    a.decide_le, a.motif, a.ajustement_id, coalesce(r.numero, s.numero) AS mouvement_numero, d.nom AS depot_nom, c.nom AS citerne_nom,
    p.nom AS produit_nom, t.nom AS partenaire_nom, u.nom AS auteur_nom, v.nom AS decideur_nom, j.numero AS ajustement_numero,
    a.statut = 'EN_ATTENTE' AND a.mouvement_id IS NOT NULL AND (a.demande ->> 'rang')::integer <> 1 + (
      SELECT count(*) FROM corrections_mouvements m WHERE m.mouvement_type = a.mouvement_type AND m.mouvement_id = a.mouvement_id) AS perimee
  FROM propositions_ajustement a
  LEFT JOIN receptions r ON a.mouvement_type = 'RECEPTION' AND r.id = a.mouvement_id
  LEFT JOIN sorties_produit s ON a.mouvement_type = 'SORTIE' AND s.id = a.mouvement_id
  LEFT JOIN stocks_adjustments j ON j.id = a.ajustement_id
  LEFT JOIN depots d ON d.id = a.depot_id
  LEFT JOIN citernes c ON c.id = a.citerne_id
  LEFT JOIN produits p ON p.id = a.produit_id
  LEFT JOIN partenaires t ON t.id = a.partenaire_id
  LEFT JOIN noms_utilisateurs u ON u.id = a.created_by
  LEFT JOIN noms_utilisateurs v ON v.id = a.decide_par
  WHERE a.id = $1::uuid
) x
