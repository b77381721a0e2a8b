-- Declares the opening stock of a line: checks, document, stock, log and idempotency in one statement.
SELECT app.declarer_stock_initial($1::jsonb) AS corps
