// The last entries of the ledger.
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { AppLink } from '#components/AppLink'
import { Panel } from '#components/display/Page'
import { Failure } from '#components/display/States'
import { Entries } from '#features/stock/Entries'

import { scopeOf, useMovements } from './home'

export function LastMovements({ depot }: { depot: string | undefined }): ReactNode {
  const { t } = useTranslation('tableau_de_bord')
  const { data, isError, error, refetch } = useMovements(depot)
  const rows = data?.elements ?? []
  return (
    <Panel title={t('derniers')} aside={<AppLink href="/stocks/mouvements" search={scopeOf(depot)}>{t('registre')}</AppLink>}>
      {isError && data === undefined && <Failure error={error} retry={() => void refetch()} />}
      {data !== undefined && rows.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('aucun_mouvement')}
        </Text>
      )}
      {rows.length > 0 && <Entries rows={rows} about={(row) => row.citerne_nom} />}
    </Panel>
  )
}
