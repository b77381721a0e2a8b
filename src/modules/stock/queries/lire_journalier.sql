-- Stock at the end of each day, one row a line and day: a day without movement carries the line before (T-STK-02).
-- Each line reads its day rows of the period and the last one before it, both by index; no day after the depot's today.
WITH ligne AS MATERIALIZED (
  SELECT s.id, s.depot_id, d.nom AS depot_nom, s.citerne_id, c.nom AS citerne_nom, s.produit_id, p.nom AS produit_nom,
    s.proprietaire_type, s.partenaire_id, t.nom AS partenaire_nom, least($7::date, app.jour_du_depot(d.fuseau)) AS fin,
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
)
SELECT l.id AS ligne_id, jour::date AS date_jour, l.depot_id, l.depot_nom, l.citerne_id, l.citerne_nom, l.produit_id,
  l.produit_nom, l.proprietaire_type, l.partenaire_id, l.partenaire_nom, j.stock_ambiant, j.stock_15c
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
ORDER BY jour, l.rang
LIMIT $8::integer
