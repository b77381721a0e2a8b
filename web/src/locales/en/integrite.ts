// English texts of integrite.
export const integrite = {
  titre: 'Integrity',
  aide: 'What the checks find now. A finding goes when its cause is corrected, never otherwise.',
  total: 'Findings',
  critiques: 'Critical',
  avertissements: 'Warnings',
  gravite: 'Severity',
  objet: 'Object',
  controle: 'Check',
  constat: 'Finding',
  gravites: { CRITICAL: 'Critical', WARN: 'Warning' },
  rien: 'Everything agrees',
  rien_aide: 'No check reports a difference.',
  verifie: 'Checked at {{heure}}',
  details: 'Details',
} as const
