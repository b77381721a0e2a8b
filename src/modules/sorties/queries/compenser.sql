-- Takes a sortie back whole; answers the adjustment.
SELECT app.admin_compensate_sortie($1::uuid, $2::text) AS corps
