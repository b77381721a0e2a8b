-- Moves to another status; the trigger admits one step forward.
UPDATE cours_de_route c SET statut = $2::text
WHERE c.id = $1::uuid AND c.statut <> $2::text
RETURNING c.id, c.numero, c.fournisseur_id, (SELECT f.nom FROM noms_fournisseurs f WHERE f.id = c.fournisseur_id) AS fournisseur_nom, c.depot_destination_id,
  (SELECT d.nom FROM depots d WHERE d.id = c.depot_destination_id) AS depot_nom, c.produit_id, (SELECT p.nom FROM produits p WHERE p.id = c.produit_id) AS produit_nom, c.plaque_camion, c.plaque_cle, c.plaque_remorque, c.chauffeur_nom,
  c.transporteur, c.depart_pays, c.date_chargement, c.date_arrivee_prevue, c.volume, c.statut, c.note, c.arrive_at,
  c.nb_dechargements, c.version, c.created_by, c.created_at, c.updated_at
