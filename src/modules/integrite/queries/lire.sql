-- Findings, worst first; the limit comes after the order and the counters see all of them (T-ALR-07).
SELECT check_code, severity, entity_type, entity_id, message, payload, detected_at,
  count(*) OVER () AS compte_total,
  count(*) FILTER (WHERE severity = 'CRITICAL') OVER () AS compte_critical
FROM v_integrity_checks
WHERE ($1::text IS NULL OR severity = $1)
  AND ($2::text IS NULL OR check_code = $2)
  AND ($3::text IS NULL OR entity_type = $3)
ORDER BY severity <> 'CRITICAL', check_code, message COLLATE app.naturel, entity_id
LIMIT 200
