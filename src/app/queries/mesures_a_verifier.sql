-- Measures of movements with what the engine made of them, in pages by id, for recomputation.
SELECT m.id, m.volume_ambiant, m.temperature_ambiante_c, m.densite_observee_kgm3, m.edition, m.groupe, m.alpha_15c,
  m.areometre, m.mode_vcf, m.arrondi_l, m.densite_a_15_kgm3, m.vcf, m.volume_15c_exact, m.volume_15c
FROM (
  SELECT id, volume_ambiant, temperature_ambiante_c, densite_observee_kgm3, edition, groupe, alpha_15c,
    areometre, mode_vcf, arrondi_l, densite_a_15_kgm3, vcf, volume_15c_exact, volume_15c FROM receptions WHERE id > $1::uuid
  UNION ALL
  SELECT id, volume_ambiant, temperature_ambiante_c, densite_observee_kgm3, edition, groupe, alpha_15c,
    areometre, mode_vcf, arrondi_l, densite_a_15_kgm3, vcf, volume_15c_exact, volume_15c FROM sorties_produit WHERE id > $1::uuid
) m
ORDER BY m.id LIMIT $2::integer
