-- Counts and volumes of the trips of a period by status, supplier, product and week, and how long they really took.
WITH cours AS (
  SELECT c.id, c.statut, c.volume, c.fournisseur_id, c.produit_id, c.date_chargement
  FROM cours_de_route c
  WHERE ($1::uuid IS NULL OR c.depot_destination_id = $1) AND ($2::uuid IS NULL OR c.fournisseur_id = $2)
    AND ($3::uuid IS NULL OR c.produit_id = $3) AND ($4::date IS NULL OR c.date_chargement >= $4)
    AND ($5::date IS NULL OR c.date_chargement <= $5)
), passages AS (
  SELECT s.statut, lead(s.change_le) OVER (PARTITION BY s.cours_de_route_id ORDER BY s.change_le, s.id) - s.change_le AS duree
  FROM cours_de_route_statuts s JOIN cours ON cours.id = s.cours_de_route_id
), heures AS (
  SELECT statut, extract(epoch FROM duree) / 3600.0 AS h FROM passages WHERE duree IS NOT NULL AND statut <> 'DECHARGE'
)
SELECT json_build_object(
  'nombre', (SELECT count(*) FROM cours),
  'volume_total', (SELECT coalesce(sum(volume), 0) FROM cours),
  'volume_moyen', (SELECT round(avg(volume), 3) FROM cours),
  'par_statut', (SELECT coalesce(json_agg(json_build_object('statut', e.statut, 'nombre', coalesce(n.nombre, 0),
      'volume', coalesce(n.volume, 0)) ORDER BY e.rang), '[]')
    FROM unnest('{CHARGEMENT,TRANSIT,FRONTIERE,ARRIVE,DECHARGE}'::text[]) WITH ORDINALITY AS e (statut, rang)
    LEFT JOIN (SELECT statut, count(*) AS nombre, sum(volume) AS volume FROM cours GROUP BY statut) n ON n.statut = e.statut),
  'par_fournisseur', (SELECT coalesce(json_agg(json_build_object('id', n.id, 'nom', f.nom, 'nombre', n.nombre, 'volume', n.volume)
      ORDER BY n.volume DESC, n.id), '[]')
    FROM (SELECT fournisseur_id AS id, count(*) AS nombre, sum(volume) AS volume FROM cours GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT 50) n
    LEFT JOIN noms_fournisseurs f ON f.id = n.id),
  'par_produit', (SELECT coalesce(json_agg(json_build_object('id', n.id, 'nom', p.nom, 'nombre', n.nombre, 'volume', n.volume)
      ORDER BY n.volume DESC, n.id), '[]')
    FROM (SELECT produit_id AS id, count(*) AS nombre, sum(volume) AS volume FROM cours GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT 50) n
    LEFT JOIN produits p ON p.id = n.id),
  'par_semaine', (SELECT coalesce(json_agg(json_build_object('semaine', n.semaine, 'nombre', n.nombre, 'volume', n.volume)
      ORDER BY n.semaine), '[]')
    FROM (SELECT date_trunc('week', date_chargement)::date AS semaine, count(*) AS nombre, sum(volume) AS volume
          FROM cours GROUP BY 1 ORDER BY 1 DESC LIMIT 53) n),
  'durees', (SELECT coalesce(json_agg(json_build_object('statut', n.statut, 'nombre', n.nombre, 'moyenne_h', n.moyenne,
      'mediane_h', n.mediane) ORDER BY n.rang), '[]')
    FROM (SELECT statut, array_position('{CHARGEMENT,TRANSIT,FRONTIERE,ARRIVE}'::text[], statut) AS rang, count(*) AS nombre,
            round(avg(h), 2) AS moyenne, round(percentile_cont(0.5) WITHIN GROUP (ORDER BY h)::numeric, 2) AS mediane
          FROM heures GROUP BY statut) n)
)::text AS corps
