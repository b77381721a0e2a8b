-- Sorties with the names they are read by, and whether they were corrected since.
SELECT s.id, s.numero, s.operation_id, s.ligne, s.depot_id, d.nom AS depot_nom, s.citerne_id, c.nom AS citerne_nom,
  s.produit_id, p.nom AS produit_nom, s.proprietaire_type, s.client_id, s.partenaire_id,
  coalesce(k.nom, t.nom) AS beneficiaire_nom, s.date_sortie, s.chauffeur_nom, s.plaque_camion, s.transporteur_id,
  v.nom AS transporteur_nom, s.index_avant, s.index_apres, s.volume_ambiant, s.temperature_ambiante_c, s.densite_observee_kgm3,
  s.densite_a_15_kgm3, s.vcf, s.volume_15c, s.note, s.created_at,
  (SELECT count(*) FROM corrections_mouvements a WHERE a.mouvement_type = 'SORTIE' AND a.mouvement_id = s.id) AS nb_ajustements,
  coalesce((SELECT true FROM corrections_mouvements a WHERE a.mouvement_type = 'SORTIE' AND a.mouvement_id = s.id
    AND a.type_correction = 'COMPENSATION' LIMIT 1), false) AS compensee
FROM sorties_produit s
LEFT JOIN depots d ON d.id = s.depot_id
LEFT JOIN citernes c ON c.id = s.citerne_id
LEFT JOIN produits p ON p.id = s.produit_id
LEFT JOIN clients k ON k.id = s.client_id
LEFT JOIN partenaires t ON t.id = s.partenaire_id
LEFT JOIN transporteurs v ON v.id = s.transporteur_id
