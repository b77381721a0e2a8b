-- Posts a correction that belongs to no movement, or proposes it.
SELECT statut, corps FROM app.admin_adjust_stock($1::uuid, $2::text, $3::uuid, $4::numeric, $5::numeric, $6::text)
