-- The demo enters its history in one go: the depot allows that far back meanwhile.
UPDATE depots SET jours_retro = $1::integer WHERE id = '11111111-1111-1111-1111-111111111111'
