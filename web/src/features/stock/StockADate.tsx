// The stock at the end of a day, as it is known now or as it was known at an instant; beside it what was recorded since.
import { Alert, Paper, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { api } from '#api/client'
import type { Schemas } from '#api/types'
import { useZone } from '#app/depot'
import { instantOf, isDay, localOf, todayIn } from '#components/days'
import { CorrectedChip } from '#components/display/Chips'
import { Panel } from '#components/display/Page'
import { Empty, Failure, Loading } from '#components/display/States'
import { instant, signed, signedLitres } from '#components/format'
import { ExportMenu } from '#components/SaveFile'

import { DateField } from './DateField'
import { compare, sum, type ComparedLine, type StockLine } from './lines'
import { LinesTable, Litres, type ExtraColumn } from './LinesTable'
import { StockFilterBar, StockPage, useStockFilters } from './StockPage'
import { useCorrections } from './useCorrections'

function isInstant(value: string | undefined): value is string {
  return value !== undefined && value !== '' && !Number.isNaN(Date.parse(value))
}

export function StockADate(): ReactNode {
  const { t } = useTranslation('stock')
  const { filters, search, change } = useStockFilters()
  const fuseau = useZone()
  const today = todayIn(fuseau)
  const date = isDay(search['date']) ? search['date'] : today
  const known = isInstant(search['connu_le']) ? search['connu_le'] : undefined
  const future = date > today
  const query = { ...filters, date }
  const now = api.useQuery('get', '/api/v1/stock/a-date', { params: { query } }, { placeholderData: (old) => old, enabled: !future })
  const then = api.useQuery(
    'get',
    '/api/v1/stock/a-date',
    { params: { query: { ...query, ...(known === undefined ? {} : { connu_le: known }) } } },
    { placeholderData: (old) => old, enabled: !future && known !== undefined },
  )
  const correction = useCorrections(filters, date, known)
  const mark = (lines: readonly StockLine[]): ReactNode => <CorrectedChip delta={correction(lines)} />
  const asked = known === undefined ? [now] : [now, then]
  const failed = asked.find((query) => query.isError)
  return (
    <StockPage
      screen="a_date"
      actions={future ? undefined : <ExportMenu path="/api/v1/stock/a-date" query={{ ...query, connu_le: known }} />}
    >
      <StockFilterBar>
        <DateField
          kind="date"
          label={t('a_date.date')}
          value={date}
          max={today}
          error={future ? t('a_date.futur') : undefined}
          commit={(value) => {
            change({ date: value })
          }}
        />
        <DateField
          kind="datetime-local"
          label={t('a_date.connu_le')}
          description={t('a_date.connu_aide')}
          value={known === undefined ? '' : localOf(known, fuseau)}
          commit={(value) => {
            change({ connu_le: instantOf(value, fuseau) })
          }}
        />
      </StockFilterBar>
      {!future && asked.some((query) => query.isPending) && <Loading />}
      {failed !== undefined && <Failure error={failed.error} retry={() => void failed.refetch()} />}
      {!future && failed === undefined && known === undefined && now.data !== undefined && (
        <Known title={t('a_date.lignes', { date })} lines={now.data.lignes} date={date} mark={mark} />
      )}
      {!future && failed === undefined && known !== undefined && now.data !== undefined && then.data !== undefined && (
        <Since
          title={t('a_date.lignes_connu', { date, instant: instant(known, fuseau) })}
          lines={compare(then.data.lignes, now.data.lignes)}
          date={date}
          mark={mark}
        />
      )}
    </StockPage>
  )
}

function Nothing(): ReactNode {
  const { t } = useTranslation('stock')
  return (
    <Paper withBorder radius="lg">
      <Empty>{t('a_date.vide')}</Empty>
    </Paper>
  )
}

interface LinesProps<Line> {
  title: string
  lines: readonly Line[]
  date: string
  /** Beside each ambient figure. */
  mark: (lines: readonly StockLine[]) => ReactNode
}

function Known({ title, lines, date, mark }: LinesProps<Schemas['LigneJour']>): ReactNode {
  if (lines.length === 0) return <Nothing />
  return (
    <Panel title={title}>
      <LinesTable lines={lines} label={title} au={date} mark={mark} />
    </Panel>
  )
}

function Since({ title, lines, date, mark }: LinesProps<ComparedLine>): ReactNode {
  const { t } = useTranslation('stock')
  const extras: ExtraColumn<ComparedLine>[] = [
    {
      key: 'maintenant',
      label: t('a_date.maintenant'),
      render: (line) => <Litres value={line.maintenant_ambiant} />,
      total: (all) => <Litres value={sum(all.map((line) => line.maintenant_ambiant))} />,
    },
    {
      key: 'ecart',
      label: t('a_date.ecart'),
      render: (line) => <Difference value={line.ecart_ambiant} />,
      total: (all) => <Difference value={sum(all.map((line) => line.ecart_ambiant))} />,
    },
  ]
  if (lines.length === 0) return <Nothing />
  const ambiant = sum(lines.map((line) => line.ecart_ambiant))
  const a_15c = sum(lines.map((line) => line.ecart_15c))
  const same = lines.every((line) => line.ecart_ambiant === 0 && line.ecart_15c === 0)
  return (
    <>
      <Alert color={same ? 'teal' : 'orange'} variant="light" mb="md">
        {same ? t('a_date.sans_ecart') : t('a_date.ecart_total', { ambiant: signedLitres(ambiant), a_15c: signedLitres(a_15c) })}
      </Alert>
      <Panel title={title}>
        <LinesTable lines={lines} extras={extras} label={title} au={date} mark={mark} />
      </Panel>
    </>
  )
}

function Difference({ value }: { value: number }): ReactNode {
  return (
    <Text span inherit c={value === 0 ? 'dimmed' : 'var(--mlpp-warning)'} fw={value === 0 ? 400 : 650}>
      {signed(value)}
    </Text>
  )
}
