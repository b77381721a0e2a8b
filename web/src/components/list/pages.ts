// The pages of a list that were read so far, by the filters and the sort of the URL.
import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query'
import { useMemo } from 'react'

import type { Page } from '#api/types'

import type { FilterValues, ListDefinition, Paging } from './definition'
import { useUrlState, type UrlState } from './url_state'

const pageRows = 100

export interface ListPages<Row extends { id: string }> extends UrlState {
  query: ReturnType<typeof usePages<Row>>
  rows: Row[]
}

export function rowsOf<Row>(data: InfiniteData<Page<Row>> | undefined): Row[] {
  return data?.pages.flatMap((page) => page.elements) ?? []
}

export function useListPages<Row extends { id: string }>(definition: ListDefinition<Row>): ListPages<Row> {
  const state = useUrlState(definition)
  const query = usePages(definition, state.sort, state.filters)
  const rows = useMemo(() => rowsOf(query.data), [query.data])
  return { ...state, query, rows }
}

function usePages<Row extends { id: string }>(definition: ListDefinition<Row>, tri: string, filters: FilterValues) {
  const asked = { ...definition.scope, ...filters }
  return useInfiniteQuery({
    queryKey: ['get', definition.path, 'liste', tri, asked],
    initialPageParam: '',
    queryFn: async ({ pageParam, signal }) => {
      // Counted once: with the first page.
      const paging: Paging = { limite: pageRows, tri, ...(pageParam === '' ? { total: true } : { curseur: pageParam }) }
      return await definition.load(paging, asked, signal)
    },
    getNextPageParam: (last) => last.curseur_suivant ?? undefined,
    placeholderData: (previous) => previous,
  })
}
