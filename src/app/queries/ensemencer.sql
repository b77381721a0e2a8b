-- The production-like seed: one depot, two products, six tanks, nothing else. Running it again changes nothing.
WITH depot AS (
  INSERT INTO depots (id, nom, code, adresse)
  VALUES ('11111111-1111-1111-1111-111111111111', 'Dépôt Daipn', 'DAIPN', 'Route Kipushi, Lubumbashi')
  ON CONFLICT DO NOTHING RETURNING id
), produit AS (
  INSERT INTO produits (id, nom, code, groupe, densite_min_kgm3, densite_max_kgm3)
  VALUES ('640cf7ec-1616-4503-a484-0a61afb20005', 'Essence', 'ESS', 'B', 680, 790),
    ('22222222-2222-2222-2222-222222222222', 'Gasoil', 'G.O', 'B', 780, 900)
  ON CONFLICT DO NOTHING RETURNING id
), citerne AS (
  INSERT INTO citernes (depot_id, nom, produit_id, capacite_totale, localisation)
  SELECT '11111111-1111-1111-1111-111111111111', 'TANK' || n, '22222222-2222-2222-2222-222222222222',
    CASE WHEN n <= 4 THEN 500000 ELSE 300000 END, 'Parc principal'
  FROM generate_series(1, 6) n
  ON CONFLICT DO NOTHING RETURNING id
)
SELECT (SELECT count(*) FROM depot) + (SELECT count(*) FROM produit) + (SELECT count(*) FROM citerne)
