// French texts of integrite.
export const integrite = {
  titre: 'Intégrité',
  aide: 'Ce que les contrôles trouvent maintenant. Un constat disparaît quand sa cause est corrigée, jamais autrement.',
  total: 'Constats',
  critiques: 'Critiques',
  avertissements: 'Avertissements',
  gravite: 'Gravité',
  objet: 'Objet',
  controle: 'Contrôle',
  constat: 'Constat',
  gravites: { CRITICAL: 'Critique', WARN: 'Avertissement' },
  rien: 'Tout concorde',
  rien_aide: 'Aucun contrôle ne signale d’écart.',
  verifie: 'Contrôlé à {{heure}}',
  details: 'Détails',
} as const
