-- Changes the given fields; none when the version is no longer $2.
UPDATE depots c
SET (nom, code, adresse, fuseau, edition, areometre, arrondi_reception_l, arrondi_sortie_l, jours_retro, actif) =
  (SELECT p.nom, p.code, p.adresse, p.fuseau, p.edition, p.areometre, p.arrondi_reception_l, p.arrondi_sortie_l,
    p.jours_retro, p.actif
  FROM jsonb_populate_record(c, $3::jsonb) p)
WHERE c.id = $1::uuid AND c.version = $2::bigint
RETURNING c.id, c.nom, c.code, c.adresse, c.fuseau, c.edition, c.areometre, c.arrondi_reception_l, c.arrondi_sortie_l,
  c.jours_retro, c.actif, c.version, c.created_at, c.updated_at
