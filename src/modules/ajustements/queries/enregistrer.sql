-- Posts a correction of a movement, or proposes it: checks, document, stock, log and idempotency in one statement.
SELECT statut, corps FROM app.enregistrer_ajustement($1::jsonb)
