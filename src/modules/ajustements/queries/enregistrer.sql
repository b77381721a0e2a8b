-- Posts a correction of a movement: checks, document, stock, log and idempotency in one statement.
SELECT app.enregistrer_ajustement($1::jsonb) AS corps
