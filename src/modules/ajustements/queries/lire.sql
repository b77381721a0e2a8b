-- One adjustment as the body of the response: the measure before and after, and names.
SELECT row_to_json(x)::text AS corps
FROM (
  SELECT a.id, a.numero, a.mouvement_type, a.mouvement_id, a.rang, a.type_correction, a.depot_id, a.citerne_id, a.produit_id,
    a.proprietaire_type, a.partenaire_id, a.delta_ambiant, a.delta_15c, a.volume_ambiant, a.temperature_ambiante_c,
    a.densite_observee_kgm3, a.densite_a_15_kgm3, a.vcf, a.volume_15c, a.avant, a.date_effet, a.reason, a.created_by, a.validated_by, a.created_at,
    coalesce(r.numero, s.numero) AS mouvement_numero, d.nom AS depot_nom, c.nom AS citerne_nom, p.nom AS produit_nom,
    t.nom AS partenaire_nom, u.nom AS auteur_nom, v.nom AS valideur_nom
  FROM stocks_adjustments a
  LEFT JOIN receptions r ON a.mouvement_type = 'RECEPTION' AND r.id = a.mouvement_id
  LEFT JOIN sorties_produit s ON a.mouvement_type = 'SORTIE' AND s.id = a.mouvement_id
  LEFT JOIN depots d ON d.id = a.depot_id
  LEFT JOIN citernes c ON c.id = a.citerne_id
  LEFT JOIN produits p ON p.id = a.produit_id
  LEFT JOIN partenaires t ON t.id = a.partenaire_id
  LEFT JOIN noms_utilisateurs u ON u.id = a.created_by
  LEFT JOIN noms_utilisateurs v ON v.id = a.validated_by
  WHERE a.id = $1::uuid
) x
