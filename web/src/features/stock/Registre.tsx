// The ledger: every entry of the stock, newest first, from the server page by page. With a tank and an owner chosen it
// explains that balance.
import { Badge, Group, Paper, Text, Tooltip } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api, bodyOf, send } from '#api/client'
import type { Schemas } from '#api/types'
import { useDepot, useZone } from '#app/depot'
import { CorrectedChip, OwnerChip } from '#components/display/Chips'
import { Empty } from '#components/display/States'
import { day, instant, litres, signed, signedLitres, text } from '#components/format'
import { DataList } from '#components/list/DataList'
import { given, oneOf, pick, type FilterValues, type ListDefinition, type Paging } from '#components/list/definition'
import type { Page } from '#api/types'

import { documentOf } from './documents'
import { owners, stockFilters, type StockFilters } from './filters'
import { corrections, sum, type StockLine } from './lines'
import { StockPage, useStockFilters } from './StockPage'
import { useCorrections } from './useCorrections'

type Row = Schemas['MouvementStock']

const types = [
  'RECEPTION',
  'SORTIE',
  'AJUSTEMENT',
  'STOCK_INITIAL',
  'TRANSFERT_ENTREE',
  'TRANSFERT_SORTIE',
] as const satisfies readonly Schemas['TypeEntree'][]

function queryOf(filters: FilterValues) {
  return {
    ...stockFilters(filters),
    ...pick(filters, 'du', 'au'),
    // Numbers are in capitals, and found by how they begin.
    ...given('q', filters['q']?.toUpperCase()),
    ...given('type', oneOf(filters['type'], types)),
  }
}

async function load({ limite, curseur, tri }: Paging, filters: FilterValues, signal: AbortSignal): Promise<Page<Row>> {
  const query = { ...queryOf(filters), ...given('tri', tri), ...given('curseur', curseur), limite }
  return bodyOf(await send.GET('/api/v1/stock/mouvements', { params: { query }, signal }))
}

type Translate = TFunction<readonly ['stock', 'commun']>

function columns(t: Translate, fuseau: string | undefined): ListDefinition<Row>['columns'] {
  return [
    { key: 'numero', label: t('commun:champs.numero'), render: (row) => row.numero, card: 'title' },
    { key: 'type', label: t('stock:registre.type'), render: (row) => <TypeBadge row={row} />, card: 'line', from: 75 },
    { key: 'date_effet', label: t('stock:registre.date_effet'), newest: true, render: (row) => day(row.date_effet), card: 'line' },
    { key: 'citerne', label: t('commun:champs.citerne'), sort: 'citerne_nom', render: (row) => row.citerne_nom, card: 'line' },
    { key: 'produit', label: t('commun:champs.produit'), sort: 'produit_nom', render: (row) => row.produit_nom, optional: true },
    {
      key: 'proprietaire',
      label: t('commun:champs.proprietaire'),
      render: (row) => <OwnerChip type={row.proprietaire_type} name={row.partenaire_nom} />,
      sort: 'proprietaire_type',
      card: 'line',
      from: 62.5,
    },
    {
      key: 'delta_ambiant',
      label: t('stock:registre.delta_ambiant'),
      render: (row) => <Delta value={row.delta_ambiant} />,
      numeric: true,
      card: 'aside',
    },
    { key: 'delta_15c', label: t('stock:registre.delta_15c'), render: (row) => <Delta value={row.delta_15c} dim />, numeric: true },
    { key: 'auteur', label: t('commun:champs.auteur'), sort: 'auteur_nom', render: (row) => text(row.auteur_nom), from: 87.5 },
    {
      key: 'enregistre_le',
      label: t('stock:registre.enregistre_le'),
      newest: true,
      render: (row) => instant(row.enregistre_le, fuseau),
      from: 75,
    },
  ]
}

export function Registre(): ReactNode {
  const { t } = useTranslation(['stock', 'commun'])
  const { id } = useDepot()
  const fuseau = useZone()
  const navigate = useNavigate()
  const definition = useMemo((): ListDefinition<Row> => {
    return {
      path: '/api/v1/stock/mouvements',
      columns: columns(t, fuseau),
      filters: [
        { kind: 'search', key: 'q', label: t('stock:registre.recherche') },
        {
          kind: 'choice',
          key: 'type',
          label: t('stock:registre.type'),
          choices: types.map((value) => ({ value, label: t(`stock:registre.types.${value}`) })),
        },
        { kind: 'record', key: 'citerne_id', label: t('commun:champs.citerne'), of: 'citernes' },
        { kind: 'record', key: 'produit_id', label: t('commun:champs.produit'), of: 'produits' },
        {
          kind: 'choice',
          key: 'proprietaire_type',
          label: t('commun:champs.proprietaire'),
          choices: owners.map((value) => ({ value, label: t(`commun:proprietaires.${value}`) })),
        },
        { kind: 'record', key: 'partenaire_id', label: t('commun:champs.partenaire'), of: 'partenaires' },
        { kind: 'period', key: 'du', until: 'au', label: t('stock:registre.date_effet') },
      ],
      sort: '-enregistre_le',
      scope: { ...given('depot_id', id) },
      load,
      exported: queryOf,
      href: documentOf,
      name: (row) => `${t(`stock:registre.types.${row.type}`)} ${row.numero}, ${row.citerne_nom}, ${signedLitres(row.delta_ambiant)}`,
    }
  }, [t, id, fuseau])
  return (
    <StockPage screen="registre">
      <Balance />
      <DataList
        definition={definition}
        empty={<Empty>{t('stock:registre.vide')}</Empty>}
        onOpen={(row) => {
          const to = documentOf(row)
          if (to !== undefined) void navigate({ to })
        }}
      />
    </StockPage>
  )
}

