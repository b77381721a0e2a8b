// Some entries of the ledger, each with its document: number, where or when, whose, and how many litres.
import { Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Schemas } from '#api/types'
import { AppLink } from '#components/AppLink'
import { OwnerChip } from '#components/display/Chips'
import { signed } from '#components/format'

import { documentOf } from './documents'

type Row = Schemas['MouvementStock']

interface Props {
  rows: readonly Row[]
  /** Beneath the number: what tells these entries apart. */
  about: (row: Row) => string
}

export function Entries({ rows, about }: Props): ReactNode {
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
          <Entry key={row.id} row={row} about={about(row)} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

function Entry({ row, about }: { row: Row; about: string }): ReactNode {
  const document = documentOf(row)
  return (
    <Table.Tr>
      <Table.Td>
        <div>{document === undefined ? row.numero : <AppLink href={document}>{row.numero}</AppLink>}</div>
        <Text span size="xs" c="dimmed">
          {about}{' '}
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
