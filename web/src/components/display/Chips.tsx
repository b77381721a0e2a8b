// One colour, one meaning, everywhere.
import { Badge, Tooltip, type MantineColor } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { signedLitres } from '#components/format'

const statusColors: Record<Schemas['Statut'], MantineColor> = {
  CHARGEMENT: 'gray',
  TRANSIT: 'monaluxe',
  FRONTIERE: 'violet',
  ARRIVE: 'orange',
  DECHARGE: 'teal',
}

export function StatusChip({ statut, label }: { statut: Schemas['Statut']; label: string }): ReactNode {
  return (
    <Badge variant="light" color={statusColors[statut]} tt="none" fw={600} miw="max-content">
      {label}
    </Badge>
  )
}

export function OwnerChip({ type, name }: { type: Schemas['Proprietaire']; name?: string | null | undefined }): ReactNode {
  const { t } = useTranslation()
  return (
    <Badge variant="light" color={type === 'MONALUXE' ? 'monaluxe' : 'gray'} tt="none" fw={550}>
      {name ?? t(`proprietaires.${type}`)}
    </Badge>
  )
}

/** T-ADJ-09: shown wherever adjustments are part of a figure, whenever they were made. */
export function CorrectedChip({ delta }: { delta: number }): ReactNode {
  const { t } = useTranslation()
  if (delta === 0) return null
  return (
    <Tooltip label={t('corrige_aide', { delta: signedLitres(delta) })}>
      <Badge variant="outline" color="orange" tt="none" size="sm" tabIndex={0}>
        {t('corrige')}
      </Badge>
    </Tooltip>
  )
}
