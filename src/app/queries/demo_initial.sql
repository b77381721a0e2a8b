-- The same function as POST /stock/initial.
SELECT app.declarer_stock_initial($1::jsonb)
