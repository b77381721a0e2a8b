-- Own tokens that were not revoked; the journal keeps the others.
SELECT id, nom, created_at, vu_le, expire_le FROM jetons WHERE revoque_le IS NULL
