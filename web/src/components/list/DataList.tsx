// The one list of the application: server-side sort and filters kept in the URL, endless paging by cursor with only the
// visible rows in the document, columns and density of one's own, saved views, export of exactly what is filtered.
// Under 600 px rows are cards.
import { Box, Button, Group, Paper, Text } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { number } from '#components/format'
import { Empty, Failure, Loading, NothingFound } from '#components/display/States'
import { useAtLeast, useSmall } from '#components/screen'

import { Cards } from './Cards'
import { Columns } from './Columns'
import type { Column, ListDefinition, ScreenWidth } from './definition'
import { FilterBar } from './FilterBar'
import { useListPages, type ListPages } from './pages'
import { usePreferences } from './preferences'
import { RowPreview, useOpened, useRoomBeside } from './RowPreview'
import { Rows } from './Rows'
import { pageOf } from './url_state'

// Where the server stops counting.
const totalMax = 20_000

export interface DataListProps<Row extends { id: string }> {
  definition: ListDefinition<Row>
  /** Shown when there is nothing at all, e.g. with a button to make the first one. */
  empty?: ReactNode
  /** Actions beside the filters. */
  actions?: ReactNode
  /** What stands beside the list of a row that has a page; a small screen shows the page. */
  preview?: (id: string) => ReactNode
  /** What a click on a row without a page does. */
  onOpen?: (row: Row) => void
}

/** The widest that columns may ask for and the screen has. */
function useScreenWidth(): ScreenWidth | 0 {
  const reached = { 62.5: useAtLeast(62.5), 75: useAtLeast(75), 87.5: useAtLeast(87.5), 93.75: useAtLeast(93.75) }
  return reached[93.75] ? 93.75 : reached[87.5] ? 87.5 : reached[75] ? 75 : reached[62.5] ? 62.5 : 0
}

function shownColumns<Row>(columns: readonly Column<Row>[], chosen: readonly string[] | undefined, width: number): Column<Row>[] {
  return columns.filter((column) => (chosen === undefined ? column.optional !== true && (column.from ?? 0) <= width : chosen.includes(column.key)))
}

/** What a click on a row does. */
function useOpening<Row extends { id: string }>(props: DataListProps<Row>, list: ListPages<Row>): ((row: Row) => void) | undefined {
  const { definition, preview, onOpen } = props
  const router = useRouter()
  const wide = useRoomBeside()
  const { open } = useOpened()
  if (preview === undefined) return onOpen
  return (row) => {
    if (wide) open(row.id)
    else router.history.push(pageOf(definition, list, row) ?? '')
  }
}

export function DataList<Row extends { id: string }>(props: DataListProps<Row>): ReactNode {
  const { definition, empty, actions, preview } = props
  const list = useListPages(definition)
  const { query, rows, ...state } = list
  const [preferences, prefer] = usePreferences(definition.path)
  const small = useSmall()
  const columns = shownColumns(definition.columns, preferences.columns, useScreenWidth())
  const onOpen = useOpening(props, list)
  const opened = useOpened()
  const more = (): void => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage()
  }
  const hrefOf = (row: Row): string | undefined => pageOf(definition, list, row)
  const body = { definition, columns, rows, hrefOf, sort: state.sort, onSort: sorter(definition.columns, state), onOpen, more }
  return (
    <Box>
      <FilterBar definition={definition} state={state} look={<Columns columns={definition.columns} shown={columns} preferences={preferences} prefer={prefer} />} actions={actions} />
      <Head list={list} />
      <Paper withBorder radius="md" style={{ overflow: 'hidden' }} aria-busy={query.isFetching}>
        {query.isPending && <Loading />}
        {query.isError && rows.length === 0 && <Failure error={query.error} retry={() => void query.refetch()} />}
        {query.isSuccess && rows.length === 0 && (state.active > 0 ? <NothingFound clear={state.clear} /> : (empty ?? <Empty />))}
        {rows.length > 0 && (small ? <Cards {...body} /> : <Rows {...body} compact={preferences.compact} />)}
      </Paper>
      <More list={list} more={more} />
      {preview !== undefined && opened.id !== undefined && (
        <RowPreview definition={definition} list={list} id={opened.id}>
          {preview(opened.id)}
        </RowPreview>
      )}
    </Box>
  )
}

/** How many rows there are, and whether all of them were looked at. */
export function Head<Row extends { id: string }>({ list: { query } }: { list: ListPages<Row> }): ReactNode {
  const { t } = useTranslation()
  const [first] = query.data?.pages ?? []
  const { total, fenetre } = first ?? {}
  const said: string[] = []
  if (typeof total === 'number' && total > 0) said.push(t(total < totalMax ? 'liste.total' : 'liste.total_max', { count: total, nombre: number(total) }))
  if (typeof fenetre === 'number') said.push(t('liste.fenetre', { nombre: number(fenetre) }))
  return said.length === 0 ? null : (
    <Text size="sm" c="dimmed" mb="xs" role="status">
      {said.join(' · ')}
    </Text>
  )
}

export function More<Row extends { id: string }>({ list: { query }, more }: { list: ListPages<Row>; more: () => void }): ReactNode {
  const { t } = useTranslation()
  if (!query.hasNextPage) return null
  return (
    <Group justify="center" mt="sm">
      <Button variant="subtle" loading={query.isFetchingNextPage} onClick={more}>
        {t('liste.suite')}
      </Button>
    </Group>
  )
}

/** A click sorts texts from A, figures from the largest and days from the latest; the next one turns it round. */
function sorter<Row>(columns: readonly Column<Row>[], state: { sort: string; change: (patch: Record<string, string>) => void }): (key: string) => void {
  return (key) => {
    const falls = columns.some((column) => (column.sort ?? column.key) === key && (column.numeric === true || column.newest === true))
    const tri = state.sort === key ? `-${key}` : state.sort === `-${key}` ? key : falls ? `-${key}` : key
    state.change({ tri })
  }
}
