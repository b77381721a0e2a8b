// The state of a list lives in the URL: a link reproduces the view, back goes back to it.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'

import type { FilterValues, ListDefinition } from './definition'

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

function keysOf<Row extends { id: string }>(definition: ListDefinition<Row>): string[] {
  return definition.filters.flatMap((filter) => ('until' in filter ? [filter.key, filter.until] : [filter.key]))
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
    for (const key of keysOf(definition)) {
      const value = search[key]
      if (value !== undefined && value !== '') values[key] = value
    }
    return values
  }, [definition, search])
  const clear = useCallback(() => {
    change(Object.fromEntries(keysOf(definition).map((key) => [key, undefined])))
  }, [change, definition])
  return { filters, sort: search['tri'] ?? definition.sort, active: Object.keys(filters).length, change, clear }
}
