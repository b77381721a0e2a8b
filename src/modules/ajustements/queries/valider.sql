-- Posts a proposal by a second person; answers the adjustment.
SELECT app.valider_ajustement($1::uuid, $2::text) AS corps
