-- Grows the ledger to :total posted movements of the past, a thousand a day, going back from yesterday; :made of them are
-- there already. One in twenty is a reception, nearly all of those with a cours de route; one sortie in four hundred is
-- compensated. Who, what and when vary as in a depot: a few clients take most, some only long ago, some hardly ever.
-- Measures are copied from movements that the server posted, so that `mlpp verify` has nothing to say. Set-based, as the
-- superuser of a bench's own cluster, with the triggers off: the posting function would take hours.
\set ON_ERROR_STOP on
SET session_replication_role = replica;
SET synchronous_commit = off;
SET work_mem = '256MB';
SET maintenance_work_mem = '512MB';
BEGIN;

-- Building the indexes of the large tables at the end takes a fifth of the time.
CREATE TEMP TABLE index_a_refaire AS
SELECT i.indexrelid::regclass::text AS nom, pg_get_indexdef(i.indexrelid) AS definition
FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid
WHERE c.oid IS NULL AND NOT i.indisunique
  AND i.indrelid IN ('sorties_produit'::regclass, 'receptions'::regclass, 'mouvements_stock'::regclass, 'log_actions'::regclass);
SELECT format('DROP INDEX %s', nom) FROM index_a_refaire \gexec

-- A number below `parmi` that hangs on `k` alone, and one that is small more often than large.
CREATE FUNCTION pg_temp.tirage(k bigint, graine integer, parmi bigint) RETURNS integer LANGUAGE sql IMMUTABLE
RETURN (pg_catalog.hashint8extended(k, graine) & 2147483647) % parmi;
CREATE FUNCTION pg_temp.penche(k bigint, graine integer, parmi bigint) RETURNS integer LANGUAGE sql IMMUTABLE
RETURN floor(parmi * power((pg_catalog.hashint8extended(k, graine) & 2147483647) / 2147483648.0::float8, 3));

CREATE FUNCTION pg_temp.identifiant(instant timestamptz) RETURNS uuid LANGUAGE sql VOLATILE
RETURN (lpad(to_hex((extract(epoch FROM instant) * 1000)::bigint), 12, '0') || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14, 19))::uuid;

CREATE TEMP TABLE modele_sortie AS
SELECT row_number() OVER (PARTITION BY depot_id ORDER BY numero) - 1 AS rang, count(*) OVER (PARTITION BY depot_id) AS nombre, s.*
FROM sorties_produit s WHERE s.note = 'modele';
CREATE TEMP TABLE modele_reception AS
SELECT row_number() OVER (ORDER BY numero) - 1 AS rang, count(*) OVER () AS nombre, r.* FROM receptions r WHERE r.note = 'modele';

-- The counterparts in an order of their own; the last one of each is hardly ever drawn.
CREATE TEMP TABLE tiers AS
SELECT genre, id, row_number() OVER (PARTITION BY genre ORDER BY nom LIKE 'Rare%', md5(nom)) - 1 AS rang,
  count(*) OVER (PARTITION BY genre) - 1 AS dernier
FROM (
  SELECT 'client' AS genre, id, nom FROM clients UNION ALL SELECT 'transporteur', id, nom FROM transporteurs
  UNION ALL SELECT 'fournisseur', id, nom FROM fournisseurs
  UNION ALL SELECT 'utilisateur', u.id, u.email FROM utilisateurs u WHERE u.email LIKE '%@demo.local') t;
CREATE TEMP TABLE camion AS
SELECT i AS rang,
  (ARRAY['Jean','Pierre','Joseph','Patrick','Trésor','Fiston','Héritier','Dieudonné','Moïse','Gédéon','Serge','Papy','Junior',
    'Christian','Olivier','Didier','Alain','Guy','Freddy','Éric'])[1 + i % 20] || ' ' ||
  (ARRAY['Kabila','Mutombo','Ilunga','Kasongo','Tshibangu','Mwamba','Kalala','Ngoy','Banza','Mukendi','Kabongo','Mbuyi','Lukusa',
    'Kyungu','Monga','Tshala','Nkulu','Mpoyo','Kitenge','Umba','Sompwe','Kazadi','Lumbala'])[1 + i % 23] || ' ' ||
  (ARRAY['Wa Ilunga','Mujinga','Kapend','Muteba','Yav','Chola','Mwepu','Kilufya'])[1 + i / 460 % 8] AS chauffeur,
  (ARRAY['CGO','KAT','LUB','HKT','ZM'])[1 + i % 5] || ' ' || (1000 + i * 7 % 9000) || ' ' || chr(65 + i % 26) || chr(65 + i / 26 % 26) AS plaque,
  'REM ' || (100 + i * 13 % 900) || ' ' || chr(65 + i / 7 % 26) AS remorque
