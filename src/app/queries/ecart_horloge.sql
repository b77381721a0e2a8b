-- Whole seconds between the caller's clock and the database's.
SELECT round(abs(extract(epoch FROM clock_timestamp() - $1::timestamptz)))::bigint
