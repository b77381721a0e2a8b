// French texts of hors_ligne.
export const hors_ligne = {
  titre: 'Saisies en attente',
  aide: 'Gardées sur cet appareil, envoyées une seule fois au retour du réseau.',
  en_attente_one: '{{count}} en attente',
  en_attente_other: '{{count}} en attente',
  envoyes_one: '{{count}} saisie gardée a été envoyée.',
  envoyes_other: '{{count}} saisies gardées ont été envoyées.',
  genres: { reception: 'Réception', sortie: 'Sortie', cours: 'Cours de route' },
  corriger: 'Corriger',
  renvoyer: 'Renvoyer',
  abandonner: 'Abandonner',
  abandonner_oui: 'Oui, abandonner cette saisie',
} as const