FROM generate_series(0, 1799) i;

CREATE TEMP TABLE passe AS
SELECT p.*, p.k % 20 = 0 AS reception, p.k % 1000 = 7 AS autre_depot, p.k % 100000 = 11 AS rare,
  pg_temp.penche(p.k, 5, 1800) AS camion, pg_temp.penche(p.k, 8, e.utilisateur + 1) AS utilisateur,
  -- The second client took a lot until two years ago.
  CASE WHEN p.k % 100000 IN (11, 13) THEN e.client ELSE nullif(pg_temp.penche(p.k, 3, e.client), CASE WHEN p.age < 730 THEN 1 END) END AS client,
  CASE WHEN p.k % 100000 = 11 THEN e.transporteur WHEN p.k % 5 < 3 THEN pg_temp.penche(p.k, 4, e.transporteur) END AS transporteur,
  CASE WHEN p.k % 100000 = 20 THEN e.fournisseur ELSE pg_temp.penche(p.k, 3, e.fournisseur) END AS fournisseur,
  pg_temp.identifiant(p.instant) AS id,
  CASE WHEN p.k % 33 = 5 THEN
    (ARRAY['Niveau relu avec le chauffeur','Scellés remplacés au quai','Départ différé, panne de pompe','Bon signé par le remplaçant',
      'Échantillon prélevé et conservé','Camion pesé deux fois','Compteur contrôlé avant chargement','Attente du laissez-passer'])
      [1 + pg_temp.tirage(p.k, 6, 8)] || ', dossier ' || pg_temp.tirage(p.k, 7, 90000) END AS note
FROM (
  SELECT k.k, j.jour, j.hier - j.jour AS age,
    (j.jour + time '06:00' + (999 - (k.k - 1) % 1000) * interval '36 seconds') AT TIME ZONE d.fuseau AS instant
  FROM (SELECT fuseau, app.jour_du_depot(fuseau) - 1 AS hier FROM depots WHERE code = 'DAIPN' OFFSET 0) d
  CROSS JOIN generate_series((:made + 1)::bigint, :total) AS k (k)
  CROSS JOIN LATERAL (SELECT d.hier, d.hier - ((k.k - 1) / 1000)::integer AS jour) j
) p
CROSS JOIN (
  SELECT max(dernier) FILTER (WHERE genre = 'client') AS client, max(dernier) FILTER (WHERE genre = 'transporteur') AS transporteur,
    max(dernier) FILTER (WHERE genre = 'fournisseur') AS fournisseur, max(dernier) FILTER (WHERE genre = 'utilisateur') AS utilisateur
  FROM tiers) e;
ANALYZE passe;

-- ---------------------------------------------------------------------------------------------------------
-- What each movement becomes
-- ---------------------------------------------------------------------------------------------------------

-- A partner's stock line where the tank has one, in one sortie of twelve and one reception of twenty.
CREATE TEMP TABLE sortie AS
SELECT p.*, m.depot_id, m.citerne_id, m.rang AS modele, l.partenaire_id, coalesce(l.proprietaire_type, 'MONALUXE') AS proprietaire_type,
  CASE WHEN l.id IS NULL THEN c.id END AS client_id, t.id AS transporteur_id, u.id AS auteur
FROM passe p
JOIN (SELECT depot_id = '11111111-1111-1111-1111-111111111111' AS grand, min(nombre) AS nombre FROM modele_sortie GROUP BY 1) g
  ON g.grand <> p.autre_depot
JOIN modele_sortie m ON (m.depot_id = '11111111-1111-1111-1111-111111111111') = g.grand AND m.rang = pg_temp.tirage(p.k, 1, g.nombre)
LEFT JOIN LATERAL (
  SELECT s.* FROM stocks_snapshot s WHERE s.citerne_id = m.citerne_id AND s.partenaire_id IS NOT NULL AND (p.rare OR p.k % 12 = 1)
  ORDER BY (s.partenaire_id = (SELECT id FROM partenaires WHERE nom LIKE 'Rare%')) = p.rare DESC, pg_temp.tirage(p.k, 2, 1000), s.partenaire_id
  LIMIT 1) l ON true
