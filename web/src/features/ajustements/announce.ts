// Says in one sentence what became of an adjustment.
import type { TFunction } from 'i18next'

import { notify } from '#components/notify'

import { isWaiting, type Outcome } from './outcome'

export function announce(outcome: Outcome, t: TFunction<'ajustements'>): void {
  if (isWaiting(outcome)) notify('orange', t('proposition.titre'))
  else notify('teal', t('enregistre', { numero: outcome.numero }))
}
