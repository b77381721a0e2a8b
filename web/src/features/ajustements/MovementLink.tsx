// The reception or sortie that an adjustment or a proposal corrects; none belongs to a manual one.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { AppLink } from '#components/AppLink'

const folders: Record<Schemas['TypeMouvement'], string> = { RECEPTION: '/receptions', SORTIE: '/sorties' }

export function MovementLink({ row }: { row: Schemas['DetailAjustement'] | Schemas['DetailProposition'] }): ReactNode {
  const { t } = useTranslation('ajustements')
  const { mouvement_type: type, mouvement_id: id } = row
  if (typeof type !== 'string' || typeof id !== 'string') return t('sans_mouvement')
  return (
    <AppLink href={`${folders[type]}/${id}`}>
      {t(`mouvements.${type}`)} {row.mouvement_numero ?? id.slice(0, 8)}
    </AppLink>
  )
}
