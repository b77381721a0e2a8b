-- Takes a reception back whole; answers the adjustment, or the proposal of one.
SELECT statut, corps FROM app.admin_compensate_reception($1::uuid, $2::text)
