-- Posts a loading: checks, documents, stock, log and idempotency in one statement; answers the body of the response.
SELECT app.enregistrer_sortie($1::jsonb) AS corps
