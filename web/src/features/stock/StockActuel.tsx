// Current stock: the depot's total, each owner's, and every tank and owner with a total line.
import { Alert, Paper, SimpleGrid, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import type { Schemas } from '#api/types'
import { useZone } from '#app/depot'
import { AppLink } from '#components/AppLink'
import { CorrectedChip } from '#components/display/Chips'
import { Panel } from '#components/display/Page'
import { Empty, Failure, Loading, NothingFound } from '#components/display/States'
import { instant, litres, percent, signed } from '#components/format'
import { ExportMenu } from '#components/SaveFile'

import { carried, ownerChoice, ownerPatch, type StockFilters } from './filters'
import { corrections, lineKey, linesOf, sum } from './lines'
import { LinesTable, type ExtraColumn } from './LinesTable'
import classes from './stock.module.css'
import { StockFilterBar, StockPage, useStockFilters } from './StockPage'

type Line = Schemas['LigneStock']

export function StockActuel(): ReactNode {
  const { t } = useTranslation(['stock', 'commun'])
  const { filters, change } = useStockFilters()
  const fuseau = useZone()
  const stock = api.useQuery('get', '/api/v1/stock/actuel', { params: { query: filters } }, { placeholderData: (old) => old })
  const lines = stock.data?.lignes ?? []
  const filtered = filters.citerne_id ?? filters.produit_id ?? ownerChoice(filters)
  const clear = (): void => {
    change({ citerne_id: undefined, produit_id: undefined, ...ownerPatch(null) })
  }
  const extras = useExtras(fuseau)
  const read = instant(new Date(stock.dataUpdatedAt).toISOString(), fuseau)
  return (
    <StockPage screen="actuel" actions={<ExportMenu path="/api/v1/stock/actuel" query={{ ...filters }} />} aside={stock.data !== undefined && <Text size="sm" c="dimmed">{t('stock:lu_a', { heure: read.slice(11) })}</Text>}>
      <StockFilterBar />
      {stock.isPending && <Loading />}
      {stock.isError && stock.data === undefined && <Failure error={stock.error} retry={() => void stock.refetch()} />}
      {stock.data !== undefined && lines.length === 0 && (
        <Paper withBorder radius="lg">
          {filtered === undefined ? <Empty>{t('stock:actuel.vide')}</Empty> : <NothingFound clear={clear} />}
        </Paper>
      )}
      {stock.data !== undefined && lines.length > 0 && (
        <>
          <SimpleGrid cols={{ base: 2, md: 3, lg: 4 }} mb="md" spacing="sm">
            <Total totals={stock.data.totaux} lines={lines} />
            {stock.data.totaux.par_proprietaire.map((owner) => (
              <Owner key={owner.partenaire_id ?? owner.proprietaire_type} owner={owner} lines={lines} filters={filters} />
            ))}
          </SimpleGrid>
          <Negatives lines={lines} />
          <Panel title={t('stock:actuel.par_citerne')}>
            <LinesTable lines={lines} extras={extras} mark={corrected} label={t('stock:actuel.par_citerne')} />
          </Panel>
        </>
      )}
    </StockPage>
  )
}

function useExtras(fuseau: string | undefined): ExtraColumn<Line>[] {
  const { t } = useTranslation('stock')
  return [
    {
      key: 'ajuste',
      label: t('actuel.corrections'),
      roomy: true,
      render: (line) => (line.delta_ambiant_total === 0 ? null : signed(line.delta_ambiant_total)),
      total: (lines) => {
        const delta = sum(lines.map((line) => line.delta_ambiant_total))
        return delta === 0 ? null : signed(delta)
      },
    },
    {
      key: 'dernier',
      label: t('actuel.dernier'),
      roomy: true,
      render: (line) => (line.last_movement_at === null || line.last_movement_at === undefined ? null : instant(line.last_movement_at, fuseau)),
    },
  ]
}

function corrected(lines: readonly Line[]): ReactNode {
  return <CorrectedChip delta={corrections(lines)} />
}

function Total({ totals, lines }: { totals: Schemas['TotauxStock']; lines: readonly Line[] }): ReactNode {
  const { t } = useTranslation('stock')
  return (
    <Figure title={t('actuel.stock_total')} ambient={totals.stock_ambiant} at15={totals.stock_15c} delta={corrections(lines)}>
      {totals.capacite > 0 && t('actuel.utilisation', { part: percent(totals.utilisation_pct), capacite: litres(totals.capacite) })}
      {totals.stock_ambiant_logique !== 0 && (
        <div>{t('actuel.dont_logique', { ambiant: litres(totals.stock_ambiant_logique), a_15c: litres(totals.stock_15c_logique) })}</div>
      )}
    </Figure>
  )
}

/** An owner's card sets the filter to that owner, and takes it away again. */
function Owner({ owner, lines, filters }: { owner: Schemas['TotalProprietaire']; lines: readonly Line[]; filters: StockFilters }): ReactNode {
  const { t } = useTranslation(['stock', 'commun'])
  const { search } = useStockFilters()
  const choice = owner.partenaire_id ?? owner.proprietaire_type
  const chosen = ownerChoice(filters) === choice
  const { proprietaire_type, partenaire_id } = ownerPatch(chosen ? null : choice)
  const target: Record<string, string> = { ...carried(search) }
  for (const [key, value] of Object.entries({ proprietaire_type, partenaire_id })) {
    if (value === undefined) Reflect.deleteProperty(target, key)
    else target[key] = value
  }
  return (
    <Figure
      title={owner.partenaire_nom ?? t(`commun:proprietaires.${owner.proprietaire_type}`)}
      ambient={owner.stock_ambiant}
      at15={owner.stock_15c}
      delta={corrections(linesOf(lines, owner))}
      to={target}
      chosen={chosen}
    >
      {owner.proprietaire_type === 'PARTENAIRE' && t('commun:proprietaires.PARTENAIRE')}
    </Figure>
  )
}

interface FigureProps {
  title: string
  ambient: number
  at15: number
  /** Of the adjustments that are part of the figure. */
  delta: number
  to?: Record<string, string>
  chosen?: boolean
  children?: ReactNode
}

function Figure({ title, ambient, at15, delta, to, chosen = false, children }: FigureProps): ReactNode {
  const { t } = useTranslation('stock')
  const content = (
    <>
      <Text size="sm" c="dimmed" fw={600} component="div">
        {title} <CorrectedChip delta={delta} />
      </Text>
      <Text fz={{ base: 17, xs: 24 }} fw={700} lh={1.3} {...(ambient < 0 ? { c: 'var(--mlpp-danger)' } : {})}>
        {litres(ambient)}
      </Text>
      <Text size="sm" c="dimmed">
        {t('a_15c', { volume: litres(at15) })}
      </Text>
      <Text size="xs" c="dimmed" component="div">
        {children}
      </Text>
    </>
  )
  if (to === undefined) return <div className={classes['owner']}>{content}</div>
  return (
    <AppLink href="/stocks" search={to} className={classes['owner']} aria-current={chosen}>
      {content}
    </AppLink>
  )
}

function Negatives({ lines }: { lines: readonly Line[] }): ReactNode {
  const { t } = useTranslation(['stock', 'commun'])
  const negative = lines.filter((line) => line.is_negative)
  if (negative.length === 0) return null
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={t('stock:negatif.titre', { count: negative.length })} mb="md">
      {negative.map((line) => (
        <div key={lineKey(line)}>
          {t('stock:negatif.ligne', {
            citerne: line.citerne_nom,
            proprietaire: line.partenaire_nom ?? t(`commun:proprietaires.${line.proprietaire_type}`),
            stock: litres(line.stock_ambiant),
          })}
        </div>
      ))}
      {t('stock:negatif.aide')}
    </Alert>
  )
}
