-- Counts and volumes of the trips of a period by status, supplier, product and week, and how long they really took. The trips are
-- read once and added up by all four together; the parts are made from those few sums.
WITH cours AS MATERIALIZED (
  SELECT c.statut, c.volume, c.fournisseur_id, c.produit_id, c.date_chargement - extract(isodow FROM c.date_chargement)::integer + 1 AS semaine,
    c.duree_chargement_s, c.duree_transit_s, c.duree_frontiere_s, c.duree_arrive_s
  FROM cours_de_route c
  WHERE ($1::uuid IS NULL OR c.depot_destination_id = $1) AND ($2::uuid IS NULL OR c.fournisseur_id = $2)
    AND ($3::uuid IS NULL OR c.produit_id = $3) AND ($4::date IS NULL OR c.date_chargement >= $4)
    AND ($5::date IS NULL OR c.date_chargement <= $5)
), somme AS MATERIALIZED (
  SELECT statut, fournisseur_id, produit_id, semaine, count(*) AS nombre, sum(volume) AS volume FROM cours GROUP BY 1, 2, 3, 4
), duree AS MATERIALIZED (
  SELECT count(duree_chargement_s) AS n1, avg(duree_chargement_s) AS a1, percentile_cont(0.5) WITHIN GROUP (ORDER BY duree_chargement_s) AS m1,
    count(duree_transit_s) AS n2, avg(duree_transit_s) AS a2, percentile_cont(0.5) WITHIN GROUP (ORDER BY duree_transit_s) AS m2,
    count(duree_frontiere_s) AS n3, avg(duree_frontiere_s) AS a3, percentile_cont(0.5) WITHIN GROUP (ORDER BY duree_frontiere_s) AS m3,
    count(duree_arrive_s) AS n4, avg(duree_arrive_s) AS a4, percentile_cont(0.5) WITHIN GROUP (ORDER BY duree_arrive_s) AS m4
  FROM cours
)
SELECT json_build_object(
  'nombre', (SELECT coalesce(sum(nombre), 0) FROM somme),
  'volume_total', (SELECT coalesce(sum(volume), 0) FROM somme),
  'volume_moyen', (SELECT round(sum(volume) / sum(nombre), 3) FROM somme),
  'par_statut', (SELECT coalesce(json_agg(json_build_object('statut', e.statut, 'nombre', coalesce(n.nombre, 0),
      'volume', coalesce(n.volume, 0)) ORDER BY e.rang), '[]')
    FROM unnest('{CHARGEMENT,TRANSIT,FRONTIERE,ARRIVE,DECHARGE}'::text[]) WITH ORDINALITY AS e (statut, rang)
    LEFT JOIN (SELECT statut, sum(nombre) AS nombre, sum(volume) AS volume FROM somme GROUP BY statut) n ON n.statut = e.statut),
  'par_fournisseur', (SELECT coalesce(json_agg(json_build_object('id', n.id, 'nom', f.nom, 'nombre', n.nombre, 'volume', n.volume)
      ORDER BY n.volume DESC, n.id), '[]')
    FROM (SELECT fournisseur_id AS id, sum(nombre) AS nombre, sum(volume) AS volume FROM somme GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT 50) n
    LEFT JOIN noms_fournisseurs f ON f.id = n.id),
  'par_produit', (SELECT coalesce(json_agg(json_build_object('id', n.id, 'nom', p.nom, 'nombre', n.nombre, 'volume', n.volume)
      ORDER BY n.volume DESC, n.id), '[]')
    FROM (SELECT produit_id AS id, sum(nombre) AS nombre, sum(volume) AS volume FROM somme GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT 50) n
    LEFT JOIN produits p ON p.id = n.id),
  'par_semaine', (SELECT coalesce(json_agg(json_build_object('semaine', n.semaine, 'nombre', n.nombre, 'volume', n.volume)
      ORDER BY n.semaine), '[]')
    FROM (SELECT semaine, sum(nombre) AS nombre, sum(volume) AS volume FROM somme GROUP BY 1 ORDER BY 1 DESC LIMIT 53) n),
  'durees', (SELECT coalesce(json_agg(json_build_object('statut', e.statut, 'nombre', e.nombre, 'moyenne_h', round(e.moyenne_s / 3600, 2),
      'mediane_h', round(e.mediane_s::numeric / 3600, 2)) ORDER BY e.rang) FILTER (WHERE e.nombre > 0), '[]')
    FROM duree d
    CROSS JOIN LATERAL (VALUES (1, 'CHARGEMENT', d.n1, d.a1, d.m1), (2, 'TRANSIT', d.n2, d.a2, d.m2), (3, 'FRONTIERE', d.n3, d.a3, d.m3),
      (4, 'ARRIVE', d.n4, d.a4, d.m4)) AS e (rang, statut, nombre, moyenne_s, mediane_s))
)::text AS corps
