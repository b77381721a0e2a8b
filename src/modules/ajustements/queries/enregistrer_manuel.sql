-- Posts a correction that belongs to no movement.
SELECT app.admin_adjust_stock($1::uuid, $2::text, $3::uuid, $4::numeric, $5::numeric, $6::text) AS corps
