-- From when on the clocks of a time zone are how far ahead of UTC, to the quarter of an hour, since the year 2000.
SELECT coalesce(q.debut, c.jour) AS debut, c.decalage_s
FROM (
  SELECT jour, decalage_s, lag(decalage_s) OVER (ORDER BY jour) AS avant
  FROM (SELECT jour, extract(epoch FROM (jour AT TIME ZONE $1::text) - (jour AT TIME ZONE 'UTC'))::integer AS decalage_s
        FROM generate_series(timestamptz '2000-01-01 00:00+00', now() + interval '1 year', interval '1 day') jour) j
) c
LEFT JOIN LATERAL (
  SELECT min(quart) AS debut FROM generate_series(c.jour - interval '1 day', c.jour, interval '15 minutes') quart
  WHERE c.avant IS NOT NULL
    AND extract(epoch FROM (quart AT TIME ZONE $1::text) - (quart AT TIME ZONE 'UTC'))::integer = c.decalage_s) q ON true
WHERE c.avant IS DISTINCT FROM c.decalage_s
ORDER BY 1
