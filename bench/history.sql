-- Grows the ledger to :total posted sorties of the past, a thousand a day, going back from yesterday; :made of them
-- are there already. Measures are copied from sorties that the server posted, so that `mlpp verify` has nothing to
-- say. Set-based, as the superuser of a bench's own cluster, with the triggers off: the posting function would take hours.
\set ON_ERROR_STOP on
SET session_replication_role = replica;
SET synchronous_commit = off;
BEGIN;

CREATE TEMP TABLE modele AS
SELECT row_number() OVER (ORDER BY numero) - 1 AS rang, count(*) OVER () AS nombre, s.*
FROM sorties_produit s WHERE s.note = 'modele';

CREATE TEMP TABLE passe AS
SELECT p.jour, p.instant, p.modele, extract(year FROM p.jour)::integer AS annee,
  row_number() OVER (PARTITION BY extract(year FROM p.jour) ORDER BY p.instant) AS suite,
  (lpad(to_hex((extract(epoch FROM p.instant) * 1000)::bigint), 12, '0')
    || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14, 19))::uuid AS id
FROM (
  SELECT j.jour, k.k % (SELECT nombre FROM modele LIMIT 1) AS modele,
    (j.jour + time '06:00' + (999 - (k.k - 1) % 1000) * interval '36 seconds') AT TIME ZONE d.fuseau AS instant
  FROM (SELECT fuseau, app.jour_du_depot(fuseau) - 1 AS hier FROM depots OFFSET 0) d
  CROSS JOIN generate_series(:made + 1, :total) AS k (k)
  CROSS JOIN LATERAL (SELECT d.hier - ((k.k - 1) / 1000)::integer AS jour) j
) p;

CREATE TEMP TABLE document AS
SELECT p.id, 'SOR-' || p.annee || '-' || lpad((coalesce(c.dernier, 0) + p.suite)::text, 6, '0') AS numero, p.jour, p.instant,
  p.annee, p.modele
FROM passe p
CROSS JOIN depots d
LEFT JOIN compteurs c ON c.depot_id = d.id AND c.type = 'SOR' AND c.annee = p.annee
ORDER BY p.instant;

INSERT INTO compteurs AS c (depot_id, type, annee, dernier)
SELECT d.id, 'SOR', n.annee, count(*) FROM document n CROSS JOIN depots d GROUP BY d.id, n.annee
ON CONFLICT (depot_id, type, annee) DO UPDATE SET dernier = c.dernier + excluded.dernier;

INSERT INTO sorties_produit (id, numero, operation_id, depot_id, citerne_id, produit_id, proprietaire_type, client_id, date_sortie,
  chauffeur_nom, plaque_camion, index_avant, index_apres, volume_ambiant, temperature_ambiante_c, densite_observee_kgm3, edition,
  groupe, alpha_15c, areometre, mode_vcf, arrondi_l, moteur_version, densite_a_15_kgm3, vcf, volume_15c_exact, volume_15c,
  created_by, validated_by, created_at)
SELECT n.id, n.numero, gen_random_uuid(), m.depot_id, m.citerne_id, m.produit_id, m.proprietaire_type, m.client_id, n.jour,
  m.chauffeur_nom, m.plaque_camion, m.index_avant, m.index_apres, m.volume_ambiant, m.temperature_ambiante_c,
  m.densite_observee_kgm3, m.edition, m.groupe, m.alpha_15c, m.areometre, m.mode_vcf, m.arrondi_l, m.moteur_version,
  m.densite_a_15_kgm3, m.vcf, m.volume_15c_exact, m.volume_15c, m.created_by, m.validated_by, n.instant
FROM document n JOIN modele m ON m.rang = n.modele ORDER BY n.instant;

INSERT INTO mouvements_stock (ligne_id, depot_id, citerne_id, produit_id, proprietaire_type, type, document_id, numero,
  delta_ambiant, delta_15c, date_effet, tardif, enregistre_le, created_by)
SELECT l.id, m.depot_id, m.citerne_id, m.produit_id, m.proprietaire_type, 'SORTIE', n.id, n.numero,
  -m.volume_ambiant, -m.volume_15c, n.jour, false, n.instant, m.created_by
FROM document n
JOIN modele m ON m.rang = n.modele
JOIN stocks_snapshot l ON l.citerne_id = m.citerne_id AND l.proprietaire_type = m.proprietaire_type
ORDER BY n.instant;

INSERT INTO log_actions (user_id, action, module, depot_id, cible_id, details, created_at)
SELECT m.created_by, a.action, 'sorties_produit', m.depot_id, n.id, jsonb_strip_nulls(jsonb_build_object(
    'numero', n.numero, 'citerne_id', m.citerne_id, 'produit_id', m.produit_id, 'proprietaire_type', m.proprietaire_type,
    'client_id', m.client_id, 'volume_ambiant', m.volume_ambiant, 'volume_15c', m.volume_15c, 'date', n.jour)), n.instant
FROM document n
JOIN modele m ON m.rang = n.modele
CROSS JOIN (VALUES ('SORTIE_CREEE'), ('SORTIE_VALIDE')) AS a (action)
ORDER BY n.instant;

DELETE FROM stocks_journaliers;
INSERT INTO stocks_journaliers (ligne_id, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, date_jour,
  stock_ambiant, stock_15c)
SELECT ligne_id, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, date_effet,
  sum(sum(delta_ambiant)) OVER w, sum(sum(delta_15c)) OVER w
FROM mouvements_stock
GROUP BY ligne_id, depot_id, citerne_id, produit_id, proprietaire_type, partenaire_id, date_effet
WINDOW w AS (PARTITION BY ligne_id ORDER BY date_effet);

UPDATE stocks_snapshot s
SET stock_ambiant = l.ambiant, stock_15c = l.a_15c, dernier_jour = l.jour, last_movement_at = l.instant
FROM (
  SELECT ligne_id, sum(delta_ambiant) AS ambiant, sum(delta_15c) AS a_15c, max(date_effet) AS jour, max(enregistre_le) AS instant
  FROM mouvements_stock GROUP BY ligne_id) l
WHERE l.ligne_id = s.id;

COMMIT;
VACUUM (ANALYZE);
CHECKPOINT;
