// The last entries of the ledger.
import { Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { AppLink } from '#components/AppLink'
import { OwnerChip } from '#components/display/Chips'
import { Panel } from '#components/display/Page'
import { Failure } from '#components/display/States'
import { signed } from '#components/format'

import { scopeOf, useMovements } from './home'

const documents: Record<Schemas['TypeEntree'], string | undefined> = {
  RECEPTION: '/receptions',
  SORTIE: '/sorties',
  AJUSTEMENT: '/stocks-adjustments',
  STOCK_INITIAL: undefined,
  TRANSFERT_ENTREE: undefined,
  TRANSFERT_SORTIE: undefined,
}

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
      {rows.length > 0 && <Rows rows={rows} />}
    </Panel>
  )
}

function Rows({ rows }: { rows: readonly Schemas['MouvementStock'][] }): ReactNode {
  const { t } = useTranslation('commun')
  return (
    <Table fz="sm" verticalSpacing={5} horizontalSpacing={0}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('champs.numero')}</Table.Th>
          <Table.Th ta="right">
            {t('champs.ambiant')}{' '}
            <Text span size="xs" c="dimmed">
              {t('champs.a_15c')}
            </Text>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Movement key={row.id} row={row} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Movement({ row }: { row: Schemas['MouvementStock'] }): ReactNode {
  const folder = documents[row.type]
  return (
    <Table.Tr>
      <Table.Td>
        <div>{folder === undefined ? row.numero : <AppLink href={`${folder}/${row.document_id}`}>{row.numero}</AppLink>}</div>
        <Text span size="xs" c="dimmed">
          {row.citerne_nom}{' '}
        </Text>
        <OwnerChip type={row.proprietaire_type} name={row.partenaire_nom} />
      </Table.Td>
      <Table.Td ta="right">
        <div>{signed(row.delta_ambiant)}</div>
        <Text span size="xs" c="dimmed">
          {signed(row.delta_15c)}
        </Text>
      </Table.Td>
    </Table.Tr>
  )
}
