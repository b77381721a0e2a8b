-- Tanks of test benches once came back into real data with polluted seeds (T-REG-22): outside dev their names are refused,
-- before the tank is written.
SELECT app.refuser('NOM_INTERDIT', jsonb_build_object('nom', $1::text), 'nom')
WHERE app.environnement() IN ('staging', 'prod') AND $1::text ~* '^TANK\s+(STAGING|TEST)\M'
