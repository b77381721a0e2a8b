-- Cours de route with the names they are read by; those of suppliers are grouped so that the planner may leave the join out.
SELECT c.id, c.numero, c.fournisseur_id, f.nom AS fournisseur_nom, c.depot_destination_id,
  d.nom AS depot_nom, c.produit_id, p.nom AS produit_nom, c.plaque_camion, c.plaque_cle, c.plaque_remorque, c.chauffeur_nom,
  c.transporteur, c.depart_pays, c.date_chargement, c.date_arrivee_prevue, c.volume, c.statut, c.note, c.arrive_at,
  c.nb_dechargements, c.version, c.created_by, c.created_at, c.updated_at
FROM cours_de_route c
LEFT JOIN (SELECT id, max(nom) AS nom FROM noms_fournisseurs GROUP BY id) f ON f.id = c.fournisseur_id
LEFT JOIN depots d ON d.id = c.depot_destination_id
LEFT JOIN produits p ON p.id = c.produit_id
