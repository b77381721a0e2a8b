-- Measures that adjustments corrected, with the method of their movement by which they were computed, in pages by id. What an
-- adjustment does not state is the movement's own, as in v_mouvements_corriges. A compensation computes nothing.
SELECT a.id, coalesce(a.volume_ambiant, m.volume_ambiant) AS volume_ambiant,
  coalesce(a.temperature_ambiante_c, m.temperature_ambiante_c) AS temperature_ambiante_c,
  coalesce(a.densite_observee_kgm3, m.densite_observee_kgm3) AS densite_observee_kgm3,
  m.edition, m.groupe, m.alpha_15c, m.areometre, m.mode_vcf, m.arrondi_l,
  coalesce(a.densite_a_15_kgm3, m.densite_a_15_kgm3) AS densite_a_15_kgm3, coalesce(a.vcf, m.vcf) AS vcf,
  NULL::numeric AS volume_15c_exact, coalesce(a.volume_15c, m.volume_15c) AS volume_15c
FROM stocks_adjustments a
CROSS JOIN LATERAL (
  SELECT volume_ambiant, temperature_ambiante_c, densite_observee_kgm3, edition, groupe, alpha_15c, areometre, mode_vcf, arrondi_l,
    densite_a_15_kgm3, vcf, volume_15c FROM receptions WHERE a.mouvement_type = 'RECEPTION' AND id = a.mouvement_id
  UNION ALL
  SELECT volume_ambiant, temperature_ambiante_c, densite_observee_kgm3, edition, groupe, alpha_15c, areometre, mode_vcf, arrondi_l,
    densite_a_15_kgm3, vcf, volume_15c FROM sorties_produit WHERE a.mouvement_type = 'SORTIE' AND id = a.mouvement_id) m
WHERE a.id > $1::uuid AND a.type_correction <> 'COMPENSATION'
ORDER BY a.id LIMIT $2::integer