JOIN tiers c ON c.genre = 'client' AND c.rang = coalesce(p.client, 0)
LEFT JOIN tiers t ON t.genre = 'transporteur' AND t.rang = p.transporteur
JOIN tiers u ON u.genre = 'utilisateur' AND u.rang = p.utilisateur
WHERE NOT p.reception;

CREATE TEMP TABLE reception AS
SELECT p.*, m.depot_id, m.citerne_id, m.produit_id, m.volume_ambiant, m.rang AS modele, l.partenaire_id,
  coalesce(l.proprietaire_type, 'MONALUXE') AS proprietaire_type, f.id AS fournisseur_id, u.id AS auteur,
  CASE WHEN l.id IS NULL THEN pg_temp.identifiant(p.instant - interval '6 days') END AS cours_de_route_id
FROM passe p
JOIN modele_reception m ON m.rang = pg_temp.tirage(p.k, 1, (SELECT max(nombre) FROM modele_reception))
LEFT JOIN LATERAL (
  SELECT s.* FROM stocks_snapshot s WHERE s.citerne_id = m.citerne_id AND s.partenaire_id IS NOT NULL AND p.k % 400 = 0
  ORDER BY pg_temp.tirage(p.k, 2, 1000), s.partenaire_id LIMIT 1) l ON true
JOIN tiers f ON f.genre = 'fournisseur' AND f.rang = p.fournisseur
JOIN tiers u ON u.genre = 'utilisateur' AND u.rang = p.utilisateur
WHERE p.reception;

-- Every document with the number that its series gives it: the older ones came later to this database.
CREATE TEMP TABLE document AS
SELECT d.type, d.id, d.depot_id, d.instant, extract(year FROM d.jour)::integer AS annee,
  d.type || '-' || extract(year FROM d.jour) || '-' || lpad((coalesce(c.dernier, 0)
    + row_number() OVER (PARTITION BY d.type, d.depot_id, extract(year FROM d.jour) ORDER BY d.instant, d.id))::text, 6, '0') AS numero
FROM (
  SELECT 'SOR' AS type, id, depot_id, jour, instant FROM sortie
  UNION ALL SELECT 'REC', id, depot_id, jour, instant FROM reception
  UNION ALL SELECT 'CDR', cours_de_route_id, depot_id, jour - 6, instant - interval '6 days' FROM reception WHERE cours_de_route_id IS NOT NULL
  UNION ALL SELECT 'AJU', pg_temp.identifiant(instant + interval '10 minutes'), depot_id, jour, instant + interval '10 minutes' FROM sortie WHERE k % 400 = 1
) d
LEFT JOIN compteurs c ON c.depot_id = d.depot_id AND c.type = d.type AND c.annee = extract(year FROM d.jour);
CREATE INDEX ON document (id);
ANALYZE document;
INSERT INTO compteurs AS c (depot_id, type, annee, dernier)
SELECT depot_id, type, annee, count(*) FROM document GROUP BY depot_id, type, annee
ON CONFLICT (depot_id, type, annee) DO UPDATE SET dernier = c.dernier + excluded.dernier;

-- ---------------------------------------------------------------------------------------------------------
-- The documents
-- ---------------------------------------------------------------------------------------------------------

-- When each truck left, reached the border and arrived: seconds after it began loading, six days before its discharge.
CREATE TEMP TABLE etapes AS
SELECT cours_de_route_id AS id, 50400 + pg_temp.tirage(k, 11, 36000) AS transit, 345600 + pg_temp.tirage(k, 17, 36000) AS frontiere,
  507600 AS arrive
FROM reception WHERE cours_de_route_id IS NOT NULL;

INSERT INTO cours_de_route (id, numero, fournisseur_id, depot_destination_id, produit_id, plaque_camion, plaque_remorque, chauffeur_nom,
  transporteur, depart_pays, date_chargement, date_arrivee_prevue, volume, statut, note, arrive_at, depuis, duree_chargement_s, duree_transit_s, duree_frontiere_s, duree_arrive_s,
  nb_dechargements, created_by, created_at)
