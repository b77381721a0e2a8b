-- Seals a day of a depot: checks, row, log and idempotency in one statement.
SELECT app.cloturer_jour($1::uuid, $2::date, $3::text) AS corps
