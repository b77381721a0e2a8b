// Stock at the end of each day of a period: a curve, and a table that leads to each day.
import { Alert, Button, Group, Paper, Switch, Table, Text } from '@mantine/core'
import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import type { Schemas } from '#api/types'
import { useZone } from '#app/depot'
import { AppLink } from '#components/AppLink'
import { CorrectedChip } from '#components/display/Chips'
import { Curve } from '#components/display/Curve'
import { Panel } from '#components/display/Page'
import { Empty, Failure, Loading } from '#components/display/States'
import { litres, number, signed } from '#components/format'
import { CardFace, FewCards } from '#components/list/Cards'
import { ExportMenu } from '#components/SaveFile'
import { useSmall } from '#components/screen'

import { DateField } from './DateField'
import { addDays, daysMax, periodOf, todayIn, type Period } from '#components/days'
import { carried } from './filters'
import { correctionsByDay, dayRows, type DayRow } from './lines'
import { Litres } from './LinesTable'
import classes from './stock.module.css'
import { StockFilterBar, StockPage, useStockFilters } from './StockPage'
import { useAdjustments } from './useCorrections'

const presets = [30, 90, 365] as const

export function StockJournalier(): ReactNode {
  const { t } = useTranslation('stock')
  const { filters, search, change } = useStockFilters()
  const fuseau = useZone()
  const today = todayIn(fuseau)
  const period = periodOf(search, today)
  const { du, au, fault } = period
  const stock = api.useQuery(
    'get',
    '/api/v1/stock/journalier',
    { params: { query: { ...filters, du, au } } },
    { placeholderData: (old) => old, enabled: fault === undefined },
  )
  return (
    <StockPage screen="journalier" actions={<ExportMenu path="/api/v1/stock/journalier" query={{ ...filters, du, au }} />}>
      <StockFilterBar>
        <PeriodFields period={period} today={today} change={change} />
      </StockFilterBar>
      <Group mb="md" gap="xs">
        {presets.map((days) => (
          <Button
            key={days}
            size="compact-sm"
            variant={du === addDays(today, 1 - days) && au === today ? 'filled' : 'light'}
            onClick={() => {
              change({ du: addDays(today, 1 - days), au: undefined })
            }}
          >
            {t('journalier.jours', { count: days })}
          </Button>
        ))}
      </Group>
      {fault !== undefined && (
        <Alert color="orange" variant="light" role="alert">
          {t(`journalier.${fault}`, { jours: number(daysMax) })}
        </Alert>
      )}
      {fault === undefined && stock.isPending && <Loading />}
      {fault === undefined && stock.isError && <Failure error={stock.error} retry={() => void stock.refetch()} />}
      {fault === undefined && stock.data !== undefined && !stock.isError && <Days stock={stock.data} period={period} />}
    </StockPage>
  )
}

interface FieldsProps {
  period: Period
  today: string
  change: (patch: Record<string, string | undefined>) => void
}

function PeriodFields({ period, today, change }: FieldsProps): ReactNode {
  const { t } = useTranslation(['stock', 'commun'])
  return (
    <>
      <DateField
        kind="date"
        label={t('commun:champs.du')}
        value={period.du}
        max={today}
        commit={(value) => {
          change({ du: value })
        }}
      />
      <DateField
        kind="date"
        label={t('commun:champs.au')}
        value={period.au}
        max={today}
        commit={(value) => {
          change({ au: value })
        }}
      />
    </>
  )
}

