-- A depot from its request as JSON; what the request leaves out takes the usual value.
INSERT INTO depots (id, nom, code, adresse, fuseau, edition, areometre, arrondi_reception_l, arrondi_sortie_l,
  jours_retro, actif)
SELECT $1::uuid, d.nom, d.code, d.adresse, coalesce(d.fuseau, 'Africa/Lubumbashi'), coalesce(d.edition, 'MPMS_11_1_2004'),
  coalesce(d.areometre, true), coalesce(d.arrondi_reception_l, 0.1), coalesce(d.arrondi_sortie_l, 1),
  coalesce(d.jours_retro, 30), coalesce(d.actif, true)
FROM jsonb_populate_record(NULL::depots, $2::jsonb) d
