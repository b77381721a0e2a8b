-- A cours de route of the demo.
INSERT INTO cours_de_route (fournisseur_id, depot_destination_id, produit_id, plaque_camion, plaque_remorque, chauffeur_nom,
  transporteur, depart_pays, date_chargement, date_arrivee_prevue, volume)
VALUES ($1::uuid, '11111111-1111-1111-1111-111111111111', '22222222-2222-2222-2222-222222222222', $2::text, $3::text, $4::text, $5::text,
  $6::text, $7::date, $7::date + 6, $8::numeric)
RETURNING id
