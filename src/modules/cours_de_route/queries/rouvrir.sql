-- Re-opens a discharged cours de route whose receptions are all compensated.
SELECT app.rouvrir_cdr($1::uuid, $2::text)
