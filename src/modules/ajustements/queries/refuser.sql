-- Refuses a proposal, or takes the own one back; answers it as decided.
SELECT app.refuser_ajustement($1::uuid, $2::text) AS corps
