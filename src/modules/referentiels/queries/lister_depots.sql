-- Depots, of the depots that the caller may see.
SELECT id, nom, code, adresse, fuseau, edition, areometre, arrondi_reception_l, arrondi_sortie_l, jours_retro, actif,
  version, created_at, updated_at
FROM depots
