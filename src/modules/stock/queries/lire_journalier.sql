-- Stock at the end of each day, one row a line and day: a day without movement carries the line before (T-STK-02). With
-- an instant, as it was known then: what was recorded later is taken back out, from the day it counted on. Each line
-- reads its day rows of the period, the last one before it, and the entries to take back, all by index; no day after the
-- depot's today (or the depot's day of that instant).
WITH ligne AS MATERIALIZED (
  SELECT s.id, s.depot_id, d.nom AS depot_nom, s.citerne_id, c.nom AS citerne_nom, s.produit_id, p.nom AS produit_nom,
    s.proprietaire_type, s.partenaire_id, t.nom AS partenaire_nom,
    ($8::timestamptz AT TIME ZONE d.fuseau)::date AS jour_connu,
    least($7::date, app.jour_du_depot(d.fuseau), ($8::timestamptz AT TIME ZONE d.fuseau)::date) AS fin,
    row_number() OVER (ORDER BY d.nom COLLATE app.naturel, d.id, c.nom COLLATE app.naturel, c.id, s.proprietaire_type, t.nom) AS rang
  FROM stocks_snapshot s
  JOIN depots d ON d.id = s.depot_id
  JOIN citernes c ON c.id = s.citerne_id
  JOIN produits p ON p.id = s.produit_id
  LEFT JOIN partenaires t ON t.id = s.partenaire_id
  WHERE ($1::uuid IS NULL OR s.depot_id = $1)
    AND ($2::uuid IS NULL OR s.citerne_id = $2)
    AND ($3::uuid IS NULL OR s.produit_id = $3)
    AND ($4::text IS NULL OR s.proprietaire_type = $4)
    AND ($5::uuid IS NULL OR s.partenaire_id = $5)
), pas AS (
  SELECT l.rang, jour::date AS jour, j.stock_ambiant, j.stock_15c, 0 AS retrait_ambiant, 0 AS retrait_15c
  FROM ligne l
  CROSS JOIN LATERAL (
    SELECT k.date_jour, k.stock_ambiant, k.stock_15c, lead(k.date_jour) OVER (ORDER BY k.date_jour) AS suivant
    FROM (
      (SELECT date_jour, stock_ambiant, stock_15c FROM stocks_journaliers
       WHERE ligne_id = l.id AND date_jour <= $6::date ORDER BY date_jour DESC LIMIT 1)
      UNION ALL
      (SELECT date_jour, stock_ambiant, stock_15c FROM stocks_journaliers
       WHERE ligne_id = l.id AND date_jour > $6::date AND date_jour <= l.fin)
    ) k
  ) j
  CROSS JOIN LATERAL generate_series(greatest(j.date_jour, $6::date)::timestamp,
    least(coalesce(j.suivant - 1, l.fin), l.fin)::timestamp, interval '1 day') AS jour
  UNION ALL
  SELECT l.rang, m.date_effet, NULL, NULL, m.delta_ambiant, m.delta_15c
  FROM ligne l
  CROSS JOIN LATERAL (
    SELECT date_effet, delta_ambiant, delta_15c FROM mouvements_stock
    WHERE ligne_id = l.id AND tardif AND enregistre_le > $8::timestamptz AND date_effet <= l.fin
    UNION ALL
    SELECT date_effet, delta_ambiant, delta_15c FROM mouvements_stock
    WHERE ligne_id = l.id AND date_effet = l.jour_connu AND NOT tardif AND enregistre_le > $8::timestamptz
  ) m
), solde AS (
  SELECT rang, jour, stock_ambiant - sum(retrait_ambiant) OVER w AS stock_ambiant, stock_15c - sum(retrait_15c) OVER w AS stock_15c
  FROM pas
  WINDOW w AS (PARTITION BY rang ORDER BY jour)
)
SELECT l.id AS ligne_id, s.jour AS date_jour, l.depot_id, l.depot_nom, l.citerne_id, l.citerne_nom, l.produit_id, l.produit_nom,
  l.proprietaire_type, l.partenaire_id, l.partenaire_nom, s.stock_ambiant, s.stock_15c
FROM solde s JOIN ligne l ON l.rang = s.rang
WHERE s.stock_ambiant IS NOT NULL
ORDER BY s.jour, s.rang
LIMIT $9::integer
