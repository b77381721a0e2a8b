-- Housekeeping: ended sessions, old idempotency keys and sign-in tries.
SELECT app.purger()
