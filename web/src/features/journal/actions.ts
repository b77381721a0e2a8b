// Action codes of the log that this version has words for.
import type { TFunction } from 'i18next'

import { oneOf } from '#components/list/definition'

export const actions = [
  'ACCES_REFUSE',
  'CDR_CREE',
  'CDR_MODIFIE',
  'CDR_ROUVERT',
  'CDR_STATUT_CHANGE',
  'CDR_SUPPRIME',
  'CITERNE_CREEE',
  'CITERNE_DESACTIVEE',
  'CITERNE_MODIFIEE',
  'CLIENT_CREE',
  'CLIENT_MODIFIE',
  'DEPOT_CREE',
  'DEPOT_MODIFIE',
  'DROIT_MODIFIE',
  'EXPORT_GENERATED',
  'FOURNISSEUR_CREE',
  'FOURNISSEUR_MODIFIE',
  'JETON_CREE',
  'JETON_REVOQUE',
  'JOUR_CLOTURE',
  'LOGIN_KO',
  'LOGIN_OK',
  'MOT_DE_PASSE_CHANGE',
  'PARAMETRE_MODIFIE',
  'PARTENAIRE_CREE',
  'PARTENAIRE_MODIFIE',
  'PRODUIT_CREE',
  'PRODUIT_MODIFIE',
  'PROFIL_MODIFIE',
  'RECEPTION_CREEE',
  'RECEPTION_VALIDE',
  'SORTIE_CREEE',
  'SORTIE_VALIDE',
  'STOCK_ADJUSTMENT_CREATED',
  'STOCK_ADJUSTMENT_PROPOSED',
  'STOCK_ADJUSTMENT_REFUSED',
  'STOCK_ADJUSTMENT_WITHDRAWN',
  'STOCK_INITIAL_DECLARE',
  'TRANSPORTEUR_CREE',
  'TRANSPORTEUR_MODIFIE',
  'UTILISATEUR_CREE',
  'UTILISATEUR_MODIFIE',
] as const

/** An action in words; one that this version does not know under its own name. */
export function nameOfAction(t: TFunction<'journal'>, action: string): string {
  const known = oneOf(action, actions)
  return known === undefined ? action : t(`actions.${known}`)
}
