// The one list of the application: server-side sort and filters kept in the URL, endless paging by cursor with only the
// visible rows in the document, columns and density of one's own, saved views, export of exactly what is filtered.
// Under 600 px rows are cards.
import { Box, Button, Group, Paper, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import { number } from '#components/format'
import { Empty, Failure, Loading, NothingFound } from '#components/display/States'

import { Cards } from './Cards'
import type { Column, ListDefinition, Paging, ScreenWidth } from './definition'
import { FilterBar } from './FilterBar'
import { usePreferences } from './preferences'
import { Rows } from './Rows'
import { useUrlState } from './url_state'

const pageRows = 100

export interface DataListProps<Row extends { id: string }> {
  definition: ListDefinition<Row>
  /** Shown when there is nothing at all, e.g. with a button to make the first one. */
  empty?: ReactNode
  /** Actions beside the filters. */
  actions?: ReactNode
  onOpen?: (row: Row) => void
}

export function useListPages<Row extends { id: string }>(
  definition: ListDefinition<Row>,
): ReturnType<typeof useUrlState<Row>> & { query: ReturnType<typeof usePages<Row>>; rows: Row[] } {
  const state = useUrlState(definition)
  const query = usePages(definition, state.sort, state.filters)
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.elements) ?? [], [query.data])
  return { ...state, query, rows }
}

function usePages<Row extends { id: string }>(
  definition: ListDefinition<Row>,
  tri: string,
  filters: Readonly<Record<string, string>>,
) {
  const asked = { ...definition.scope, ...filters }
  return useInfiniteQuery({
    queryKey: ['get', definition.path, 'liste', tri, asked],
    initialPageParam: '',
    queryFn: async ({ pageParam, signal }) => {
      const paging: Paging = { limite: pageRows, tri, ...(pageParam === '' ? {} : { curseur: pageParam }) }
      return await definition.load(paging, asked, signal)
    },
    getNextPageParam: (last) => last.curseur_suivant ?? undefined,
    placeholderData: (previous) => previous,
  })
}

/** The widest that columns may ask for and the screen has. */
function useScreenWidth(): ScreenWidth | 0 {
  const wide = useMediaQuery('(min-width: 75em)')
  const widest = useMediaQuery('(min-width: 93.75em)')
  return widest ? 93.75 : wide ? 75 : 0
}

function shownColumns<Row>(columns: readonly Column<Row>[], chosen: readonly string[] | undefined, width: number): Column<Row>[] {
  return columns.filter((column) => (chosen === undefined ? column.optional !== true && (column.from ?? 0) <= width : chosen.includes(column.key)))
}

export function DataList<Row extends { id: string }>(props: DataListProps<Row>): ReactNode {
  const { definition, empty, actions, onOpen } = props
  const { t } = useTranslation()
  const { query, rows, ...state } = useListPages(definition)
  const [preferences, prefer] = usePreferences(definition.path)
  const small = useMediaQuery('(max-width: 37.49em)')
  const columns = shownColumns(definition.columns, preferences.columns, useScreenWidth())
  const more = (): void => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage()
  }
  const window = query.data?.pages.find((page) => page.fenetre)?.fenetre
  const body = { definition, columns, rows, sort: state.sort, onSort: sorter(definition.columns, state), onOpen, more }
  return (
    <Box>
      <FilterBar definition={definition} state={state} preferences={preferences} prefer={prefer} actions={actions} />
      {window && (
        <Text size="sm" c="dimmed" mb="xs" role="status">
          {t('liste.fenetre', { nombre: number(window) })}
        </Text>
      )}
      <Paper withBorder radius="md" style={{ overflow: 'hidden' }} aria-busy={query.isFetching}>
        {query.isPending && <Loading />}
        {query.isError && rows.length === 0 && <Failure error={query.error} retry={() => void query.refetch()} />}
        {query.isSuccess && rows.length === 0 && (state.active > 0 ? <NothingFound clear={state.clear} /> : (empty ?? <Empty />))}
        {rows.length > 0 && (small ? <Cards {...body} /> : <Rows {...body} compact={preferences.compact} />)}
      </Paper>
      {rows.length > 0 && (
        <Group justify="center" mt="sm">
          {query.hasNextPage ? (
            <Button variant="subtle" loading={query.isFetchingNextPage} onClick={more}>
              {t('liste.suite')}
            </Button>
          ) : (
            <Text size="xs" c="dimmed">
              {t('liste.total', { count: rows.length })}
            </Text>
          )}
        </Group>
      )}
    </Box>
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
