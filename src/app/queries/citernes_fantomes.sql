-- Tanks of test benches that once leaked into real data: their presence stops a seed.
SELECT nom FROM citernes WHERE nom ~* '^TANK\s+(STAGING|TEST)\M' ORDER BY nom
