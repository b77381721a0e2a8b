// Which movement is to be corrected: the last ones, or by the beginning of its number.
import { Anchor, Paper, Table, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import type { Schemas } from '#api/types'
import { useDepot } from '#app/depot'
import { AppLink } from '#components/AppLink'
import { OwnerChip } from '#components/display/Chips'
import { Empty, Failure, Loading } from '#components/display/States'
import { day, signed, signedLitres } from '#components/format'
import { CardFace, FewCards } from '#components/list/Cards'
import { given } from '#components/list/definition'
import listClasses from '#components/list/list.module.css'
import { useSmall } from '#components/screen'

const rowsMax = 20
const typingMs = 300

function newestFirst(a: Schemas['MouvementStock'], b: Schemas['MouvementStock']): number {
  return a.enregistre_le < b.enregistre_le ? 1 : a.enregistre_le > b.enregistre_le ? -1 : 0
}

export function Choix(): ReactNode {
  const { t } = useTranslation('ajustements')
  const small = useSmall()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim().toUpperCase(), typingMs)
  const { id } = useDepot()
  const query = { ...given('depot_id', id), ...given('q', q === '' ? undefined : q), limite: rowsMax }
  const receptions = api.useQuery(
    'get',
    '/api/v1/stock/mouvements',
    { params: { query: { ...query, type: 'RECEPTION' } } },
    { placeholderData: (old) => old },
  )
  const sorties = api.useQuery(
    'get',
    '/api/v1/stock/mouvements',
    { params: { query: { ...query, type: 'SORTIE' } } },
    { placeholderData: (old) => old },
  )
  const failed = [receptions, sorties].find((result) => result.isError)
  const rows = [...(receptions.data?.elements ?? []), ...(sorties.data?.elements ?? [])].sort(newestFirst).slice(0, rowsMax)
  const known = receptions.data !== undefined && sorties.data !== undefined
  return (
    <>
      <TextInput
        type="search"
        label={t('choix.recherche')}
        placeholder="REC-…, SOR-…"
        leftSection={<IconSearch size={16} />}
        maw={340}
        mb="md"
        maxLength={20}
        autoFocus
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
        }}
      />
      <Paper withBorder radius="md" p={4}>
        {failed !== undefined && <Failure error={failed.error} retry={() => void failed.refetch()} />}
        {failed === undefined && !known && <Loading />}
        {failed === undefined && known && rows.length === 0 && <Empty>{t(q === '' ? 'choix.vide' : 'choix.sans_resultat')}</Empty>}
        {rows.length > 0 && (small ? <MovementCards rows={rows} /> : <Movements rows={rows} />)}
      </Paper>
    </>
  )
}

interface MovementsProps {
  rows: readonly Schemas['MouvementStock'][]
}

function MovementCards({ rows }: MovementsProps): ReactNode {
  return (
    <FewCards>
      {rows.map((row) => (
        <li key={row.id}>
          <AppLink {...toCorrect(row)} className={listClasses['plain']}>
            <CardFace title={row.numero} aside={signedLitres(row.delta_ambiant)}>
              <span>{day(row.date_effet)}</span>
              <span>{row.citerne_nom}</span>
              <OwnerChip type={row.proprietaire_type} name={row.partenaire_nom} />
            </CardFace>
          </AppLink>
        </li>
      ))}
    </FewCards>
  )
}

function toCorrect(row: Schemas['MouvementStock']) {
  return { href: '/stocks-adjustments/new', search: { type: row.type, id: row.document_id } }
}

function Movements({ rows }: MovementsProps): ReactNode {
  const { t } = useTranslation(['ajustements', 'commun'])
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table fz="sm" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('commun:champs.numero')}</Table.Th>
            <Table.Th>{t('commun:champs.date')}</Table.Th>
            <Table.Th>{t('commun:champs.citerne')}</Table.Th>
            <Table.Th>{t('commun:champs.proprietaire')}</Table.Th>
            <Table.Th ta="right">{t('ajustements:delta_ambiant')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td>
                <Anchor component={AppLink} {...toCorrect(row)} size="sm" fw={550}>
                  {row.numero}
                </Anchor>
              </Table.Td>
              <Table.Td>{day(row.date_effet)}</Table.Td>
              <Table.Td>{row.citerne_nom}</Table.Td>
              <Table.Td>
                <OwnerChip type={row.proprietaire_type} name={row.partenaire_nom} />
              </Table.Td>
              <Table.Td ta="right">
                <Text span size="sm">
                  {signed(row.delta_ambiant)}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