SELECT r.cours_de_route_id, n.numero, r.fournisseur_id, r.depot_id, r.produit_id, c.plaque, c.remorque, c.chauffeur,
  (ARRAY['Reliance Haulage','Trans Lualaba','Impala Terminals','Bravo Logistics','Savanna Cargo'])[1 + pg_temp.tirage(r.k, 9, 5)],
  (ARRAY['Zambie','Tanzanie','Afrique du Sud','Namibie'])[1 + pg_temp.tirage(r.k, 10, 4)], r.jour - 6, r.jour, r.volume_ambiant + 5 * (r.k % 97),
  'DECHARGE', r.note, r.instant - interval '3 hours', r.instant, e.transit, e.frontiere - e.transit, e.arrive - e.frontiere, 518400 - e.arrive,
  1, r.auteur, r.instant - interval '6 days'
FROM reception r JOIN document n ON n.id = r.cours_de_route_id JOIN camion c ON c.rang = r.camion JOIN etapes e ON e.id = r.cours_de_route_id
ORDER BY r.instant;

INSERT INTO cours_de_route_statuts (cours_de_route_id, statut, utilisateur_id, change_le)
SELECT r.cours_de_route_id, e.statut, r.auteur,
  r.instant - interval '6 days' + e.apres * interval '1 second'
FROM reception r JOIN etapes t ON t.id = r.cours_de_route_id
CROSS JOIN LATERAL (VALUES ('CHARGEMENT', 0), ('TRANSIT', t.transit), ('FRONTIERE', t.frontiere), ('ARRIVE', t.arrive),
  ('DECHARGE', 518400)) AS e (statut, apres)
ORDER BY r.instant, e.apres;

INSERT INTO receptions (id, numero, operation_id, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, cours_de_route_id,
  dechargement, date_reception, index_avant, index_apres, volume_ambiant, temperature_ambiante_c, densite_observee_kgm3, edition, groupe,
  alpha_15c, areometre, mode_vcf, arrondi_l, moteur_version, densite_a_15_kgm3, vcf, volume_15c_exact, volume_15c, note, created_by,
  validated_by, created_at)
SELECT r.id, n.numero, gen_random_uuid(), r.depot_id, r.citerne_id, r.produit_id, r.proprietaire_type, r.partenaire_id, r.cours_de_route_id,
  CASE WHEN r.cours_de_route_id IS NOT NULL THEN 1 END, r.jour, m.index_avant, m.index_apres, m.volume_ambiant, m.temperature_ambiante_c,
  m.densite_observee_kgm3, m.edition, m.groupe, m.alpha_15c, m.areometre, m.mode_vcf, m.arrondi_l, m.moteur_version, m.densite_a_15_kgm3,
  m.vcf, m.volume_15c_exact, m.volume_15c, r.note, r.auteur, r.auteur, r.instant
FROM reception r JOIN document n ON n.id = r.id JOIN modele_reception m ON m.rang = r.modele ORDER BY r.instant;

INSERT INTO sorties_produit (id, numero, operation_id, depot_id, citerne_id, produit_id, proprietaire_type, client_id, partenaire_id,
  date_sortie, chauffeur_nom, plaque_camion, plaque_remorque, transporteur_id, index_avant, index_apres, volume_ambiant,
  temperature_ambiante_c, densite_observee_kgm3, edition, groupe, alpha_15c, areometre, mode_vcf, arrondi_l, moteur_version,
  densite_a_15_kgm3, vcf, volume_15c_exact, volume_15c, note, created_by, validated_by, created_at)
SELECT s.id, n.numero, gen_random_uuid(), s.depot_id, s.citerne_id, m.produit_id, s.proprietaire_type, s.client_id, s.partenaire_id, s.jour,
  CASE WHEN s.rare THEN 'Zacharie Unique' ELSE c.chauffeur END, CASE WHEN s.rare THEN 'RAR 0001 ZZ' ELSE c.plaque END,
  CASE WHEN s.k % 2 = 0 THEN c.remorque END, s.transporteur_id, m.index_avant, m.index_apres, m.volume_ambiant, m.temperature_ambiante_c,
  m.densite_observee_kgm3, m.edition, m.groupe, m.alpha_15c, m.areometre, m.mode_vcf, m.arrondi_l, m.moteur_version, m.densite_a_15_kgm3,
  m.vcf, m.volume_15c_exact, m.volume_15c, CASE WHEN s.rare THEN 'Fuite constatée sous la vanne' ELSE s.note END, s.auteur, s.auteur, s.instant
FROM sortie s JOIN document n ON n.id = s.id JOIN modele_sortie m ON m.depot_id = s.depot_id AND m.rang = s.modele
JOIN camion c ON c.rang = s.camion ORDER BY s.instant;

