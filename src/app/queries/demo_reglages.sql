-- Settings of every tank, as the server reads them.
SELECT citerne_id, depot_id, produit_id, statut, edition, areometre, arrondi_reception_l, arrondi_sortie_l, groupe, alpha_15c,
  densite_min_kgm3, densite_max_kgm3, temperature_min_c, temperature_max_c
FROM app.reglages_citernes('{}')
