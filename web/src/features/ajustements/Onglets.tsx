// Adjustments that were posted, and large ones that wait for a second person.
import { Badge } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useProposals } from '#app/attention'
import { Tabs } from '#components/display/Tabs'
import { number } from '#components/format'

export function Onglets(): ReactNode {
  const { t } = useTranslation('ajustements')
  const waiting = useProposals()
  const count = waiting.data?.elements.length ?? 0
  return (
    <Tabs
      label={t('titre')}
      tabs={[
        { href: '/stocks-adjustments', label: t('onglets.enregistres') },
        {
          href: '/stocks-adjustments/propositions',
          label: t('onglets.propositions'),
          aside: count > 0 && (
            <Badge ml={8} size="sm" variant="light" color="orange" aria-label={t('propositions.attendent', { count })}>
              {number(count)}
            </Badge>
          ),
        },
      ]}
    />
  )
}
