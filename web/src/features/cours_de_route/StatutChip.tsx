import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { StatusChip } from '#components/display/Chips'

import type { Statut } from './statut'

export function StatutChip({ statut }: { statut: Statut }): ReactNode {
  const { t } = useTranslation('cours_de_route')
  return <StatusChip statut={statut} label={t(`statuts.${statut}`)} />
}
