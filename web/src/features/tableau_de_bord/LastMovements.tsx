import { Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import type { Schemas } from '#api/types'
import { AppLink } from '#components/AppLink'
import { OwnerChip } from '#components/display/Chips'
import { Panel } from '#components/display/Page'
import { signed } from '#components/format'

const rows = 8

const documents: Record<Schemas['TypeEntree'], string | undefined> = {
  RECEPTION: '/receptions',
  SORTIE: '/sorties',
  AJUSTEMENT: '/stocks-adjustments',
  STOCK_INITIAL: undefined,
  TRANSFERT_ENTREE: undefined,
  TRANSFERT_SORTIE: undefined,
}

export function LastMovements({ depot }: { depot: string | undefined }): ReactNode {
  const { t } = useTranslation(['tableau_de_bord', 'commun'])
  const scope = depot === undefined ? {} : { depot_id: depot }
  const { data } = api.useQuery('get', '/api/v1/stock/mouvements', { params: { query: { ...scope, limite: rows } } })
  return (
    <Panel title={t('derniers')} aside={<AppLink href="/stocks/mouvements">{t('registre')}</AppLink>}>
      <Table.ScrollContainer minWidth={380}>
        <Table fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('commun:champs.numero')}</Table.Th>
              <Table.Th>{t('commun:champs.citerne')}</Table.Th>
              <Table.Th ta="right">{t('commun:champs.ambiant')}</Table.Th>
              <Table.Th ta="right">{t('commun:champs.a_15c')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {(data?.elements ?? []).map((row) => (
              <Movement key={row.id} row={row} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Panel>
  )
}

function Movement({ row }: { row: Schemas['MouvementStock'] }): ReactNode {
  const folder = documents[row.type]
  return (
    <Table.Tr>
      <Table.Td>
        {folder === undefined ? row.numero : <AppLink href={`${folder}/${row.document_id}`}>{row.numero}</AppLink>}
        <div>
          <OwnerChip type={row.proprietaire_type} name={row.partenaire_nom} />
        </div>
      </Table.Td>
      <Table.Td>{row.citerne_nom}</Table.Td>
      <Table.Td ta="right">{signed(row.delta_ambiant)}</Table.Td>
      <Table.Td ta="right">
        <Text span size="sm" c="dimmed">
          {signed(row.delta_15c)}
        </Text>
      </Table.Td>
    </Table.Tr>
  )
}
