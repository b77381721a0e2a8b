-- The file of one sortie as the body of the response: names, net figures, corrections, other tanks of the loading.
SELECT row_to_json(x)::text AS corps
FROM (
  SELECT s.id, s.numero, s.operation_id, s.ligne, s.depot_id, s.citerne_id, s.produit_id, s.proprietaire_type, s.client_id,
    s.partenaire_id, s.date_sortie, s.chauffeur_nom, s.plaque_camion, s.plaque_remorque, s.transporteur_id, s.index_avant,
    s.index_apres, s.volume_ambiant, s.temperature_ambiante_c, s.densite_observee_kgm3, s.edition, s.groupe, s.alpha_15c,
    s.areometre, s.mode_vcf, s.arrondi_l, s.moteur_version, s.densite_a_15_kgm3, s.densite_a_15_g_cm3, s.vcf,
    s.volume_15c_exact, s.volume_15c, s.statut, s.note, s.created_by, s.validated_by, s.created_at,
    d.nom AS depot_nom, c.nom AS citerne_nom, p.nom AS produit_nom, k.nom AS client_nom, t.nom AS partenaire_nom,
    v.nom AS transporteur_nom, u.nom AS auteur_nom, z.nom AS valideur_nom,
    coalesce(n.volume_ambiant, s.volume_ambiant) AS net_ambiant, coalesce(n.volume_15c, s.volume_15c) AS net_15c,
    coalesce(n.type_correction = 'COMPENSATION', false) AS compensee, a.ajustements,
    (SELECT coalesce(json_agg(json_build_object('id', o.id, 'numero', o.numero, 'ligne', o.ligne, 'citerne_id', o.citerne_id,
        'citerne_nom', oc.nom, 'volume_ambiant', o.volume_ambiant, 'volume_15c', o.volume_15c) ORDER BY o.ligne), '[]')
     FROM sorties_produit o LEFT JOIN citernes oc ON oc.id = o.citerne_id
     WHERE o.operation_id = s.operation_id AND o.id <> s.id) AS autres_lignes
  FROM sorties_produit s
  LEFT JOIN depots d ON d.id = s.depot_id
  LEFT JOIN citernes c ON c.id = s.citerne_id
  LEFT JOIN produits p ON p.id = s.produit_id
  LEFT JOIN clients k ON k.id = s.client_id
  LEFT JOIN partenaires t ON t.id = s.partenaire_id
  LEFT JOIN transporteurs v ON v.id = s.transporteur_id
  LEFT JOIN noms_utilisateurs u ON u.id = s.created_by
  LEFT JOIN noms_utilisateurs z ON z.id = s.validated_by
  LEFT JOIN LATERAL (
    SELECT q.type_correction, q.volume_ambiant, q.volume_15c FROM corrections_mouvements q
    WHERE q.mouvement_type = 'SORTIE' AND q.mouvement_id = s.id ORDER BY q.rang DESC LIMIT 1) n ON true
  CROSS JOIN LATERAL (
    SELECT coalesce(json_agg(json_build_object('id', x.id, 'numero', x.numero, 'rang', x.rang, 'type_correction', x.type_correction,
        'delta_ambiant', x.delta_ambiant, 'delta_15c', x.delta_15c, 'reason', x.reason, 'auteur_nom', w.nom,
        'created_at', x.created_at) ORDER BY x.rang), '[]') AS ajustements
    FROM stocks_adjustments x LEFT JOIN noms_utilisateurs w ON w.id = x.created_by
    WHERE x.mouvement_type = 'SORTIE' AND x.mouvement_id = s.id) a
  WHERE s.id = $1::uuid
) x
