-- The demo enters its history in one go: the depot allows that far back meanwhile. Returns the days allowed before.
WITH avant AS (SELECT id, jours_retro FROM depots WHERE id = '11111111-1111-1111-1111-111111111111')
UPDATE depots d SET jours_retro = $1::integer FROM avant WHERE d.id = avant.id RETURNING avant.jours_retro::bigint
