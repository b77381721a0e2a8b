-- A demonstration account, as the owner; in the depot ($4) where its role needs one.
SELECT app.inserer_utilisateur($1::text, $2::text, $3::text, CASE WHEN app.role_d_un_depot($3::text) THEN $4::uuid END, $5::bytea, $6::bytea)
