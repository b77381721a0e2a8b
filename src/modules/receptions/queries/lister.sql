-- Receptions with the names they are read by, and whether they were corrected since. Names of
-- suppliers are grouped so that the planner may leave the join out.
SELECT r.id, r.numero, r.operation_id, r.ligne, r.depot_id, d.nom AS depot_nom, r.citerne_id, c.nom AS citerne_nom,
  r.produit_id, p.nom AS produit_nom, r.proprietaire_type, r.partenaire_id, cdr.fournisseur_id,
  coalesce(f.nom, t.nom) AS source_nom, r.cours_de_route_id, cdr.numero AS cdr_numero, cdr.plaque_camion, r.date_reception,
  r.index_avant, r.index_apres, r.volume_ambiant, r.temperature_ambiante_c, r.densite_observee_kgm3, r.densite_a_15_kgm3, r.vcf,
  r.volume_15c, r.note, r.created_at,
  (SELECT count(*) FROM corrections_mouvements a WHERE a.mouvement_type = 'RECEPTION' AND a.mouvement_id = r.id) AS nb_ajustements,
  coalesce((SELECT true FROM corrections_mouvements a WHERE a.mouvement_type = 'RECEPTION' AND a.mouvement_id = r.id
    AND a.type_correction = 'COMPENSATION' LIMIT 1), false) AS compensee
FROM receptions r
LEFT JOIN depots d ON d.id = r.depot_id
LEFT JOIN citernes c ON c.id = r.citerne_id
LEFT JOIN produits p ON p.id = r.produit_id
LEFT JOIN partenaires t ON t.id = r.partenaire_id
LEFT JOIN cours_de_route cdr ON cdr.id = r.cours_de_route_id
LEFT JOIN (SELECT id, max(nom) AS nom FROM noms_fournisseurs GROUP BY id) f ON f.id = cdr.fournisseur_id
