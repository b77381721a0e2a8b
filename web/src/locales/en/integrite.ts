// English texts of integrite.
export const integrite = {
  titre: 'Integrity',
  aide: 'What the checks find now. A finding goes when its cause is corrected, never otherwise.',
  total: 'Findings',
  critiques: 'Critical',
  avertissements: 'Warnings',
  gravites: { CRITICAL: 'Critical', WARN: 'Warning' },
  rien: 'Everything agrees',
  rien_aide: 'No check reports a difference.',
  verifie: 'Checked at {{heure}}',
  details: 'Details',
  constats: {
    STOCK_NEGATIF: 'Negative stock in {{objet}}',
    SORTIE_STOCK_INSUFFISANT_15C: 'Negative stock at 15 °C in {{objet}}',
    STOCK_OVER_CAPACITY: '{{objet}} is above its usable capacity',
    CITERNE_SOUS_MINIMUM: '{{objet}} is below its minimum stock',
    CITERNE_INACTIVE_USED: '{{objet}} is inactive and holds stock',
    CDR_ARRIVE_STALE: '{{objet}} arrived more than two days ago',
    RECEPTION_ECART_15C: '{{objet}}: more than 5% apart at 15 °C',
    SORTIE_ECART_15C: '{{objet}}: more than 5% apart at 15 °C',
    AJUSTEMENT_EN_ATTENTE: '{{objet}}: an adjustment waits for a second person',
  },
} as const
