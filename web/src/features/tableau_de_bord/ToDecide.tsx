// For who may decide: large adjustments wait for a second person.
import { Alert, Anchor } from '@mantine/core'
import { IconHourglass } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { useToDecide } from '#app/attention'
import { AppLink } from '#components/AppLink'

export function ToDecide(): ReactNode {
  const { t } = useTranslation('tableau_de_bord')
  const count = useToDecide()
  if (count === 0) return null
  return (
    <Alert color="orange" variant="light" mb="md" icon={<IconHourglass size={18} />}>
      <Anchor component={AppLink} href="/stocks-adjustments/propositions" search={{ statut: 'EN_ATTENTE' }} fw={600} c="inherit" underline="always">
        {t('a_decider', { count })}
      </Anchor>
    </Alert>
  )
}
