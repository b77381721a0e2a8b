// All tanks of the depot as cards, empty ones too; what needs attention is said on the card.
import { Button, Paper, Select, SimpleGrid, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import { useProductChoices } from '#app/choices'
import { useDepot } from '#app/depot'
import { useMay } from '#app/session'
import { AppLink } from '#components/AppLink'
import { Page } from '#components/display/Page'
import { Empty, Failure, Loading, NothingFound } from '#components/display/States'
import { litres, number } from '#components/format'
import { oneOf } from '#components/list/definition'
import { useSearchState } from '#components/list/url_state'
import { ExportMenu, type FileQuery } from '#components/SaveFile'

import { Carte } from './Carte'
import classes from './citernes.module.css'
import { StockInitial } from './StockInitial'
import { cardsOf, totalsOf, type TankCard } from './tanks'
import { useInitiaux, type Initiaux } from './useInitiaux'

const tanksMax = 200
const statuts = ['toutes', 'active', 'maintenance', 'inactive'] as const

export function Citernes(): ReactNode {
  const { t } = useTranslation('citernes')
  const { search, change } = useSearchState()
  const depot = useDepot()
  const mayWrite = useMay('citernes.ecrire')
  const id = search['depot_id'] ?? depot.id
  const scope = id === undefined ? {} : { depot_id: id }
  const tanks = api.useQuery('get', '/api/v1/citernes', { params: { query: { ...scope, limite: tanksMax, tri: 'nom' } } })
  const stock = api.useQuery('get', '/api/v1/stock/actuel', { params: { query: scope } }, { placeholderData: (old) => old })
  const initiaux = useInitiaux(scope)
  const cards = useMemo(
    () => (tanks.data === undefined || stock.data === undefined ? undefined : cardsOf(tanks.data.elements, stock.data.lignes)),
    [tanks.data, stock.data],
  )
  const failed = [tanks, stock].find((query) => query.isError && query.data === undefined)
  return (
    <Page
      title={t('titre')}
      actions={
        <>
          <ExportMenu path="/api/v1/citernes" query={exportOf(search, id)} />
          {mayWrite && (
            <Button component={AppLink} href="/citernes/new" leftSection={<IconPlus size={16} />}>
              {t('nouvelle')}
            </Button>
          )}
        </>
      }
    >
      {failed !== undefined && <Failure error={failed.error} retry={() => void failed.refetch()} />}
      {failed === undefined && (cards === undefined || initiaux.loading) && <Loading />}
      {cards?.length === 0 && (
        <Paper withBorder radius="lg">
          <Empty>{t('vide')}</Empty>
        </Paper>
      )}
      {cards !== undefined && cards.length > 0 && !initiaux.loading && (
        <Tanks cards={cards} declaredFor={initiaux.declaredFor} search={search} change={change} />
      )}
    </Page>
  )
}

function exportOf(search: Readonly<Record<string, string>>, depot_id: string | undefined): FileQuery {
  const statut = oneOf(search['statut'], statuts)
  return { depot_id, produit_id: search['produit_id'], statut: statut === 'toutes' ? undefined : statut, tri: 'nom' }
}

interface TanksProps {
  cards: readonly TankCard[]
  declaredFor: Initiaux['declaredFor']
  search: Readonly<Record<string, string>>
  change: (patch: Record<string, string | undefined>) => void
}

function Tanks({ cards, declaredFor, search, change }: TanksProps): ReactNode {
  const [opening, setOpening] = useState<TankCard>()
  const statut = oneOf(search['statut'], statuts)
  const product = search['produit_id']
  const shown = cards.filter(
    (card) =>
      (statut === undefined ? card.statut !== 'inactive' || card.total_l !== 0 : statut === 'toutes' || card.statut === statut) &&
      (product === undefined || card.produit_id === product),
  )
  return (
    <>
      <Stats cards={shown} />
      <Filters statut={statut} product={product} change={change} />
      {shown.length === 0 && (
        <Paper withBorder radius="lg">
          <NothingFound
            clear={() => {
              change({ statut: undefined, produit_id: undefined })
            }}
          />
        </Paper>
      )}
      <ul className={classes['cards']}>
        {shown.map((card) => (
          <li key={card.id}>
            <Carte
              card={card}
              onOpening={
                declaredFor?.(card.id).left === true
                  ? () => {
                      setOpening(card)
                    }
                  : undefined
              }
            />
          </li>
        ))}
      </ul>
      {opening !== undefined && declaredFor !== undefined && (
        <StockInitial
          tank={opening}
          declared={declaredFor(opening.id)}
          onClose={() => {
            setOpening(undefined)
          }}
        />
      )}
    </>
  )
}

interface FiltersProps {
  statut: (typeof statuts)[number] | undefined
  product: string | undefined
  change: TanksProps['change']
}

function Filters({ statut, product, change }: FiltersProps): ReactNode {
  const { t } = useTranslation(['citernes', 'commun'])
  const products = useProductChoices()
  return (
    <div className={classes['filters']} role="search" aria-label={t('commun:liste.filtres')}>
      <Select
        label={t('commun:champs.produit')}
        data={products ?? []}
        value={product ?? null}
        clearable
        placeholder={t('commun:liste.tout')}
        onChange={(value) => {
          change({ produit_id: value ?? undefined })
        }}
      />
      <Select
        label={t('commun:champs.statut')}
        data={statuts.map((value) => ({ value, label: value === 'toutes' ? t('citernes:statut_tous') : t(`citernes:statuts.${value}`) }))}
        value={statut ?? null}
        clearable
        placeholder={t('citernes:statut_courantes')}
        onChange={(value) => {
          change({ statut: value ?? undefined })
        }}
      />
    </div>
  )
}

function Stats({ cards }: { cards: readonly TankCard[] }): ReactNode {
  const { t } = useTranslation('citernes')
  const totals = totalsOf(cards)
  const logical = totals.logique_nombre === 0 ? undefined : t('stats.logiques', { count: totals.logique_nombre })
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm" mb="md">
      <Stat label={t('stats.nombre')} value={number(totals.nombre)} below={logical} />
      <Stat label={t('stats.alertes')} value={number(totals.alertes)} below={t('stats.alertes_aide')} danger={totals.alertes > 0} />
      <Stat label={t('stats.stock')} value={litres(totals.stock_l)} below={t('a_15c', { volume: litres(totals.a_15c_l) })} />
      <Stat label={t('stats.capacite')} value={litres(totals.capacite_l)} below={t('stats.libre')} />
    </SimpleGrid>
  )
}

interface StatProps {
  label: string
  value: string
  below: string | undefined
  danger?: boolean
}

function Stat({ label, value, below, danger = false }: StatProps): ReactNode {
  return (
    <Paper withBorder radius="lg" px="md" py="sm">
      <Text size="sm" c="dimmed" fw={600}>
        {label}
      </Text>
      <Text fz={{ base: 18, xs: 22 }} fw={700} lh={1.35} {...(danger ? { c: 'var(--mlpp-danger)' } : {})}>
        {value}
      </Text>
      <Text size="xs" c="dimmed">
        {below}
      </Text>
    </Paper>
  )
}
