-- A movement as it counts today, with its method and its product's domain, to compute a correction of it.
SELECT m.rang, m.compense, m.edition, m.groupe, m.alpha_15c, m.areometre, m.mode_vcf, m.arrondi_l, m.volume_ambiant,
  m.temperature_ambiante_c, m.densite_observee_kgm3, p.densite_min_kgm3, p.densite_max_kgm3, p.temperature_min_c, p.temperature_max_c
FROM v_mouvements_corriges m
JOIN produits p ON p.id = m.produit_id
WHERE m.mouvement_type = $1::text AND m.id = $2::uuid
