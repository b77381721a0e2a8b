-- One cours de route as the body of the response: names, history of statuses, receptions.
SELECT x.version, row_to_json(x)::text AS corps
FROM (
  SELECT c.id, c.numero, c.fournisseur_id, f.nom AS fournisseur_nom, c.depot_destination_id,
    d.nom AS depot_nom, c.produit_id, p.nom AS produit_nom, c.plaque_camion, c.plaque_cle, c.plaque_remorque, c.chauffeur_nom,
    c.transporteur, c.depart_pays, c.date_chargement, c.date_arrivee_prevue, c.volume, c.statut, c.note, c.arrive_at,
    c.nb_dechargements, c.version, c.created_by, c.created_at, c.updated_at,
    u.nom AS auteur_nom,
    (SELECT coalesce(json_agg(json_build_object('statut', s.statut, 'utilisateur_nom', v.nom, 'change_le', s.change_le)
        ORDER BY s.change_le, s.id), '[]')
     FROM cours_de_route_statuts s LEFT JOIN noms_utilisateurs v ON v.id = s.utilisateur_id
     WHERE s.cours_de_route_id = c.id) AS historique,
    (SELECT coalesce(json_agg(json_build_object('id', r.id, 'numero', r.numero, 'dechargement', r.dechargement,
        'date_reception', r.date_reception, 'citerne_id', r.citerne_id, 'citerne_nom', t.nom, 'volume_ambiant', r.volume_ambiant,
        'volume_15c', r.volume_15c, 'compensee', EXISTS (
          SELECT FROM corrections_mouvements a
          WHERE a.mouvement_type = 'RECEPTION' AND a.mouvement_id = r.id AND a.type_correction = 'COMPENSATION'))
        ORDER BY r.dechargement, r.ligne), '[]')
     FROM receptions r LEFT JOIN citernes t ON t.id = r.citerne_id
     WHERE r.cours_de_route_id = c.id) AS receptions
  FROM cours_de_route c
  LEFT JOIN noms_fournisseurs f ON f.id = c.fournisseur_id
  LEFT JOIN depots d ON d.id = c.depot_destination_id
  LEFT JOIN produits p ON p.id = c.produit_id
  LEFT JOIN noms_utilisateurs u ON u.id = c.created_by
  WHERE c.id = $1::uuid
) x