function Delta({ value, dim = false }: { value: number; dim?: boolean }): ReactNode {
  const color = dim ? 'dimmed' : value < 0 ? 'var(--mlpp-danger)' : 'var(--mlpp-good)'
  return (
    <Text span inherit c={color} fw={dim ? 400 : 600}>
      {signed(value)}
    </Text>
  )
}

const typeColors = {
  RECEPTION: 'teal',
  SORTIE: 'monaluxe',
  AJUSTEMENT: 'orange',
  STOCK_INITIAL: 'gray',
  TRANSFERT_ENTREE: 'gray',
  TRANSFERT_SORTIE: 'gray',
} as const satisfies Record<Schemas['TypeEntree'], string>

function TypeBadge({ row }: { row: Row }): ReactNode {
  const { t } = useTranslation('stock')
  return (
    <Group gap={4} wrap="nowrap">
      <Badge variant="light" color={typeColors[row.type]} tt="none" fw={550}>
        {t(`registre.types.${row.type}`)}
      </Badge>
      {row.tardif && (
        <Tooltip label={t('registre.tardif_aide')}>
          <Badge variant="default" size="sm" tt="none">
            {t('registre.tardif')}
          </Badge>
        </Tooltip>
      )}
    </Group>
  )
}

/** What the rows below add up to, when they are all those of one tank, up to now or to a day. */
function Balance(): ReactNode {
  const { filters, search } = useStockFilters()
  const { du, au, type, q } = search
  if (filters.citerne_id === undefined || du !== undefined || type !== undefined || q !== undefined) return null
  return au === undefined ? <BalanceNow filters={filters} /> : <BalanceAt filters={filters} date={au} />
}

function BalanceNow({ filters }: { filters: StockFilters }): ReactNode {
  const { t } = useTranslation('stock')
  const { data } = api.useQuery('get', '/api/v1/stock/actuel', { params: { query: filters } })
  if (data === undefined) return null
  const adjusted = sum(data.lignes.map((line) => line.delta_ambiant_total))
  return (
    <Sum filters={filters} lines={data.lignes} title={t('registre.solde')} mark={<CorrectedChip delta={corrections(data.lignes)} />}>
      {t('registre.mouvements')} {litres(sum(data.lignes.map((line) => line.stock_ambiant_base)))}
      {adjusted !== 0 && ` · ${t('registre.ajustements')} ${signedLitres(adjusted)}`}. {t('registre.solde_aide')}
    </Sum>
  )
}

function BalanceAt({ filters, date }: { filters: StockFilters; date: string }): ReactNode {
  const { t } = useTranslation('stock')
  const { data } = api.useQuery('get', '/api/v1/stock/a-date', { params: { query: { ...filters, date } } })
  const correction = useCorrections(filters, date)
  if (data === undefined) return null
  const mark = <CorrectedChip delta={correction(data.lignes)} />
  return (
    <Sum filters={filters} lines={data.lignes} mark={mark} title={t('registre.solde_au', { date: day(date) })}>
      {t('registre.solde_au_aide', { date: day(date) })}
    </Sum>
  )
}

interface SumProps {
  filters: StockFilters
  lines: readonly StockLine[]
  title: string
  mark?: ReactNode
  children: ReactNode
}

function Sum({ filters, lines, title, mark, children }: SumProps): ReactNode {
  const { t } = useTranslation(['stock', 'commun'])
  const [first] = lines
  if (first === undefined) return null
  const type = filters.proprietaire_type
  const named = filters.partenaire_id === undefined ? undefined : first.partenaire_nom
  const owner = named ?? (type === undefined ? undefined : t(type === 'PARTENAIRE' ? 'stock:partenaires' : 'commun:proprietaires.MONALUXE'))
  const ambiant = sum(lines.map((line) => line.stock_ambiant))
  return (
    <Paper withBorder radius="lg" p="sm" mb="md" component="section" aria-label={title}>
      <Group gap="xs" align="baseline">
        <Text fw={600}>{owner === undefined ? first.citerne_nom : `${first.citerne_nom} · ${owner}`}</Text>
        <Text fw={700} fz="lg" {...(ambiant < 0 ? { c: 'var(--mlpp-danger)' } : {})}>
          {litres(ambiant)}
        </Text>
        <Text c="dimmed" size="sm">
          {t('stock:a_15c', { volume: litres(sum(lines.map((line) => line.stock_15c))) })}
        </Text>
        {mark}
      </Group>
      <Text size="sm" c="dimmed">
        {children}
      </Text>
    </Paper>
  )
}
