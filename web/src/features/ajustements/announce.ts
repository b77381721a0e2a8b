// Says in one sentence what became of an adjustment.
import { notifications } from '@mantine/notifications'
import type { TFunction } from 'i18next'

import { isWaiting, type Outcome } from './outcome'

export function announce(outcome: Outcome, t: TFunction<'ajustements'>): void {
  if (isWaiting(outcome)) notifications.show({ color: 'orange', message: t('proposition.titre') })
  else notifications.show({ color: 'teal', message: t('enregistre', { numero: outcome.numero }) })
}
