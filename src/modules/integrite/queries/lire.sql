-- Findings, worst first, at most $5; the limit comes after the order and the counters see all of them (T-ALR-07).
SELECT i.check_code, i.severity, i.entity_type, i.entity_id, i.depot_id, d.nom AS depot_nom, n.objet, i.payload, i.detected_at,
  count(*) OVER () AS compte_total,
  count(*) FILTER (WHERE i.severity = 'CRITICAL') OVER () AS compte_critical
FROM v_integrity_checks i
CROSS JOIN LATERAL (SELECT coalesce(i.payload ->> 'citerne', i.payload ->> 'numero', '') AS objet) n
JOIN depots d ON d.id = i.depot_id
WHERE ($1::text IS NULL OR i.severity = $1)
  AND ($2::text IS NULL OR i.check_code = $2)
  AND ($3::text IS NULL OR i.entity_type = $3)
  AND ($4::uuid IS NULL OR i.depot_id = $4)
ORDER BY i.severity <> 'CRITICAL', i.check_code, n.objet COLLATE app.naturel, i.entity_id
LIMIT $5::integer