INSERT INTO stocks_adjustments (id, numero, mouvement_type, mouvement_id, type_correction, depot_id, citerne_id, produit_id, proprietaire_type,
  partenaire_id, delta_ambiant, delta_15c, volume_ambiant, temperature_ambiante_c, densite_observee_kgm3, densite_a_15_kgm3, vcf, volume_15c,
  avant, date_effet, reason, created_by, created_at)
SELECT n.id, n.numero, 'SORTIE', s.id, 'COMPENSATION', s.depot_id, s.citerne_id, s.produit_id, s.proprietaire_type, s.partenaire_id,
  s.volume_ambiant, s.volume_15c, 0, s.temperature_ambiante_c, s.densite_observee_kgm3, s.densite_a_15_kgm3, s.vcf, 0,
  app.mesure_en_json(s.volume_ambiant, s.temperature_ambiante_c, s.densite_observee_kgm3, s.densite_a_15_kgm3, s.vcf, s.volume_15c), s.date_sortie,
  '[COMPENSATION] Bon saisi deux fois au portail, dossier ' || p.k, s.created_by, n.instant
FROM (SELECT *, row_number() OVER (ORDER BY instant, id) AS rang FROM document WHERE type = 'AJU') n
JOIN (SELECT *, row_number() OVER (ORDER BY instant) AS rang FROM sortie WHERE k % 400 = 1) p ON p.rang = n.rang
JOIN sorties_produit s ON s.id = p.id ORDER BY n.instant;

-- ---------------------------------------------------------------------------------------------------------
-- Ledger, log, day lines, current lines
-- ---------------------------------------------------------------------------------------------------------

INSERT INTO mouvements_stock (ligne_id, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, type, document_id, numero,
  delta_ambiant, delta_15c, date_effet, tardif, enregistre_le, created_by)
SELECT l.id, d.depot_id, d.citerne_id, d.produit_id, d.proprietaire_type, d.partenaire_id, d.type, d.id, d.numero, d.ambiant, d.a_15c, d.jour,
  false, d.created_at, d.created_by
FROM (
  SELECT 'RECEPTION' AS type, id, numero, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, volume_ambiant AS ambiant,
    volume_15c AS a_15c, date_reception AS jour, created_at, created_by FROM receptions
  UNION ALL SELECT 'SORTIE', id, numero, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, -volume_ambiant, -volume_15c,
    date_sortie, created_at, created_by FROM sorties_produit
  UNION ALL SELECT 'AJUSTEMENT', id, numero, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, delta_ambiant, delta_15c,
    date_effet, created_at, created_by FROM stocks_adjustments
) d
JOIN document n ON n.id = d.id
JOIN stocks_snapshot l ON l.citerne_id = d.citerne_id AND l.proprietaire_type = d.proprietaire_type
  AND l.partenaire_id IS NOT DISTINCT FROM d.partenaire_id
ORDER BY d.created_at;

