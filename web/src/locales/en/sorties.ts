// English texts of sorties.
export const sorties = {
  titre: 'Deliveries',
  une: 'Delivery',
  nouvelle: 'New delivery',
  vide: 'No delivery yet',
  recherche: 'Number, plate, driver, beneficiary…',
  beneficiaire: 'Beneficiary',
  etat: 'State',
  vcf: 'Factor (VCF)',
  date: 'Day of delivery',
  logistique: 'Transport (optional)',
  champs: { plaque_camion: 'Truck plate', plaque_remorque: 'Trailer plate', chauffeur_nom: 'Driver' },
  note_due: 'Asked for for a logical tank.',
} as const
