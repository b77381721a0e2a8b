-- The file of one reception as the body of the response: names, net figures, corrections, other tanks of the discharge.
SELECT row_to_json(x)::text AS corps
FROM (
  SELECT r.id, r.numero, r.operation_id, r.ligne, r.depot_id, r.citerne_id, r.produit_id, r.proprietaire_type, r.partenaire_id,
    r.cours_de_route_id, r.dechargement, r.date_reception, r.index_avant, r.index_apres, r.volume_ambiant,
    r.temperature_ambiante_c, r.densite_observee_kgm3, r.edition, r.groupe, r.alpha_15c, r.areometre, r.mode_vcf, r.arrondi_l,
    r.moteur_version, r.densite_a_15_kgm3, r.densite_a_15_g_cm3, r.vcf, r.volume_15c_exact, r.volume_15c, r.statut, r.note,
    r.created_by, r.validated_by, r.created_at,
    d.nom AS depot_nom, c.nom AS citerne_nom, p.nom AS produit_nom, t.nom AS partenaire_nom,
    cdr.numero AS cdr_numero, cdr.plaque_camion, f.nom AS fournisseur_nom, u.nom AS auteur_nom, w.nom AS valideur_nom,
    coalesce(k.volume_ambiant, r.volume_ambiant) AS net_ambiant, coalesce(k.volume_15c, r.volume_15c) AS net_15c,
    coalesce(k.type_correction = 'COMPENSATION', false) AS compensee, a.ajustements,
    (SELECT coalesce(json_agg(json_build_object('id', o.id, 'numero', o.numero, 'ligne', o.ligne, 'citerne_id', o.citerne_id,
        'citerne_nom', oc.nom, 'volume_ambiant', o.volume_ambiant, 'volume_15c', o.volume_15c) ORDER BY o.ligne), '[]')
     FROM receptions o LEFT JOIN citernes oc ON oc.id = o.citerne_id
     WHERE o.operation_id = r.operation_id AND o.id <> r.id) AS autres_lignes
  FROM receptions r
  LEFT JOIN depots d ON d.id = r.depot_id
  LEFT JOIN citernes c ON c.id = r.citerne_id
  LEFT JOIN produits p ON p.id = r.produit_id
  LEFT JOIN partenaires t ON t.id = r.partenaire_id
  LEFT JOIN cours_de_route cdr ON cdr.id = r.cours_de_route_id
  LEFT JOIN noms_fournisseurs f ON f.id = cdr.fournisseur_id
  LEFT JOIN noms_utilisateurs u ON u.id = r.created_by
  LEFT JOIN noms_utilisateurs w ON w.id = r.validated_by
  LEFT JOIN LATERAL (
    SELECT q.type_correction, q.volume_ambiant, q.volume_15c FROM corrections_mouvements q
    WHERE q.mouvement_type = 'RECEPTION' AND q.mouvement_id = r.id ORDER BY q.rang DESC LIMIT 1) k ON true
  CROSS JOIN LATERAL (
    SELECT coalesce(json_agg(json_build_object('id', s.id, 'numero', s.numero, 'rang', s.rang, 'type_correction', s.type_correction,
        'delta_ambiant', s.delta_ambiant, 'delta_15c', s.delta_15c, 'reason', s.reason, 'auteur_nom', v.nom,
        'created_at', s.created_at) ORDER BY s.rang), '[]') AS ajustements
    FROM stocks_adjustments s LEFT JOIN noms_utilisateurs v ON v.id = s.created_by
    WHERE s.mouvement_type = 'RECEPTION' AND s.mouvement_id = r.id) a
  WHERE r.id = $1::uuid
) x
