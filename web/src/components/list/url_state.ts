// The state of a list lives in the URL: a link reproduces the view, back goes back to it.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'

import { hrefOf } from '#components/AppLink'

import { keysOf, type FilterValues, type ListDefinition } from './definition'

export type ListSearch = Record<string, string>

/** For `validateSearch`: every parameter is a short text. */
export function readSearch(search: Record<string, unknown>): ListSearch {
  const state: ListSearch = {}
  for (const [key, value] of Object.entries(search)) {
    if ((typeof value === 'string' && value.length <= 200) || typeof value === 'number' || typeof value === 'boolean') {
      state[key] = String(value)
    }
  }
  return state
}

export interface UrlState {
  filters: FilterValues
  sort: string
  /** How many filters are set. */
  active: number
  change: (patch: Record<string, string | undefined>) => void
  clear: () => void
}

export interface SearchState {
  search: ListSearch
  /** Sets parameters in place; an empty one goes away. */
  change: (patch: Record<string, string | undefined>) => void
}

/** The parameters of the screen in the URL. */
export function useSearchState(): SearchState {
  const search = useSearch({ strict: false, select: (raw: Record<string, unknown>) => readSearch(raw) })
  const navigate = useNavigate()
  const change = useCallback(
    (patch: Record<string, string | undefined>) => {
      void navigate({
        to: '.',
        replace: true,
        resetScroll: false,
        search: (raw: Record<string, unknown>) => {
          const next: Record<string, string> = { ...readSearch(raw) }
          for (const [key, value] of Object.entries(patch)) {
            if (value === undefined || value === '') Reflect.deleteProperty(next, key)
            else next[key] = value
          }
          return next
        },
      })
    },
    [navigate],
  )
  return { search, change }
}

export function useUrlState<Row extends { id: string }>(definition: ListDefinition<Row>): UrlState {
  const { search, change } = useSearchState()
  const filters = useMemo(() => {
    const values: Record<string, string> = {}
    for (const key of definition.filters.flatMap(keysOf)) {
      const value = search[key]
      if (value !== undefined && value !== '') values[key] = value
    }
    return values
  }, [definition, search])
  const clear = useCallback(() => {
    change(Object.fromEntries(definition.filters.flatMap(keysOf).map((key) => [key, undefined])))
  }, [change, definition])
  return { filters, sort: search['tri'] ?? definition.sort, active: Object.keys(filters).length, change, clear }
}

/** The page of a row: it knows the filters and the sort of the list that it is opened from. */
export function pageOf<Row extends { id: string }>(definition: ListDefinition<Row>, state: UrlState, row: Row): string | undefined {
  return definition.pages === undefined ? definition.href?.(row) : pageIn(definition.pages, state, row.id)
}

export function pageIn(pages: string, { filters, sort }: UrlState, id: string): string {
  return hrefOf(`${pages}/${id}`, { ...filters, tri: sort })
}