INSERT INTO log_actions (user_id, action, module, niveau, depot_id, cible_id, details, created_at)
SELECT g.user_id, g.action, g.module, g.niveau, g.depot_id, g.cible_id, jsonb_strip_nulls(g.details), g.instant
FROM (
  SELECT s.created_by AS user_id, a.action, 'sorties_produit' AS module, 'INFO' AS niveau, s.depot_id, s.id AS cible_id, jsonb_build_object(
    'numero', s.numero, 'citerne_id', s.citerne_id, 'produit_id', s.produit_id, 'proprietaire_type', s.proprietaire_type,
    'client_id', s.client_id, 'partenaire_id', s.partenaire_id, 'volume_ambiant', s.volume_ambiant, 'volume_15c', s.volume_15c,
    'date', s.date_sortie) AS details, s.created_at AS instant
  FROM document n JOIN sorties_produit s ON s.id = n.id CROSS JOIN (VALUES ('SORTIE_CREEE'), ('SORTIE_VALIDE')) AS a (action)
  UNION ALL
  SELECT r.created_by, a.action, 'receptions', 'INFO', r.depot_id, r.id, jsonb_build_object(
    'numero', r.numero, 'citerne_id', r.citerne_id, 'produit_id', r.produit_id, 'proprietaire_type', r.proprietaire_type,
    'partenaire_id', r.partenaire_id, 'cours_de_route_id', r.cours_de_route_id, 'volume_ambiant', r.volume_ambiant,
    'volume_15c', r.volume_15c, 'date', r.date_reception), r.created_at
  FROM document n JOIN receptions r ON r.id = n.id CROSS JOIN (VALUES ('RECEPTION_CREEE'), ('RECEPTION_VALIDE')) AS a (action)
  UNION ALL
  SELECT c.created_by, CASE e.statut WHEN 'CHARGEMENT' THEN 'CDR_CREE' ELSE 'CDR_STATUT_CHANGE' END, 'cours_de_route', 'INFO',
    c.depot_destination_id, c.id, jsonb_build_object('numero', c.numero, 'statut', e.statut, 'volume', c.volume, 'plaque', c.plaque_camion), e.change_le
  FROM document n JOIN cours_de_route c ON c.id = n.id JOIN cours_de_route_statuts e ON e.cours_de_route_id = c.id
  UNION ALL
  SELECT a.created_by, 'STOCK_ADJUSTMENT_CREATED', 'stocks', 'CRITICAL', a.depot_id, a.id, jsonb_build_object('numero', a.numero,
    'mouvement_type', a.mouvement_type, 'mouvement_id', a.mouvement_id, 'type_correction', a.type_correction, 'citerne_id', a.citerne_id,
    'produit_id', a.produit_id, 'proprietaire_type', a.proprietaire_type, 'partenaire_id', a.partenaire_id, 'delta_ambiant', a.delta_ambiant,
    'delta_15c', a.delta_15c, 'reason', a.reason), a.created_at
  FROM document n JOIN stocks_adjustments a ON a.id = n.id
  UNION ALL
  SELECT u.id, CASE WHEN p.k % 2000 = 3 THEN 'LOGIN_KO' ELSE 'LOGIN_OK' END, 'securite', CASE WHEN p.k % 2000 = 3 THEN 'WARNING' ELSE 'INFO' END,
    NULL, u.id, jsonb_build_object('adresse', '192.0.2.' || pg_temp.tirage(p.k, 12, 250)), p.instant
  FROM passe p JOIN tiers u ON u.genre = 'utilisateur' AND u.rang = p.utilisateur WHERE p.k % 100 = 3
  UNION ALL
  SELECT u.id, 'CLIENT_MODIFIE', 'referentiels', 'INFO', NULL, c.id, jsonb_build_object('avant', jsonb_build_object('contact_personne', o.chauffeur),
    'apres', jsonb_build_object('contact_personne', n.chauffeur)), p.instant
  FROM passe p JOIN tiers u ON u.genre = 'utilisateur' AND u.rang = 0
  JOIN tiers c ON c.genre = 'client' AND c.rang = coalesce(p.client, 0)
  JOIN camion o ON o.rang = pg_temp.tirage(p.k, 15, 1800) JOIN camion n ON n.rang = pg_temp.tirage(p.k, 16, 1800) WHERE p.k % 2500 = 9
) g
ORDER BY g.instant;

SELECT definition FROM index_a_refaire \gexec
SELECT format('ALTER INDEX %s ALTER COLUMN 1 SET STATISTICS 0', nom) FROM index_a_refaire WHERE definition LIKE '%USING gin%' \gexec
DELETE FROM stocks_journaliers;
INSERT INTO stocks_journaliers (ligne_id, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, date_jour,
  stock_ambiant, stock_15c)
SELECT ligne_id, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, date_effet,
  sum(sum(delta_ambiant)) OVER w, sum(sum(delta_15c)) OVER w
FROM mouvements_stock
GROUP BY ligne_id, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, date_effet
WINDOW w AS (PARTITION BY ligne_id ORDER BY date_effet);

UPDATE stocks_snapshot s
SET stock_ambiant = l.ambiant, stock_15c = l.a_15c, delta_ambiant_total = l.ajuste, delta_15c_total = l.ajuste_15c,
  dernier_jour = l.jour, last_movement_at = l.instant
FROM (
  SELECT ligne_id, sum(delta_ambiant) AS ambiant, sum(delta_15c) AS a_15c,
    coalesce(sum(delta_ambiant) FILTER (WHERE type = 'AJUSTEMENT'), 0) AS ajuste,
    coalesce(sum(delta_15c) FILTER (WHERE type = 'AJUSTEMENT'), 0) AS ajuste_15c,
    max(date_effet) AS jour, max(enregistre_le) AS instant
  FROM mouvements_stock GROUP BY ligne_id) l
WHERE l.ligne_id = s.id;

COMMIT;
VACUUM (ANALYZE);
CHECKPOINT;
