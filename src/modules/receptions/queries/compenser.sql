-- Takes a reception back whole; answers the adjustment.
SELECT app.admin_compensate_reception($1::uuid, $2::text) AS corps
