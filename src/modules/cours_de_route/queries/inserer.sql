-- A new cours de route; the trigger numbers it and starts it in CHARGEMENT.
INSERT INTO cours_de_route AS c (fournisseur_id, depot_destination_id, produit_id, plaque_camion, plaque_remorque, chauffeur_nom, transporteur,
  depart_pays, date_chargement, date_arrivee_prevue, volume, note)
VALUES ($1::uuid, $2::uuid, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text, $9::date, $10::date, $11::numeric, $12::text)
RETURNING c.id, c.numero, c.fournisseur_id, (SELECT f.nom FROM noms_fournisseurs f WHERE f.id = c.fournisseur_id) AS fournisseur_nom, c.depot_destination_id,
  (SELECT d.nom FROM depots d WHERE d.id = c.depot_destination_id) AS depot_nom, c.produit_id, (SELECT p.nom FROM produits p WHERE p.id = c.produit_id) AS produit_nom, c.plaque_camion, c.plaque_cle, c.plaque_remorque, c.chauffeur_nom,
  c.transporteur, c.depart_pays, c.date_chargement, c.date_arrivee_prevue, c.volume, c.statut, c.note, c.arrive_at,
  c.nb_dechargements, c.version, c.created_by, c.created_at, c.updated_at
