-- Clients, partners, carriers and suppliers of a bench, and a second, small depot. The one named Rare… of each is hardly
-- ever met.
INSERT INTO depots (nom, code) VALUES ('Dépôt Likasi', 'LIKAS');
INSERT INTO citernes (depot_id, nom, produit_id, capacite_totale, localisation)
SELECT id, 'TANK1', '640cf7ec-1616-4503-a484-0a61afb20005', 300000, 'Likasi' FROM depots WHERE code = 'LIKAS';
INSERT INTO clients (nom, pays)
SELECT (ARRAY['Minière','Stations','Transports','Cimenterie','Hôpital','Boulangerie','Brasserie','Ferme','Chantier','Société'])[1 + i % 10]
  || ' ' || (ARRAY['Kipushi','Lubilash','Katanga','Sendwe','Ruashi','Kolwezi','Likasi','Kasumbalesa','Fungurume','Kambove'])[1 + i / 10 % 10]
  || CASE WHEN i >= 100 THEN ' ' || 1 + i / 100 ELSE '' END, 'RDC'
FROM generate_series(0, 199) i UNION ALL SELECT 'Rare client', 'RDC';
INSERT INTO partenaires (nom) VALUES ('Cobil'), ('Rare partenaire'), ('SEP Congo');
INSERT INTO transporteurs (nom) SELECT 'Transporteur ' || i FROM generate_series(1, 40) i UNION ALL SELECT 'Rare transporteur';
INSERT INTO fournisseurs (nom, pays) SELECT 'Fournisseur ' || i, 'Zambie' FROM generate_series(1, 20) i UNION ALL SELECT 'Rare fournisseur', 'Zambie';
