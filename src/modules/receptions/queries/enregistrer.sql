-- Posts a discharge: checks, documents, stock, log and idempotency in one statement; answers the body of the response.
SELECT app.enregistrer_reception($1::jsonb) AS corps
