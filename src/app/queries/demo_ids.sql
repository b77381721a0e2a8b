-- Ids of the demo's counterparts, in the order of their names.
SELECT (SELECT array_agg(id ORDER BY nom) FROM fournisseurs) AS fournisseurs, (SELECT array_agg(id ORDER BY nom) FROM clients) AS clients,
  (SELECT array_agg(id ORDER BY nom) FROM partenaires) AS partenaires, (SELECT array_agg(id ORDER BY nom) FROM transporteurs) AS transporteurs,
  (SELECT array_agg(id ORDER BY nom) FROM citernes WHERE depot_id = '11111111-1111-1111-1111-111111111111') AS citernes,
  app.jour_du_depot((SELECT fuseau FROM depots WHERE id = '11111111-1111-1111-1111-111111111111')) AS aujourdhui
