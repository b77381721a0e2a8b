-- Changes the fields given when the version is still the one read; the trigger knows which right that takes.
UPDATE cours_de_route c
SET (fournisseur_id, depot_destination_id, produit_id, plaque_camion, plaque_remorque, chauffeur_nom, transporteur,
  depart_pays, date_chargement, date_arrivee_prevue, volume, note) =
  (SELECT m.fournisseur_id, m.depot_destination_id, m.produit_id, m.plaque_camion, m.plaque_remorque, m.chauffeur_nom,
     m.transporteur, m.depart_pays, m.date_chargement, m.date_arrivee_prevue, m.volume, m.note
   FROM jsonb_populate_record(c, $3::jsonb) m)
WHERE c.id = $1::uuid AND c.version = $2::bigint
RETURNING c.id, c.numero, c.fournisseur_id, (SELECT f.nom FROM noms_fournisseurs f WHERE f.id = c.fournisseur_id) AS fournisseur_nom, c.depot_destination_id,
  (SELECT d.nom FROM depots d WHERE d.id = c.depot_destination_id) AS depot_nom, c.produit_id, (SELECT p.nom FROM produits p WHERE p.id = c.produit_id) AS produit_nom, c.plaque_camion, c.plaque_cle, c.plaque_remorque, c.chauffeur_nom,
  c.transporteur, c.depart_pays, c.date_chargement, c.date_arrivee_prevue, c.volume, c.statut, c.note, c.arrive_at,
  c.nb_dechargements, c.version, c.created_by, c.created_at, c.updated_at
