// French texts of sorties.
export const sorties = {
  titre: 'Sorties',
  une: 'Sortie',
  nouvelle: 'Nouvelle sortie',
  vide: 'Aucune sortie pour le moment',
  recherche: 'Numéro, plaque, chauffeur, bénéficiaire…',
  beneficiaire: 'Bénéficiaire',
  etat: 'État',
  vcf: 'Facteur (VCF)',
  date: 'Date de sortie',
  logistique: 'Transport (facultatif)',
  champs: { plaque_camion: 'Plaque du camion', plaque_remorque: 'Plaque de la remorque', chauffeur_nom: 'Chauffeur' },
  note_due: 'Demandée pour une citerne logique.',
} as const
