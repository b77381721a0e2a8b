// English texts of hors_ligne.
export const hors_ligne = {
  titre: 'Entries waiting',
  aide: 'Kept on this device, sent exactly once when the network is back.',
  en_attente_one: '{{count}} waiting',
  en_attente_other: '{{count}} waiting',
  envoyes_one: '{{count}} kept entry was sent.',
  envoyes_other: '{{count}} kept entries were sent.',
  genres: { reception: 'Receipt', sortie: 'Delivery', cours: 'Truck' },
  corriger: 'Correct',
  renvoyer: 'Send again',
  abandonner: 'Drop',
  abandonner_oui: 'Yes, drop this entry',
} as const