function Days({ stock, period }: { stock: Schemas['StockParJour']; period: Period }): ReactNode {
  const { t } = useTranslation('stock')
  const { filters, search, change } = useStockFilters()
  const rows = useMemo(() => dayRows(stock), [stock])
  const adjustments = useAdjustments(filters, period.au)
  const corrected = useMemo(() => correctionsByDay(adjustments, rows.map((row) => row.jour)), [adjustments, rows])
  const tanks = useMemo(() => new Map(stock.lignes.map((line) => [line.citerne_id, line.citerne_nom])), [stock])
  const split = search['detail'] === 'citernes' && tanks.size > 0
  const small = useSmall()
  const days = { rows, tanks: split ? tanks : new Map<string, string>(), corrected }
  const [last] = rows
  if (last === undefined) {
    return (
      <Paper withBorder radius="lg">
        <Empty>{t('journalier.vide')}</Empty>
      </Paper>
    )
  }
  return (
    <>
      <Panel title={t('journalier.courbe')} aside={<Group gap="xs"><CorrectedChip delta={corrected.get(last.jour) ?? 0} /><Text fw={650}>{litres(last.stock_ambiant)}</Text></Group>}>
        <Curve
          label={`${t('journalier.courbe')}. ${t('journalier.periode', { du: period.du, au: period.au })}`}
          points={stock.totaux.map((total) => ({ day: total.date_jour, value_l: total.stock_ambiant }))}
        />
        <Text size="xs" c="dimmed" mt={4}>
          {t('journalier.fin_de_jour')}
        </Text>
      </Panel>
      <Group justify="end" my="sm">
        <Switch
          label={t('journalier.par_citerne')}
          checked={split}
          onChange={(event) => {
            change({ detail: event.currentTarget.checked ? 'citernes' : undefined })
          }}
        />
      </Group>
      <Paper withBorder radius="md" style={{ overflow: 'hidden' }}>
        {small ? <DayCards {...days} /> : <DayTable {...days} />}
      </Paper>
    </>
  )
}

interface TableProps {
  rows: readonly DayRow[]
  tanks: ReadonlyMap<string, string>
  /** Litres of adjustments in the figure of each day. */
  corrected: ReadonlyMap<string, number>
}

function DayTable({ rows, tanks, corrected }: TableProps): ReactNode {
  const { t } = useTranslation('stock')
  return (
    <Table.ScrollContainer minWidth={320 + tanks.size * 100} maxHeight={640}>
      <Table fz="sm" stickyHeader highlightOnHover verticalSpacing={6} style={{ whiteSpace: 'nowrap' }}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('journalier.jour')}</Table.Th>
            <Table.Th ta="right">{t('ambiant_l')}</Table.Th>
            <Table.Th ta="right">{t('journalier.variation')}</Table.Th>
            <Table.Th ta="right">{t('a_15c_l')}</Table.Th>
            {[...tanks].map(([id, name]) => (
              <Table.Th key={id} ta="right">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.jour}>
              <Table.Td>
                <DayLink day={row.jour} />
              </Table.Td>
              <Table.Td ta="right" fw={600}>
                <CorrectedChip delta={corrected.get(row.jour) ?? 0} /> <Litres value={row.stock_ambiant} />
              </Table.Td>
              <Table.Td ta="right">
                <Variation value={row.variation} />
              </Table.Td>
              <Table.Td ta="right">
                <Litres value={row.stock_15c} dim />
              </Table.Td>
              {[...tanks.keys()].map((id) => (
                <Table.Td key={id} ta="right">
                  <Litres value={row.citernes.get(id) ?? 0} dim />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function DayCards({ rows, tanks, corrected }: TableProps): ReactNode {
  const { t } = useTranslation('stock')
  return (
    <FewCards>
      {rows.map((row) => (
        <li key={row.jour}>
          <CardFace
            title={<DayLink day={row.jour} />}
            aside={
              <>
                <CorrectedChip delta={corrected.get(row.jour) ?? 0} />{' '}
                <Text span inherit fw={600}>
                  {litres(row.stock_ambiant)}
                </Text>
              </>
            }
          >
            <Variation value={row.variation} />
            <span>{t('a_15c', { volume: litres(row.stock_15c) })}</span>
            {tanks.size > 0 && (
              <span className={classes['tanks']}>
                {[...tanks].map(([id, name]) => (
                  <span key={id}>
                    {name} {litres(row.citernes.get(id) ?? 0)}
                  </span>
                ))}
              </span>
            )}
          </CardFace>
        </li>
      ))}
    </FewCards>
  )
}

function DayLink({ day }: { day: string }): ReactNode {
  const { t } = useTranslation('stock')
  const { search } = useStockFilters()
  return (
    <AppLink href="/stocks/a-date" search={{ ...carried(search), date: day }} className={classes['day']} aria-label={t('journalier.voir_jour', { jour: day })}>
      {day}
    </AppLink>
  )
}

/** Against the day before. */
function Variation({ value }: { value: number | undefined }): ReactNode {
  return (
    <Text span inherit c={value === undefined || value >= 0 ? 'dimmed' : 'var(--mlpp-danger)'}>
      {signed(value)}
    </Text>
  )
}
