-- Takes a sortie back whole; answers the adjustment, or the proposal of one.
SELECT statut, corps FROM app.admin_compensate_sortie($1::uuid, $2::text)
