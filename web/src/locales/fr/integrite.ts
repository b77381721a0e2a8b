// French texts of integrite.
export const integrite = {
  titre: 'Intégrité',
  aide: 'Ce que les contrôles trouvent maintenant. Un constat disparaît quand sa cause est corrigée, jamais autrement.',
  total: 'Constats',
  critiques: 'Critiques',
  avertissements: 'Avertissements',
  gravites: { CRITICAL: 'Critique', WARN: 'Avertissement' },
  rien: 'Tout concorde',
  rien_aide: 'Aucun contrôle ne signale d’écart.',
  verifie: 'Contrôlé à {{heure}}',
  details: 'Détails',
  constats: {
    STOCK_NEGATIF: 'Stock négatif dans {{objet}}',
    SORTIE_STOCK_INSUFFISANT_15C: 'Stock à 15 °C négatif dans {{objet}}',
    STOCK_OVER_CAPACITY: '{{objet}} dépasse sa capacité utile',
    CITERNE_SOUS_MINIMUM: '{{objet}} est sous son stock minimum',
    CITERNE_INACTIVE_USED: '{{objet}} est inactive et contient du stock',
    CDR_ARRIVE_STALE: '{{objet}} est arrivé depuis plus de deux jours',
    RECEPTION_ECART_15C: '{{objet}} : écart à 15 °C de plus de 5 %',
    SORTIE_ECART_15C: '{{objet}} : écart à 15 °C de plus de 5 %',
    AJUSTEMENT_EN_ATTENTE: '{{objet}} : un ajustement attend une deuxième personne',
  },
} as const
